/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Any bytes as the makefiles of a small tree and a configuration: three texts with lines of
 * `%%` between them, drivers/Makefile, drivers/sub/Makefile and the options. Whatever they
 * say, less that is known of the configuration never makes more known to be off.
 */
#include "target/kbuild/kbuild.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void expect(bool truth)
{
	if (!truth)
		abort();
}

static const char *const sources[] = {"drivers/a.c", "drivers/b.c", "drivers/c.c",
	"drivers/d.S", "drivers/e.rs", "drivers/f.dts", "drivers/sub/a.c",
	"drivers/sub/b.c", "drivers/sub/deep/c.c", "kernel/a.c", "kernel/b.c",
	"arch/arm/a.c", "include/a.h"};

static const char *const makefiles[] = {"Makefile", "Kbuild", "scripts/Kbuild.include",
	"arch/x86/Makefile", "drivers/Makefile", "drivers/sub/Makefile",
	"kernel/Makefile"};

#define SOURCES (sizeof(sources) / sizeof(*sources))
#define MAKEFILES (sizeof(makefiles) / sizeof(*makefiles))

/* So that what costs too much is found often. */
#define WORK_MAX (1u << 19)
#define WORK_ALL (3u << 19)

struct fuzzed {
	struct bytes drivers, sub;
};

static bool read_makefile(void *context, const char *path, struct bytes *text)
{
	const struct fuzzed *fuzzed = context;

	*text = bytes_of("");
	if (strcmp(path, "Makefile") == 0)
		*text = bytes_of("drivers-y := drivers/\nexport CONFIG_A\n"
				 "-include arch/$(ARCH)/Makefile\n");
	else if (strcmp(path, "Kbuild") == 0)
		*text = bytes_of("obj-$(CONFIG_A) += kernel/\n");
	else if (strcmp(path, "kernel/Makefile") == 0)
		*text = bytes_of("obj-$(CONFIG_B) += a.o\n");
	else if (strcmp(path, "drivers/Makefile") == 0)
		*text = fuzzed->drivers;
	else if (strcmp(path, "drivers/sub/Makefile") == 0)
		*text = fuzzed->sub;
	return true;
}

static struct tree *make_tree(void)
{
	struct tree *tree = tree_new();

	for (size_t i = 0; tree && i < SOURCES; i++)
		tree_add(tree, bytes_of(sources[i]));
	for (size_t i = 0; tree && i < MAKEFILES; i++)
		tree_add(tree, bytes_of(makefiles[i]));
	return tree;
}

static bool understood(const struct kbuild *kbuild)
{
	for (size_t i = 0; i < kbuild->folders.count; i++) {
		const struct kbuild_folder *folder = kbuild->folders.entries[i].value;

		if (folder->complaint)
			return false;
	}
	return true;
}

static void check_steps(const struct kbuild_step *step)
{
	unsigned count = 0;

	for (; step; step = step->parent) {
		expect(++count < 1000);
		expect(!*step->option || strncmp(step->option, "CONFIG_", 7) == 0);
	}
}

/* The states of all sources, for OPTIONS that are all or only some. Returns whether all was
 * understood. */
static bool read_states(const struct make_files *files, const struct options *options,
	bool complete, enum kbuild_state states[SOURCES])
{
	struct kbuild *kbuild;

	expect(kbuild_read(files, options, complete, &kbuild, NULL) == 0);
	bool whole = understood(kbuild);
	for (size_t i = 0; i < SOURCES; i++) {
		struct kbuild_file file = kbuild_look(kbuild, sources[i]);

		states[i] = file.state;
		expect(file.state >= KBUILD_OFF && file.state <= KBUILD_BUILTIN);
		expect(file.reason != KBUILD_LINE || file.step || !whole);
		check_steps(file.step);
	}
	expect(kbuild->work < 2 * (size_t)WORK_ALL);
	kbuild_free(kbuild);
	return whole;
}

/* Cuts the text up to a line of %% off REST. */
static struct bytes cut(struct bytes *rest)
{
	const char *end = rest->len ? memmem(rest->data, rest->len, "\n%%\n", 4) : NULL;
	struct bytes part = {
		rest->data, end ? (size_t)(end + 1 - rest->data) : rest->len};
	size_t taken = end ? part.len + 3 : part.len;

	rest->data += taken;
	rest->len -= taken;
	return part;
}

static struct options *read_options(struct bytes lines)
{
	static const char head[] = "CONFIG_X86=y\n";
	struct options *options = NULL;
	char *text = malloc(sizeof(head) + lines.len);

	expect(text != NULL);
	memcpy(text, head, sizeof(head) - 1);
	if (lines.len)
		memcpy(text + sizeof(head) - 1, lines.data, lines.len);
	options_read((struct bytes){text, sizeof(head) - 1 + lines.len}, "fuzz", &options,
		NULL);
	free(text);
	if (options && strcmp(options_srcarch(options), "x86") != 0) {
		options_free(options);
		options = NULL;
	}
	return options;
}

/* What is built stays so, or becomes undecided. */
static void compare(const enum kbuild_state *more, const enum kbuild_state *less)
{
	for (size_t i = 0; i < SOURCES; i++)
		expect(less[i] != KBUILD_OFF || more[i] < KBUILD_MODULE);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bytes rest = {size ? (const char *)data : "", size};
	struct fuzzed fuzzed;
	struct tree *tree = make_tree();
	struct make_files files = {tree, read_makefile, &fuzzed, WORK_MAX, WORK_ALL};
	enum kbuild_state all[SOURCES], some[SOURCES], none[SOURCES];

	fuzzed.drivers = cut(&rest);
	fuzzed.sub = cut(&rest);
	struct options *options = read_options(rest);
	struct options *nothing = read_options((struct bytes){"", 0});
	if (tree && options && nothing) {
		bool whole = read_states(&files, options, true, all);

		read_states(&files, options, false, some);
		read_states(&files, nothing, false, none);
		/* What is too much in one may not be so in the other. */
		if (whole) {
			compare(all, some);
			compare(all, none);
		}
	}
	options_free(options);
	options_free(nothing);
	tree_free(tree);
	return 0;
}
