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

/* How a kind of file writes them. */
enum include_kind {
	INCLUDES_C,
	INCLUDES_ASSEMBLY, /* knows `.include "name"` as well */
	INCLUDES_DEVICE_TREE, /* and /include/ "name" */
	INCLUDES_RUST, /* include!("name") alone */
};
enum include_kind includes_kind(const char *path);

/* What was found so far in a text that is read piece by piece. {0} but for ARENA and KIND
 * is the start; it ends with includes_found or includes_find_release. */
struct include_finder {
	struct arena *arena;
	enum include_kind kind;
	const char **names;
	size_t count, room;
	bool by_macro; /* a macro names a file: every quoted name in the text may be it */
	bool failed; /* there are more than INCLUDES_OF_A_FILE_MAX, or memory is short */
};

/* PIECE begins and ends where lines do. */
void includes_find(struct include_finder *finder, struct bytes piece);

/* Every name of a file in TEXT, as BY_MACRO asks for: macros put quotes around, too. */
void includes_find_quoted(struct include_finder *finder, struct bytes text);

/* The list, in the arena; false when it is not whole. */
bool includes_found(struct include_finder *finder, struct include_list *list);
void includes_find_release(struct include_finder *finder);

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
	size_t work; /* files that names were compared with */
	bool failed;
};

/* Names that fit so many files are no kernel's: all options of 7.2 come to 44,000. */
#define INCLUDES_WORK_MAX (64u << 20)

void includes_start(struct includes *includes, const struct tree *tree,
	struct include_source source, const char *srcarch);

/* FILE is compiled, or read by every compilation. */
void includes_add(struct includes *includes, const struct tree_file *file);

/* NAME is read by something that is compiled: an option or a macro of it says so. */
void includes_add_name(struct includes *includes, struct bytes name);

/* Follows what was added to the end. */
void includes_follow(struct includes *includes);

/* The file that reads PATH ("" for one that was added), or NULL where none does. */
const char *includes_reader(const struct includes *includes, const char *path);

void includes_release(struct includes *includes);

#endif
