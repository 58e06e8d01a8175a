/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The kernel's modules, by the lists that its build and its running leave: which ones are
 * built in, installed, loaded. Paths are those of the object below the source tree, without
 * the lists' leading `kernel/`: "fs/nfsd/nfsd.ko".
 *
 * Only what can be a module stands in these lists: what is always built in is in none of
 * them, and neither is any host's list there at all (a container has no /lib/modules). So
 * MODULE_ABSENT alone proves nothing; see modules_tell_absence().
 */
#ifndef KVET_TARGET_MODULES_H
#define KVET_TARGET_MODULES_H

#include "kvet.h"
#include "util/arena.h"
#include "util/table.h"

struct rootfolder;

/* More is no kernel: Debian's has 4,200. */
#define MODULES_COUNT_MAX 100000u
#define MODULES_LIST_SIZE_MAX (32u << 20)

enum module_state {
	MODULE_ABSENT, /* in none of the lists that are known */
	MODULE_BUILTIN,
	MODULE_INSTALLED,
	MODULE_LOADED,
};

struct module {
	const char
		*path; /* "fs/nfsd/nfsd.ko"; "" for one that is only known to be loaded */
	const char *name; /* "nfsd"; dashes are underscores */
	struct module *same_name; /* another of that name, or NULL */
	enum module_state state;
};

enum module_list { MODULES_BUILTIN, MODULES_INSTALLED, MODULES_LOADED, MODULE_LISTS };

struct modules {
	struct arena arena;
	struct table paths; /* to struct module */
	struct table names; /* to the first struct module of that name */
	struct {
		bool known; /* it was read whole, without a doubt */
		const char *source; /* the file or folder, below the root; "" */
		size_t count;
		const char *trouble; /* why it is not known although something is there */
	} lists[MODULE_LISTS];
};

/*
 * What ROOT says of the modules of the kernel RELEASE (uname -r). LOADED: ROOT's /proc is
 * that kernel's, so that /proc/modules speaks of it. Lists that are not there are not known,
 * which is no error: one is only that memory is short.
 */
int modules_read(const struct rootfolder *root, const char *release, bool loaded,
	struct modules **out, struct kvet_error *error);
void modules_free(struct modules *modules);

/* The lists of what is built in and of what is installed are known: a module that is
 * MODULE_ABSENT is not there. */
bool modules_tell_absence(const struct modules *modules);

/* The state of the module at PATH ("fs/nfsd/nfsd.ko"). One that no list has at that path, but
 * that is loaded or lies elsewhere by its name, is that. */
enum module_state modules_state(const struct modules *modules, const char *path);

/* The module at PATH, or NULL. */
const struct module *modules_find(const struct modules *modules, const char *path);

/* The first module of NAME ("snd-hda-intel", "snd_hda_intel"), or NULL; `same_name` leads
 * on. */
const struct module *modules_named(const struct modules *modules, const char *name);

/* The parsers, over TEXT that others read. KVET_ERROR_INPUT with the line where something
 * stands that such a list never has: what it has not is then no longer told. */

struct modules *modules_new(void);

/* modules.builtin, modules.order: "kernel/fs/nfsd/nfsd.ko". */
int modules_add_paths(struct modules *modules, struct bytes text, enum module_state state,
	struct kvet_error *error);

/* modules.dep: "kernel/fs/nfsd/nfsd.ko.xz: kernel/net/sunrpc/sunrpc.ko.xz ...". */
int modules_add_dependencies(
	struct modules *modules, struct bytes text, struct kvet_error *error);

/* modules.builtin.modinfo: "nfsd.file=fs/nfsd/nfsd", a NUL, and so on. */
int modules_add_modinfo(
	struct modules *modules, struct bytes text, struct kvet_error *error);

/* /proc/modules: "nfsd 716800 1 - Live 0x0000000000000000". */
int modules_add_loaded(
	struct modules *modules, struct bytes text, struct kvet_error *error);

#endif
