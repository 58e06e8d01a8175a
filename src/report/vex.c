/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/vex.h"

#include "util/error.h"

#include <stdlib.h>
#include <string.h>

/* The document's own name ------------------------------------------------------------- */

/* Two states, so that 128 bits come out. It need not withstand anybody: a document says
 * what it says, whatever it is called. */
struct digest {
	uint64_t a, b;
};

static void mix(struct digest *digest, const char *text)
{
	/* The end of a text counts as well: "a", "bc" is not "ab", "c". */
	for (bool more = true; more; text++) {
		more = *text != '\0';
		digest->a = (digest->a ^ (unsigned char)*text) * 0x100000001b3ull;
		digest->b = (digest->b ^ (unsigned char)*text) * 0x9e3779b97f4a7c15ull;
		digest->b ^= digest->b >> 29;
	}
}

static void mix_number(struct digest *digest, uint64_t number)
{
	char text[24];

	snprintf(text, sizeof(text), "%llu", (unsigned long long)number);
	mix(digest, text);
}

static void mix_finding(struct digest *digest, const kvet_finding *finding)
{
	const kvet_record *record = kvet_finding_record(finding);
	const struct kvet_evidence *evidence;

	mix(digest, kvet_record_cve(record));
	mix(digest, kvet_record_title(record));
	mix(digest, kvet_record_cvss_vector(record));
	mix(digest, kvet_record_exploited(record));
	mix(digest, kvet_finding_option(finding));
	mix(digest, kvet_finding_fixed(finding));
	mix_number(digest, kvet_finding_verdict(finding));
	mix_number(digest, kvet_finding_presence(finding));
	for (size_t i = 0; (evidence = kvet_finding_evidence(finding, i)); i++) {
		mix(digest, evidence->text);
		mix(digest, evidence->source);
	}
}

/* A UUID of version 8: what its bits are is its maker's affair (RFC 9562). */
static void name_document(struct vex *vex)
{
	struct digest digest = {0xcbf29ce484222325ull, 0x6b76657400000001ull};
	size_t rows = report_rows(vex->report);

	mix(&digest, kvet_version());
	mix(&digest, kvet_word(KVET_WORDS_FORMAT, vex->report->options->format));
	mix(&digest, vex->purl);
	mix(&digest, vex->cpe);
	mix(&digest, vex->author);
	mix(&digest, vex->time);
	mix(&digest, vex->snapshot->date);
	mix(&digest, vex->snapshot->commit);
	for (size_t i = 0; i < rows; i++)
		mix_finding(&digest, kvet_result_finding(vex->report->result, i));
	snprintf(vex->uuid, sizeof(vex->uuid), "%08x-%04x-8%03x-%04x-%012llx",
		(unsigned)(digest.a >> 32), (unsigned)(digest.a >> 16 & 0xffff),
		(unsigned)(digest.a & 0xfff),
		(unsigned)(digest.b >> 48 & 0x3fff) | 0x8000,
		(unsigned long long)(digest.b & 0xffffffffffffull));
}

void vex_begin(struct vex *vex, const struct report *report)
{
	const struct kvet_report_options *options = report->options;

	*vex = (struct vex){.report = report,
		.target = kvet_result_target(report->result),
		.snapshot = kvet_result_snapshot(report->result)};
	vex->purl = vex_text(vex, kvet_target_purl(vex->target));
	vex->cpe = vex_text(vex, kvet_target_cpe(vex->target));
	vex->author = vex_text(vex, options->author ? options->author : "");
	kvet_release_text(kvet_target_release(vex->target), vex->release);
	kvet_release_line(kvet_target_release(vex->target), vex->line);
	if (options->time)
		vex->time = vex_text(vex, options->time);
	else
		vex->time = arena_printf(&vex->spoken, "%sT00:00:00Z",
			*vex->snapshot->date ? vex->snapshot->date : "1970-01-01");
	/* What was said so far is the document's. */
	vex->arena = vex->spoken;
	vex->spoken = (struct arena){0};
	name_document(vex);
}

void vex_end(struct vex *vex)
{
	arena_release(&vex->arena);
	arena_release(&vex->spoken);
}

/* Texts ------------------------------------------------------------------------------- */

/* How long the UTF-8 character at C is; 0: it is none. */
static size_t character(const unsigned char *c)
{
	size_t len = *c < 0x80 ? 1 : *c < 0xc2 ? 0 : *c < 0xe0 ? 2 : *c < 0xf0 ? 3 : 4;

	if (*c > 0xf4 || (*c == 0xe0 && c[1] < 0xa0) || (*c == 0xed && c[1] > 0x9f) ||
		(*c == 0xf0 && c[1] < 0x90) || (*c == 0xf4 && c[1] > 0x8f))
		return 0;
	for (size_t i = 1; i < len; i++) {
		if ((c[i] & 0xc0) != 0x80)
			return 0;
	}
	return len;
}

const char *vex_text(struct vex *vex, const char *text)
{
	const char *copy = arena_text(&vex->spoken, bytes_of(text));

	for (unsigned char *c = (unsigned char *)(uintptr_t)copy; *c;) {
		size_t len = character(c);

		if (!len)
			*c = '?';
		c += len ? len : 1;
	}
	return copy;
}

const char *vex_reasons(struct vex *vex, const kvet_finding *finding)
{
	const struct kvet_evidence *evidence;
	const char *text = "";

	for (size_t i = 0; (evidence = kvet_finding_evidence(finding, i)); i++)
		text = arena_printf(&vex->spoken, "%s%s%s%s%s%s", text, i ? "; " : "",
			evidence->text, *evidence->source ? " [" : "", evidence->source,
			*evidence->source ? "]" : "");
	return vex_text(vex, text);
}

const char *vex_fix(const struct vex *vex, const kvet_finding *finding)
{
	struct kvet_release fixed;
	char line[KVET_RELEASE_SIZE];

	if (kvet_release_parse(kvet_finding_fixed(finding), &fixed, NULL))
		return "";
	return strcmp(kvet_release_line(fixed, line), vex->line) == 0
		       ? kvet_finding_fixed(finding)
		       : "";
}

const char *vex_switch_off(struct vex *vex, const kvet_finding *finding)
{
	if (!*kvet_finding_option(finding))
		return "";
	return vex_text(vex,
		arena_printf(&vex->spoken, "without %s (now %s) its code is not compiled",
			kvet_finding_option(finding),
			kvet_finding_option_value(finding)));
}

const char *vex_action(struct vex *vex, const kvet_finding *finding)
{
	const char *fix = vex_fix(vex, finding), *fixed = kvet_finding_fixed(finding);
	const char *commit = kvet_finding_fixed_commit(finding), *text;
	const char *off = vex_switch_off(vex, finding);

	if (*fix)
		text = arena_printf(&vex->spoken,
			"update to Linux %s or later on line %s, which has the "
			"fix%s%.40s",
			fix, vex->line, *commit ? ", " : "", commit);
	else if (*fixed)
		text = arena_printf(&vex->spoken,
			"line %s has no fix; Linux %s has it%s%.40s", vex->line, fixed,
			*commit ? ", " : "", commit);
	else
		text = "no fix is recorded";
	if (!*fix && *off)
		text = arena_printf(&vex->spoken, "%s; %s", text, off);
	return vex_text(vex, text);
}

const char *vex_fix_url(struct vex *vex, const kvet_finding *finding)
{
	const char *commit = kvet_finding_fixed_commit(finding);

	if (!*commit || commit[strspn(commit, "0123456789abcdef")])
		return "";
	return arena_printf(&vex->spoken, "https://git.kernel.org/stable/c/%s", commit);
}

const char *vex_record_url(struct vex *vex, const kvet_record *record)
{
	return arena_printf(&vex->spoken, "https://www.cve.org/CVERecord?id=%s",
		kvet_record_cve(record));
}

const char *vex_product(struct vex *vex)
{
	return arena_printf(&vex->arena, "Linux %s", vex->release);
}

const char *vex_tool(void)
{
	return "kvet " KVET_VERSION;
}

/* What is said ------------------------------------------------------------------------ */

enum kvet_vex_status vex_status(const kvet_finding *finding)
{
	switch (kvet_finding_verdict(finding)) {
	case KVET_AFFECTED:
		return KVET_VEX_AFFECTED;
	case KVET_FIXED:
		return KVET_VEX_FIXED;
	case KVET_NOT_INTRODUCED:
	case KVET_NOT_BUILT:
		return KVET_VEX_NOT_AFFECTED;
	default:
		return KVET_VEX_UNDER_INVESTIGATION;
	}
}

const char *vex_cvss3(const kvet_record *record)
{
	const char *vector = kvet_record_cvss_vector(record);

	if (strncmp(vector, "CVSS:3.1/", 9) == 0)
		return "3.1";
	return strncmp(vector, "CVSS:3.0/", 9) == 0 ? "3.0" : NULL;
}

/* Writing ----------------------------------------------------------------------------- */

/* One finding, a line; a list of things it is stands without its brackets. */
static int write_item(struct vex *vex, const kvet_finding *finding,
	val *(*add)(struct vex *vex, doc *d, const kvet_finding *finding),
	const char *before, struct kvet_error *error)
{
	doc *d = yyjson_mut_doc_new(NULL);
	bool several;

	arena_reset(&vex->spoken);
	if (d)
		yyjson_mut_doc_set_root(d, add(vex, d, finding));
	if (vex->spoken.failed) {
		yyjson_mut_doc_free(d);
		d = NULL; /* and json_finish says that memory is short */
	}
	several = d && yyjson_mut_is_arr(yyjson_mut_doc_get_root(d));
	fputs(before, vex->report->out);
	return json_finish_part(vex->report, d, several, several, error);
}

int vex_write(struct vex *vex, doc *head, const char *close, const char *list,
	val *(*add)(struct vex *vex, doc *d, const kvet_finding *finding),
	struct kvet_error *error)
{
	FILE *out = vex->report->out;
	size_t rows = report_rows(vex->report);
	int code = json_finish(vex->report, head, strlen(close), error);

	if (!code && list)
		fprintf(out, ",\n\"%s\":[", list);
	for (vex->index = 0; !code && vex->index < rows; vex->index++)
		code = write_item(vex,
			kvet_result_finding(vex->report->result, vex->index), add,
			list && !vex->index ? "\n" : ",\n", error);
	if (!code)
		fprintf(out, "\n%s%s\n", list ? "]" : "", close);
	return code;
}

int vex_need_findings(const struct vex *vex, struct kvet_error *error)
{
	if (report_rows(vex->report))
		return 0;
	error_set(error, KVET_ERROR_NOT_FOUND, NULL,
		"no finding to speak of: a document of this form states one at least");
	error_hint(error, "without --verdict and other filters it states every record");
	return KVET_ERROR_NOT_FOUND;
}
