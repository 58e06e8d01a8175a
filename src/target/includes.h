/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which files are read when others are compiled. Conditions around an #include are not
 * looked at, and where its folder is not told every file that fits counts: what is not
 * reached so is really not read.
 */
#ifndef KVET_TARGET_INCLUDES_H
#define KVET_TARGET_INCLUDES_H

#include "target/tree.h"

/* What one file includes, as it writes it: "dir/name.h", with a `"` or `<` before it. */
struct include_list {
	const char *const *names;
	size_t count;
};

/* A source that is larger is not the kernel's: register headers reach 20 MiB. */
#define INCLUDES_FILE_MAX (64u << 20)
#define INCLUDES_OF_A_FILE_MAX 4096u

/* The includes that TEXT has, into ARENA. ASSEMBLY knows `.include` as well. Where a macro
 * names the file, every quoted name of a file in TEXT counts. */
struct include_list includes_find(struct bytes text, bool assembly, struct arena *arena);

/* Where lists come from: read from a folder, or kept in a map. False: it cannot be read. */
struct include_source {
	bool (*list)(
		void *context, const struct tree_file *file, struct include_list *list);
	void *context;
};

struct includes {
	struct arena arena;
	const struct tree *tree;
	struct include_source source;
	const char *srcarch; /* other architectures' headers are not looked at */
	struct table reached; /* path to the path that includes it */
	struct table resolved; /* names to what they can mean */
	const struct tree_file **queue;
	size_t queue_count, queue_room, queue_next;
	const char *unread; /* a file that could not be read: then nothing is sure */
	bool failed;
};

void includes_start(struct includes *includes, const struct tree *tree,
	struct include_source source, const char *srcarch);

/* FILE is compiled, or read by every compilation. */
void includes_add(struct includes *includes, const struct tree_file *file);

/* Every file that NAME can mean is compiled, or read. */
void includes_add_name(struct includes *includes, struct bytes name);

/* Follows what was added to the end. */
void includes_follow(struct includes *includes);

/* The file that reads PATH ("" for one that was added), or NULL where none does. */
const char *includes_reader(const struct includes *includes, const char *path);

void includes_release(struct includes *includes);

#endif
