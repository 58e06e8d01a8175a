/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the forms that people hand on have in common: who says what of which kernel, when,
 * and why. docs/forms.md has the mapping from verdicts.
 */
#ifndef KVET_REPORT_VEX_H
#define KVET_REPORT_VEX_H

#include "report/jsontext.h"
#include "util/arena.h"

/* One document. Texts live until the next finding, those of its head as long as it does. */
struct vex {
	const struct report *report;
	const kvet_target *target;
	const struct kvet_snapshot *snapshot;
	const char *purl, *cpe;
	char release[KVET_RELEASE_SIZE], line[KVET_RELEASE_SIZE];
	const char *author; /* "" where nobody is named */
	const char *time; /* RFC 3339 */
	char uuid[40]; /* of all that the document says: the same says the same */
	struct arena arena; /* of the document */
	struct arena spoken; /* of one finding */
	size_t index; /* of the finding that is written */
};

void vex_begin(struct vex *vex, const struct report *report);
void vex_end(struct vex *vex);

enum kvet_vex_status vex_status(const kvet_finding *finding);

/* TEXT as valid UTF-8, until the next finding. */
const char *vex_text(struct vex *vex, const char *text);

/* The evidence, joined: why the verdict is what it is. */
const char *vex_reasons(struct vex *vex, const kvet_finding *finding);

/* The release that fixes it on the target's own line, or "". */
const char *vex_fix(const struct vex *vex, const kvet_finding *finding);

/* What to do about an affected one: update, else the option that leaves the code out. */
const char *vex_action(struct vex *vex, const kvet_finding *finding);

/* What switches the code off, as a sentence; "" where no option does. */
const char *vex_switch_off(struct vex *vex, const kvet_finding *finding);

/* "https://git.kernel.org/stable/c/COMMIT", or "". */
const char *vex_fix_url(struct vex *vex, const kvet_finding *finding);

/* "Linux 6.1.147", "kvet 0.1.0", "https://www.cve.org/CVERecord?id=CVE-2024-26581". */
const char *vex_product(struct vex *vex);
const char *vex_tool(void);
const char *vex_record_url(struct vex *vex, const kvet_record *record);

/* Whether the record's vector is one of CVSS 3, which is what the forms know of it: "3.1"
 * then, else NULL. */
const char *vex_cvss3(const kvet_record *record);

/*
 * Writes HEAD, which is ended here, and behind it an item for each finding, a line each, as
 * ADD makes it. With LIST they are a list of that name, the last member of HEAD's root, or
 * with CLOSE "}]}" of the last object in a list of it. Without, they go on a list that HEAD
 * ends with, and ADD makes lists of them. CLOSE is what HEAD ends with.
 */
int vex_write(struct vex *vex, doc *head, const char *close, const char *list,
	val *(*add)(struct vex *vex, doc *d, const kvet_finding *finding),
	struct kvet_error *error);

/* Forms that state one at least: an error where there is none. */
int vex_need_findings(const struct vex *vex, struct kvet_error *error);

#endif
