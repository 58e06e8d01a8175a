/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the Kbuild files of small trees say of their sources, and on what line. */
#include "made_tree.h"

static const char *const states[] = {"unsaid", "off", "maybe", "module", "builtin"};
static const char *const reasons[] = {"line", "folder off", "architecture", "not entered",
	"not named", "not understood", "not kbuild"};

static const char config[] = "CONFIG_ON=y\nCONFIG_MOD=m\n# CONFIG_OFF is not set\n";

static void read_tree(struct made_tree *tree, const struct made_file *files,
	const char *options, bool complete)
{
	struct kvet_error error = {0};

	made_start(tree, files, options);
	if (kbuild_read(&tree->files, tree->options, complete, &tree->kbuild, &error))
		fail_msg("%s", error.message);
}

static void expect_state(const struct made_tree *tree, const char *path,
	enum kbuild_state state, enum kbuild_reason reason)
{
	struct kbuild_file file = kbuild_look(tree->kbuild, path);

	if (file.state != state || file.reason != reason)
		fail_msg("%s is %s (%s), not %s (%s)", path, states[file.state],
			reasons[file.reason], states[state], reasons[reason]);
}

/* The line that decides, as FILE:LINE, and its option. */
static void expect_line(const struct made_tree *tree, const char *path, const char *place,
	const char *option)
{
	struct kbuild_file file = kbuild_look(tree->kbuild, path);
	char text[256] = "";

	assert_non_null(file.step);
	if (file.step->origin)
		snprintf(text, sizeof(text), "%s:%u", file.step->origin->makefile,
			file.step->origin->line);
	assert_string_equal(text, place);
	assert_string_equal(file.step->option, option);
}

struct want {
	const char *path;
	enum kbuild_state state;
	enum kbuild_reason reason;
};

static void expect_all(const struct made_file *files, const struct want *wants)
{
	struct made_tree tree;

	read_tree(&tree, files, config, true);
	for (; wants->path; wants++)
		expect_state(&tree, wants->path, wants->state, wants->reason);
	for (size_t i = 0; i < tree.kbuild->folders.count; i++) {
		const struct kbuild_folder *folder =
			tree.kbuild->folders.entries[i].value;

		if (folder->complaint)
			fail_msg("%s", folder->complaint);
	}
	made_end(&tree);
}

/* A tree whose drivers/Makefile is TEXT. */
#define DRIVERS(text)                                                                    \
	{                                                                                \
		"drivers/Makefile", text                                                 \
	}
#define NO                                                                               \
	{                                                                                \
		NULL, NULL                                                               \
	}
#define END                                                                              \
	{                                                                                \
		NULL, 0, 0                                                               \
	}

static void test_lists(void **state)
{
	static const struct made_file files[] = {
		DRIVERS("obj-y := a.o\nobj-m += b.o\nobj-$(CONFIG_ON) += c.o d.o\n"
			"obj-$(CONFIG_MOD) += e.o\n\nobj-$(CONFIG_OFF) += f.o \\\n\tg.o\n"
			"lib-y += h.o\nlib-$(CONFIG_OFF) += i.o\nextra-y := j.o\n"
			"always-$(CONFIG_ON) += k.o\n"),
		{"drivers/a.c", NULL}, {"drivers/b.c", NULL}, {"drivers/c.S", NULL},
		{"drivers/d.c_shipped", NULL}, {"drivers/e.c", NULL},
		{"drivers/f.c", NULL}, {"drivers/g.c", NULL}, {"drivers/h.c", NULL},
		{"drivers/i.c", NULL}, {"drivers/j.S", NULL}, {"drivers/k.c", NULL},
		{"drivers/l.c", NULL}, NO};
	struct made_tree tree;

	(void)state;
	expect_all(
		files, (const struct want[]){{"drivers/a.c", KBUILD_BUILTIN, KBUILD_LINE},
			       {"drivers/b.c", KBUILD_MODULE, KBUILD_LINE},
			       {"drivers/c.S", KBUILD_BUILTIN, KBUILD_LINE},
			       {"drivers/d.c_shipped", KBUILD_BUILTIN, KBUILD_LINE},
			       {"drivers/e.c", KBUILD_MODULE, KBUILD_LINE},
			       {"drivers/f.c", KBUILD_OFF, KBUILD_LINE},
			       {"drivers/g.c", KBUILD_OFF, KBUILD_LINE},
			       {"drivers/h.c", KBUILD_BUILTIN, KBUILD_LINE},
			       {"drivers/i.c", KBUILD_OFF, KBUILD_LINE},
			       {"drivers/j.S", KBUILD_BUILTIN, KBUILD_LINE},
			       {"drivers/k.c", KBUILD_BUILTIN, KBUILD_LINE},
			       {"drivers/l.c", KBUILD_OFF, KBUILD_NOT_NAMED}, END});
	read_tree(&tree, files, config, true);
	expect_line(&tree, "drivers/g.c", "drivers/Makefile:6", "CONFIG_OFF");
	expect_line(&tree, "drivers/e.c", "drivers/Makefile:4", "CONFIG_MOD");
	expect_line(&tree, "drivers/a.c", "drivers/Makefile:1", "");
	assert_string_equal(kbuild_look(tree.kbuild, "drivers/e.c").module, "drivers/e");
	assert_string_equal(kbuild_look(tree.kbuild, "drivers/l.c").folder->makefile,
		"drivers/Makefile");
	made_end(&tree);
}

static void test_composites(void **state)
{
	static const struct made_file files[] = {
		DRIVERS("obj-$(CONFIG_MOD) += foo.o\nfoo-y := a.o\nfoo-objs += b.o\n"
			"foo-$(CONFIG_ON) += c.o\nfoo-$(CONFIG_OFF) += d.o\n"
			"foo-$(CONFIG_MOD) += e.o\n"
			"obj-$(CONFIG_OFF) += bar.o\nbar-y := f.o\n"
			/* One in another, and before it. */
			"inner-y := g.o\nouter-y := inner.o\nobj-y += outer.o\n"
			/* One that contains an object of its own name. */
			"obj-y += own.o\nown-objs := own.o h.o\n"
			/* Nothing but what is off: then it comes from its own source. */
			"obj-y += lone.o\nlone-$(CONFIG_OFF) += i.o\n"
			/* foo-m are no parts of what is no module. */
			"obj-y += two.o\ntwo-$(CONFIG_MOD) += j.o\n"),
		{"drivers/foo.c", NULL}, {"drivers/a.c", NULL}, {"drivers/b.c", NULL},
		{"drivers/c.c", NULL}, {"drivers/d.c", NULL}, {"drivers/e.c", NULL},
		{"drivers/f.c", NULL}, {"drivers/g.c", NULL}, {"drivers/outer.c", NULL},
		{"drivers/inner.c", NULL}, {"drivers/own.c", NULL}, {"drivers/h.c", NULL},
		{"drivers/lone.c", NULL}, {"drivers/i.c", NULL}, {"drivers/two.c", NULL},
		{"drivers/j.c", NULL}, NO};
	struct made_tree tree;

	(void)state;
	expect_all(files,
		(const struct want[]){
			/* What is put together has no source, though it has the name. */
			{"drivers/foo.c", KBUILD_OFF, KBUILD_NOT_NAMED},
			{"drivers/a.c", KBUILD_MODULE, KBUILD_LINE},
			{"drivers/b.c", KBUILD_MODULE, KBUILD_LINE},
			{"drivers/c.c", KBUILD_MODULE, KBUILD_LINE},
			{"drivers/d.c", KBUILD_OFF, KBUILD_LINE},
			{"drivers/e.c", KBUILD_MODULE, KBUILD_LINE},
			{"drivers/f.c", KBUILD_OFF, KBUILD_LINE},
			{"drivers/g.c", KBUILD_BUILTIN, KBUILD_LINE},
			{"drivers/outer.c", KBUILD_OFF, KBUILD_NOT_NAMED},
			{"drivers/inner.c", KBUILD_OFF, KBUILD_NOT_NAMED},
			{"drivers/own.c", KBUILD_BUILTIN, KBUILD_LINE},
			{"drivers/h.c", KBUILD_BUILTIN, KBUILD_LINE},
			{"drivers/lone.c", KBUILD_BUILTIN, KBUILD_LINE},
			{"drivers/i.c", KBUILD_OFF, KBUILD_LINE},
			{"drivers/two.c", KBUILD_MAYBE, KBUILD_LINE}, END});
	read_tree(&tree, files, config, true);
	assert_string_equal(
		kbuild_look(tree.kbuild, "drivers/a.c").module, "drivers/foo");
	expect_line(&tree, "drivers/d.c", "drivers/Makefile:5", "CONFIG_OFF");
	/* The part's own line says nothing: the whole's does. */
	struct kbuild_file part = kbuild_look(tree.kbuild, "drivers/f.c");
	assert_string_equal(part.step->option, "");
	assert_string_equal(part.step->parent->option, "CONFIG_OFF");
	assert_int_equal(part.step->parent->origin->line, 7);
	made_end(&tree);
}

/* `net-objs` is a list of net.o, and no list that nobody asks for. */
static void test_names_like_lists(void **state)
{
	static const struct made_file files[] = {
		DRIVERS("obj-y += net.o core.o lib.o virt-thing.o obj-dev.o\n"
			"net-objs := a.o\ncore-y := b.o\nlib-objs := c.o\n"
			"virt-thing-y := d.o\nobj-dev-objs := e.o\n"
			"obj-vdso := f.o\nobj-$(CONFIG_ON) += $(obj-vdso)\n"
			"init-$(CONFIG_ON) := g.o\n"),
		{"drivers/a.c", NULL}, {"drivers/b.c", NULL}, {"drivers/c.c", NULL},
		{"drivers/d.c", NULL}, {"drivers/e.c", NULL}, {"drivers/f.c", NULL},
		{"drivers/g.c", NULL}, NO};

	(void)state;
	expect_all(
		files, (const struct want[]){{"drivers/a.c", KBUILD_BUILTIN, KBUILD_LINE},
			       {"drivers/b.c", KBUILD_BUILTIN, KBUILD_LINE},
			       {"drivers/c.c", KBUILD_BUILTIN, KBUILD_LINE},
			       {"drivers/d.c", KBUILD_BUILTIN, KBUILD_LINE},
			       {"drivers/e.c", KBUILD_BUILTIN, KBUILD_LINE},
			       {"drivers/f.c", KBUILD_BUILTIN, KBUILD_LINE},
			       {"drivers/g.c", KBUILD_MAYBE, KBUILD_LINE}, END});
}

static void test_folders(void **state)
{
	static const struct made_file files[] = {
		DRIVERS("obj-y += on/\nobj-$(CONFIG_MOD) += mod/\nobj-$(CONFIG_OFF) += "
			"off/\n"
			"subdir-y := sub\nobj-y += far/x.o ../other/y.o\nobj-y += gone/\n"
			"obj-$(CONFIG_OFF) += on/late.o\n"),
		{"drivers/on/Makefile", "obj-y += a.o deep/\n"}, {"drivers/on/a.c", NULL},
		{"drivers/on/late.c", NULL}, {"drivers/on/deep/Kbuild", "obj-y += b.o\n"},
		{"drivers/on/deep/Makefile", "obj-y += not.o\n"},
		{"drivers/on/deep/b.c", NULL}, {"drivers/on/deep/not.c", NULL},
		{"drivers/on/unled/c.c", NULL},
		{"drivers/mod/Makefile", "obj-y += d.o\nobj-m += e.o\n"},
		{"drivers/mod/d.c", NULL}, {"drivers/mod/e.c", NULL},
		{"drivers/off/Makefile", "obj-y += f.o\n"}, {"drivers/off/f.c", NULL},
		{"drivers/off/in/g.c", NULL},
		{"drivers/sub/Makefile", "always-y := h.o\n"}, {"drivers/sub/h.c", NULL},
		{"drivers/far/x.c", NULL}, {"drivers/gone/z.c", NULL},
		{"other/y.c", NULL}, {"other/v.c", NULL},
		{"kernel/Makefile", "obj-y += k.o\n"}, {"kernel/k.c", NULL},
		{"lib/Makefile", "lib-y += l.o\n"}, {"lib/l.c", NULL}, NO};
	struct made_tree tree;

	(void)state;
	expect_all(files,
		(const struct want[]){{"drivers/on/a.c", KBUILD_BUILTIN, KBUILD_LINE},
			{"drivers/on/late.c", KBUILD_OFF, KBUILD_LINE},
			{"drivers/on/deep/b.c", KBUILD_BUILTIN, KBUILD_LINE},
			{"drivers/on/deep/not.c", KBUILD_OFF, KBUILD_NOT_NAMED},
			{"drivers/on/unled/c.c", KBUILD_OFF, KBUILD_NOT_ENTERED},
			{"drivers/mod/d.c", KBUILD_MODULE, KBUILD_LINE},
			{"drivers/mod/e.c", KBUILD_MODULE, KBUILD_LINE},
			{"drivers/off/f.c", KBUILD_OFF, KBUILD_FOLDER_OFF},
			{"drivers/off/in/g.c", KBUILD_OFF, KBUILD_FOLDER_OFF},
			{"drivers/sub/h.c", KBUILD_BUILTIN, KBUILD_LINE},
			{"drivers/far/x.c", KBUILD_BUILTIN, KBUILD_LINE},
			/* A folder without a makefile: nobody can tell. */
			{"drivers/gone/z.c", KBUILD_MAYBE, KBUILD_NOT_UNDERSTOOD},
			{"other/y.c", KBUILD_BUILTIN, KBUILD_LINE},
			{"other/v.c", KBUILD_OFF, KBUILD_NOT_ENTERED},
			{"kernel/k.c", KBUILD_BUILTIN, KBUILD_LINE},
			{"lib/l.c", KBUILD_BUILTIN, KBUILD_LINE}, END});
	read_tree(&tree, files, config, true);
	expect_line(&tree, "drivers/off/in/g.c", "drivers/Makefile:3", "CONFIG_OFF");
	/* From the root: its list of folders, then the folder's, then the file. */
	const struct kbuild_step *step = kbuild_look(tree.kbuild, "drivers/mod/d.c").step;
	assert_string_equal(step->origin->makefile, "drivers/mod/Makefile");
	assert_string_equal(step->parent->origin->makefile, "drivers/Makefile");
	assert_string_equal(step->parent->option, "CONFIG_MOD");
	assert_string_equal(step->parent->parent->origin->makefile, "Makefile");
	assert_null(step->parent->parent->parent);
	made_end(&tree);
}

static void test_conditions(void **state)
{
	static const struct made_file files[] = {
		DRIVERS("ifdef CONFIG_OFF\nobj-y += a.o\nelse\nobj-y += b.o\nendif\n"
			"ifeq ($(CONFIG_ON),y)\nfoo-objs += c.o\nelse\nfoo-objs += "
			"d.o\nendif\n"
			"obj-y += foo.o\nifdef CONFIG_MOD\nifneq ($(CONFIG_OFF),)\n"
			"obj-$(CONFIG_ON) += e.o\nendif\nendif\n"),
		{"drivers/a.c", NULL}, {"drivers/b.c", NULL}, {"drivers/c.c", NULL},
		{"drivers/d.c", NULL}, {"drivers/e.c", NULL}, NO};
	struct made_tree tree;

	(void)state;
	expect_all(files, (const struct want[]){{"drivers/a.c", KBUILD_OFF, KBUILD_LINE},
				  {"drivers/b.c", KBUILD_BUILTIN, KBUILD_LINE},
				  {"drivers/c.c", KBUILD_BUILTIN, KBUILD_LINE},
				  {"drivers/d.c", KBUILD_OFF, KBUILD_LINE},
				  {"drivers/e.c", KBUILD_OFF, KBUILD_LINE}, END});
	read_tree(&tree, files, config, true);
	expect_line(&tree, "drivers/a.c", "drivers/Makefile:2", "CONFIG_OFF");
	made_end(&tree);
}

static void test_unknown_conditions(void **state)
{
	static const struct made_file files[] = {
		DRIVERS("ifeq ($(shell x),y)\nobj-y += a.o one/\nelse\nobj-y += "
			"b.o\nendif\n"
			"obj-y += $(if $(shell x),c.o,d.o)\n"
			"obj-y += $(filter-out $(shell x),e.o f.o)\n"
			"obj-$(shell x) += g.o\n"
			"obj-y += h.o\nh-$(shell x) := i.o\n"
			"sel := $(filter $(shell x),y)\nifeq ($(sel),y)\nelse\nobj-y += "
			"j.o\nendif\n"
			"obj-$(CONFIG_OFF) += a.o b.o k.o\n"),
		{"drivers/one/Makefile", "obj-y += l.o\n"}, {"drivers/a.c", NULL},
		{"drivers/b.c", NULL}, {"drivers/c.c", NULL}, {"drivers/d.c", NULL},
		{"drivers/e.c", NULL}, {"drivers/f.c", NULL}, {"drivers/g.c", NULL},
		{"drivers/h.c", NULL}, {"drivers/i.c", NULL}, {"drivers/j.c", NULL},
		{"drivers/k.c", NULL}, {"drivers/one/l.c", NULL}, NO};

	(void)state;
	expect_all(
		files, (const struct want[]){{"drivers/a.c", KBUILD_MAYBE, KBUILD_LINE},
			       {"drivers/b.c", KBUILD_MAYBE, KBUILD_LINE},
			       {"drivers/c.c", KBUILD_MAYBE, KBUILD_LINE},
			       {"drivers/d.c", KBUILD_MAYBE, KBUILD_LINE},
			       {"drivers/e.c", KBUILD_MAYBE, KBUILD_LINE},
			       {"drivers/f.c", KBUILD_MAYBE, KBUILD_LINE},
			       {"drivers/g.c", KBUILD_MAYBE, KBUILD_LINE},
			       /* It is put together, perhaps. */
			       {"drivers/h.c", KBUILD_MAYBE, KBUILD_LINE},
			       {"drivers/i.c", KBUILD_MAYBE, KBUILD_LINE},
			       {"drivers/j.c", KBUILD_MAYBE, KBUILD_LINE},
			       /* The doubt is about other lines. */
			       {"drivers/k.c", KBUILD_OFF, KBUILD_LINE},
			       {"drivers/one/l.c", KBUILD_MAYBE, KBUILD_LINE}, END});
}

/* A name that is not known may be any. */
static void expect_vague(const char *makefile, bool vague)
{
	const struct made_file files[] = {{"drivers/Makefile", makefile},
		{"drivers/a.c", NULL}, {"drivers/b.c", NULL}, {"drivers/in/c.c", NULL},
		{"drivers/off/d.c", NULL}, {"kernel/Makefile", "obj-y += k.o\n"},
		{"kernel/e.c", NULL}, NO};
	struct made_tree tree;

	read_tree(&tree, files, config, true);
	enum kbuild_state state = vague ? KBUILD_MAYBE : KBUILD_OFF;
	expect_state(&tree, "drivers/a.c", state,
		vague ? KBUILD_NOT_UNDERSTOOD : KBUILD_NOT_NAMED);
	expect_state(
		&tree, "drivers/b.c", state, vague ? KBUILD_NOT_UNDERSTOOD : KBUILD_LINE);
	expect_state(&tree, "drivers/in/c.c", state,
		vague ? KBUILD_NOT_UNDERSTOOD : KBUILD_NOT_ENTERED);
	expect_state(&tree, "drivers/off/d.c", state,
		vague ? KBUILD_NOT_UNDERSTOOD : KBUILD_FOLDER_OFF);
	expect_state(&tree, "kernel/e.c", KBUILD_OFF, KBUILD_NOT_NAMED);
	made_end(&tree);
}

static void test_names_that_are_not_known(void **state)
{
	static const char *const vague[] = {
		"obj-y += $(shell x)\n",
		"obj-y += a-$(shell x).o\n",
		"obj-m += $(if $(shell x),a,b)_x.o\n",
		"obj-y += foo.o\nfoo-y += $(shell x).o\n",
		"obj-y += foo.o\n$(obj)/foo.o: $(src)/$(shell x).c\n",
		"include $(src)/$(shell x)/Makefile\n",
		"$(eval $(shell x))\n",
		"$(eval obj-$(if $(shell x),y,m) += a.o)\n",
		"$(obj)/a$(shell x).o: $(src)/z.c\n",
		"obj-y += $(wildcard include/generated/*.o)\n",
	};
	static const char *const clear[] = {
		"",
		"obj-$(CONFIG_OFF) += $(shell x)\n",
		"ccflags-y += $(call cc-option,-x)\n",
		"$(shell mkdir x)\n",
		"$(obj)/x.bin: $(shell x)\n",
	};
	char text[256];

	(void)state;
	for (size_t i = 0; i < sizeof(vague) / sizeof(*vague); i++) {
		snprintf(text, sizeof(text), "%sobj-$(CONFIG_OFF) += b.o off/\n",
			vague[i]);
		expect_vague(text, true);
	}
	for (size_t i = 0; i < sizeof(clear) / sizeof(*clear); i++) {
		snprintf(text, sizeof(text), "%sobj-$(CONFIG_OFF) += b.o off/\n",
			clear[i]);
		expect_vague(text, false);
	}
}

static void test_not_understood(void **state)
{
	static const struct made_file files[] = {
		DRIVERS("obj-$(CONFIG_OFF) += a.o off/\nobj-y += b.o in/\nifeq (broken\n"
			"obj-y += c.o\n"),
		{"drivers/a.c", NULL}, {"drivers/b.c", NULL}, {"drivers/c.c", NULL},
		{"drivers/d.c", NULL}, {"drivers/off/e.c", NULL},
		{"drivers/in/Makefile", "obj-$(CONFIG_OFF) += f.o\n"},
		{"drivers/in/f.c", NULL},
		{"kernel/Makefile", "obj-$(CONFIG_OFF) += k.o\n"}, {"kernel/k.c", NULL},
		{"lib/Kbuild", NULL}, {"lib/Makefile", "obj-y += l.o\n"},
		{"lib/m.c", NULL}, NO};
	struct made_tree tree;

	(void)state;
	read_tree(&tree, files, config, true);
	expect_state(&tree, "drivers/a.c", KBUILD_MAYBE, KBUILD_NOT_UNDERSTOOD);
	expect_state(&tree, "drivers/b.c", KBUILD_BUILTIN, KBUILD_LINE);
	expect_state(&tree, "drivers/d.c", KBUILD_MAYBE, KBUILD_NOT_UNDERSTOOD);
	expect_state(&tree, "drivers/off/e.c", KBUILD_MAYBE, KBUILD_NOT_UNDERSTOOD);
	expect_state(&tree, "drivers/in/f.c", KBUILD_MAYBE, KBUILD_NOT_UNDERSTOOD);
	expect_state(&tree, "kernel/k.c", KBUILD_OFF, KBUILD_LINE);
	/* A Kbuild file that cannot be read is not a Makefile in its place. */
	expect_state(&tree, "lib/m.c", KBUILD_MAYBE, KBUILD_NOT_UNDERSTOOD);
	assert_string_equal(kbuild_look(tree.kbuild, "drivers/d.c").folder->complaint,
		"drivers/Makefile:3: a condition without two sides");
	made_end(&tree);
}

static void test_rules(void **state)
{
	static const struct made_file files[] = {
		DRIVERS("obj-y += a.o gen-1.o lib-x.o st.o\nobj-$(CONFIG_OFF) += off.o "
			"need.o\n"
			"$(obj)/a.o: $(src)/a_source.c $(obj)/need.o FORCE\n"
			"$(obj)/gen-%.o: $(src)/gen_%.c FORCE\n\t$(call if_changed,x)\n"
			"$(obj)/lib-%.o: lib/%.c\n"
			"$(addprefix $(obj)/,st.o): $(obj)/%.o: $(src)/st_%.S\n"
			"$(obj)/off.o: $(src)/off_source.c\n"
			"$(obj)/image: $(obj)/piece.o $(src)/text.c\n"
			"\t$(CC) -o $@ $(src)/direct.c\n"
			"all:\n\t$(Q)$(MAKE) $(build)=drivers/led\n"
			"\t$(Q)$(MAKE) -f $(srctree)/scripts/Makefile.build "
			"obj=drivers/led2\n"
			"\t$(Q)$(MAKE) $(build)=scripts/prog\n"),
		{"drivers/a_source.c", NULL}, {"drivers/need.c", NULL},
		{"drivers/gen_1.c", NULL}, {"lib/x.c", NULL}, {"lib/y.c", NULL},
		{"lib/Makefile", ""}, {"drivers/st_st.S", NULL},
		{"drivers/off_source.c", NULL}, {"drivers/piece.c", NULL},
		{"drivers/text.c", NULL}, {"drivers/direct.c", NULL},
		{"drivers/led/Makefile", "obj-y += b.o\n"}, {"drivers/led/b.c", NULL},
		{"drivers/led2/Makefile", "obj-y += c.o\n"}, {"drivers/led2/c.c", NULL},
		{"scripts/prog/Makefile", "obj-y += d.o\n"}, {"scripts/prog/d.c", NULL},
		NO};

	(void)state;
	expect_all(files,
		(const struct want[]){{"drivers/a_source.c", KBUILD_BUILTIN, KBUILD_LINE},
			/* What is off, and made nevertheless for what is not. */
			{"drivers/need.c", KBUILD_MAYBE, KBUILD_LINE},
			{"drivers/gen_1.c", KBUILD_BUILTIN, KBUILD_LINE},
			{"lib/x.c", KBUILD_BUILTIN, KBUILD_LINE},
			{"lib/y.c", KBUILD_OFF, KBUILD_NOT_NAMED},
			{"drivers/st_st.S", KBUILD_BUILTIN, KBUILD_LINE},
			{"drivers/off_source.c", KBUILD_OFF, KBUILD_LINE},
			{"drivers/piece.c", KBUILD_MAYBE, KBUILD_LINE},
			{"drivers/text.c", KBUILD_MAYBE, KBUILD_LINE},
			{"drivers/direct.c", KBUILD_MAYBE, KBUILD_LINE},
			{"drivers/led/b.c", KBUILD_MAYBE, KBUILD_LINE},
			{"drivers/led2/c.c", KBUILD_MAYBE, KBUILD_LINE},
			{"scripts/prog/d.c", KBUILD_MAYBE, KBUILD_NOT_KBUILD}, END});
}

/* A rule further down may ask for what an earlier one makes. */
static void test_rules_in_any_order(void **state)
{
	static const struct made_file files[] = {
		DRIVERS("obj-$(CONFIG_OFF) += a.o\n$(obj)/a.o: $(src)/x.c\n"
			"$(obj)/b.o: $(obj)/a.o\n$(obj)/image: $(obj)/b.o\n"
			"whole-y := part.o\n$(obj)/image2: $(obj)/whole.o\n"),
		{"drivers/x.c", NULL}, {"drivers/part.c", NULL}, NO};

	(void)state;
	expect_all(
		files, (const struct want[]){{"drivers/x.c", KBUILD_MAYBE, KBUILD_LINE},
			       {"drivers/part.c", KBUILD_MAYBE, KBUILD_LINE}, END});
}

static void test_loose_names(void **state)
{
	static const struct made_file files[] = {
		DRIVERS("hostprogs := prog more\nmore-objs := m1.o\nobjs := a.o\n"
			"cmd_x = cc $(src)/b.c\nCFLAGS_c.o := -include $(src)/d.h\n"
			"targets += e.o\nclean-files := f.o\nobj-y += g.o\n"
			"g-list := h.o\nobj-$(CONFIG_OFF) += i.o\ntargets += i.o\n"),
		{"drivers/prog.c", NULL}, {"drivers/m1.c", NULL}, {"drivers/a.c", NULL},
		{"drivers/b.c", NULL}, {"drivers/d.h", NULL}, {"drivers/e.c", NULL},
		{"drivers/f.c", NULL}, {"drivers/g.c", NULL}, {"drivers/h.c", NULL},
		{"drivers/i.c", NULL}, NO};

	(void)state;
	expect_all(files,
		(const struct want[]){{"drivers/prog.c", KBUILD_MAYBE, KBUILD_LINE},
			{"drivers/m1.c", KBUILD_MAYBE, KBUILD_LINE},
			{"drivers/a.c", KBUILD_MAYBE, KBUILD_LINE},
			{"drivers/b.c", KBUILD_MAYBE, KBUILD_LINE},
			{"drivers/d.h", KBUILD_MAYBE, KBUILD_LINE},
			{"drivers/e.c", KBUILD_MAYBE, KBUILD_LINE},
			{"drivers/f.c", KBUILD_OFF, KBUILD_NOT_NAMED},
			{"drivers/g.c", KBUILD_BUILTIN, KBUILD_LINE},
			{"drivers/h.c", KBUILD_MAYBE, KBUILD_LINE},
			/* `targets` names what may be made, lists what is. */
			{"drivers/i.c", KBUILD_OFF, KBUILD_LINE}, END});
}

static void test_architectures(void **state)
{
	static const struct made_file files[] = {
		{"arch/x86/Kbuild",
			"obj-y += kernel/\nobj-$(CONFIG_ON) += ../arm/xen/\n"},
		{"arch/x86/kernel/Makefile", "obj-y += a.o\n"},
		{"arch/x86/kernel/a.c", NULL}, {"arch/x86/um/b.c", NULL},
		{"arch/arm/kernel/c.c", NULL},
		{"arch/arm/xen/Makefile", "obj-y += d.o\n"}, {"arch/arm/xen/d.c", NULL},
		{"arch/x8/e.c", NULL}, {"arch/Kconfig", NULL}, {"tools/f.c", NULL},
		{"scripts/g.c", NULL}, {"arch/x86/kernel/vmlinux.lds.S", NULL}, NO};

	(void)state;
	expect_all(files,
		(const struct want[]){
			{"arch/x86/kernel/a.c", KBUILD_BUILTIN, KBUILD_LINE},
			{"arch/x86/um/b.c", KBUILD_OFF, KBUILD_NOT_ENTERED},
			{"arch/arm/kernel/c.c", KBUILD_OFF, KBUILD_ARCHITECTURE},
			{"arch/arm/xen/d.c", KBUILD_BUILTIN, KBUILD_LINE},
			{"arch/x8/e.c", KBUILD_OFF, KBUILD_ARCHITECTURE},
			{"tools/f.c", KBUILD_MAYBE, KBUILD_NOT_KBUILD},
			{"scripts/g.c", KBUILD_MAYBE, KBUILD_NOT_KBUILD},
			{"arch/x86/kernel/vmlinux.lds.S", KBUILD_MAYBE, KBUILD_NOT_NAMED},
			END});
}

static void test_rust(void **state)
{
	static const struct made_file files[] = {
		DRIVERS("obj-$(CONFIG_ON) += on/\nobj-$(CONFIG_OFF) += core.o\n"),
		{"drivers/core.rs", NULL}, {"drivers/core/part.rs", NULL},
		{"drivers/on/Makefile", "obj-m += crate.o\n"},
		{"drivers/on/crate.rs", NULL}, {"drivers/on/inner/mod.rs", NULL},
		{"lib/Makefile", ""}, {"lib/none.rs", NULL}, NO};

	(void)state;
	expect_all(
		files, (const struct want[]){{"drivers/core.rs", KBUILD_OFF, KBUILD_LINE},
			       {"drivers/core/part.rs", KBUILD_OFF, KBUILD_LINE},
			       {"drivers/on/crate.rs", KBUILD_MODULE, KBUILD_LINE},
			       {"drivers/on/inner/mod.rs", KBUILD_MODULE, KBUILD_LINE},
			       {"lib/none.rs", KBUILD_OFF, KBUILD_NOT_NAMED}, END});
}

static void test_device_trees(void **state)
{
	static const struct made_file files[] = {
		DRIVERS("dtb-$(CONFIG_ON) += a.dtb v/b.dtbo\ndtb-$(CONFIG_OFF) += c.dtb\n"
			"obj-y += d.dtb.o e.dtbo.o\nf-dtbs := a.dtb g.dtbo\n"
			"dtb-y += old.dtbo\n"),
		{"drivers/a.dts", NULL}, {"drivers/v/b.dtso", NULL},
		{"drivers/c.dts", NULL}, {"drivers/d.dts", NULL},
		{"drivers/e.dtso", NULL}, {"drivers/g.dtso", NULL},
		{"drivers/old.dts", NULL}, {"drivers/x.dts", NULL}, NO};

	(void)state;
	expect_all(files,
		(const struct want[]){{"drivers/a.dts", KBUILD_BUILTIN, KBUILD_LINE},
			{"drivers/v/b.dtso", KBUILD_BUILTIN, KBUILD_LINE},
			{"drivers/c.dts", KBUILD_OFF, KBUILD_LINE},
			{"drivers/d.dts", KBUILD_BUILTIN, KBUILD_LINE},
			{"drivers/e.dtso", KBUILD_BUILTIN, KBUILD_LINE},
			{"drivers/g.dtso", KBUILD_MAYBE, KBUILD_LINE},
			{"drivers/old.dts", KBUILD_BUILTIN, KBUILD_LINE},
			{"drivers/x.dts", KBUILD_OFF, KBUILD_NOT_NAMED}, END});
}

static void test_exported(void **state)
{
	static const struct made_file files[] = {
		{"arch/x86/Makefile",
			"export PARTS EARLY\nEARLY := in/\nPARTS := a.o\nhid-den := b.o\n"
			"core-y += drivers/y/\n"},
		DRIVERS("obj-y += $(PARTS) $(hid-den) $(EARLY)\nPARTS := c.o\n"),
		{"drivers/a.c", NULL}, {"drivers/b.c", NULL}, {"drivers/c.c", NULL},
		{"drivers/in/Makefile", "obj-y += $(PARTS)\n"}, {"drivers/in/a.c", NULL},
		{"drivers/in/c.c", NULL}, {"drivers/y/Makefile", "obj-y += d.o\n"},
		{"drivers/y/d.c", NULL}, NO};

	(void)state;
	expect_all(files,
		(const struct want[]){{"drivers/b.c", KBUILD_OFF, KBUILD_NOT_NAMED},
			{"drivers/c.c", KBUILD_BUILTIN, KBUILD_LINE},
			/* What came with the environment goes on as a makefile changed
			 * it. */
			{"drivers/in/a.c", KBUILD_OFF, KBUILD_NOT_NAMED},
			{"drivers/in/c.c", KBUILD_BUILTIN, KBUILD_LINE},
			{"drivers/y/d.c", KBUILD_BUILTIN, KBUILD_LINE}, END});
}

/* The environment of make goes from folder to folder. */
static void test_exported_by_folders(void **state)
{
	static const struct made_file files[] = {
		DRIVERS("include $(srctree)/drivers/vendor.conf\nexport\nobj-y += "
			"all/\n"),
		{"drivers/vendor.conf", "CONFIG_VENDOR=y\nCONFIG_ON := n\nV := y\n"},
		{"drivers/all/Makefile", "obj-$(CONFIG_VENDOR) += a.o\n"
					 "obj-$(CONFIG_ON) += b.o\nobj-y += deep/\n"},
		{"drivers/all/a.c", NULL}, {"drivers/all/b.c", NULL},
		{"drivers/all/deep/Makefile", "obj-$(V) += c.o\n"},
		{"drivers/all/deep/c.c", NULL},
		{"kernel/Makefile",
			"export CONFIG_HERE := m\nLATE = $(X)-y\nexport LATE\n"
			"X := obj\nifdef GIVEN\nexport PERHAPS := y\nendif\n"
			"obj-y += below/ ../lib/in/\nobj-$(CONFIG_HERE) += k.o\n"},
		{"kernel/k.c", NULL},
		{"kernel/below/Makefile", "X := no\nobj-$(CONFIG_HERE) += d.o\n"
					  "$(LATE) += e.o\nobj-$(PERHAPS) += f.o\n"
					  "ifeq ($(PERHAPS),n)\nobj-y += g.o\nendif\n"},
		{"kernel/below/d.c", NULL}, {"kernel/below/e.c", NULL},
		{"kernel/below/f.c", NULL}, {"kernel/below/g.c", NULL},
		/* It is entered from two, of which one alone exports. */
		{"lib/Makefile", "obj-y += in/\n"},
		{"lib/in/Makefile", "obj-$(CONFIG_HERE) += h.o\n"
				    "ifndef CONFIG_HERE\nobj-y += i.o\nendif\n"},
		{"lib/in/h.c", NULL}, {"lib/in/i.c", NULL}, NO};

	(void)state;
	expect_all(files,
		(const struct want[]){{"drivers/all/a.c", KBUILD_BUILTIN, KBUILD_LINE},
			/* Each makefile reads the options that are on again. */
			{"drivers/all/b.c", KBUILD_BUILTIN, KBUILD_LINE},
			{"drivers/all/deep/c.c", KBUILD_BUILTIN, KBUILD_LINE},
			{"kernel/k.c", KBUILD_MODULE, KBUILD_LINE},
			{"kernel/below/d.c", KBUILD_MODULE, KBUILD_LINE},
			{"kernel/below/e.c", KBUILD_BUILTIN, KBUILD_LINE},
			{"kernel/below/f.c", KBUILD_MAYBE, KBUILD_LINE},
			{"kernel/below/g.c", KBUILD_MAYBE, KBUILD_LINE},
			{"lib/in/h.c", KBUILD_MODULE, KBUILD_LINE},
			{"lib/in/i.c", KBUILD_BUILTIN, KBUILD_LINE}, END});
}

/* Folders that lead to each other, and export more each time. */
static void test_exports_without_an_end(void **state)
{
	static const struct made_file files[] = {
		DRIVERS("export A += a\nobj-y += x/ y/\n"),
		{"drivers/x/Makefile", "export A += b\nobj-y += ../y/ ../x/\n"},
		{"drivers/y/Makefile", "export A += c\nobj-y += ../x/ ../\n"},
		{"drivers/x/a.c", NULL}, {"drivers/y/a.c", NULL}, NO};
	struct made_tree tree;

	(void)state;
	read_tree(&tree, files, config, true);
	expect_state(&tree, "drivers/x/a.c", KBUILD_MAYBE, KBUILD_NOT_UNDERSTOOD);
	expect_state(&tree, "drivers/y/a.c", KBUILD_MAYBE, KBUILD_NOT_UNDERSTOOD);
	made_end(&tree);
}

static void test_sources_elsewhere(void **state)
{
	static const struct made_file files[] = {
		DRIVERS("vpath %.c $(srctree)/lib/far\nVPATH := lib/old:$(srctree)\n"
			"obj-y += a.o b.o c-gen.o d.o\n"
			"$(obj)/%-gen.c: $(obj)/%.step\n$(obj)/%.step: $(src)/%.c\n"
			"$(obj)/d.c: $(obj)/d.step\n"
			"obj-y += $(GIVEN)/e.o\n"),
		{"lib/far/a.c", NULL}, {"lib/old/b.c", NULL}, {"drivers/c.c", NULL},
		{"drivers/d.c_", NULL}, {"lib/e.c", NULL}, {"lib/f.c", NULL},
		{"lib/Makefile", ""}, NO};

	(void)state;
	expect_all(
		files, (const struct want[]){{"lib/far/a.c", KBUILD_MAYBE, KBUILD_LINE},
			       {"lib/old/b.c", KBUILD_MAYBE, KBUILD_LINE},
			       {"drivers/c.c", KBUILD_BUILTIN, KBUILD_LINE},
			       {"lib/e.c", KBUILD_MAYBE, KBUILD_LINE},
			       {"lib/f.c", KBUILD_OFF, KBUILD_NOT_NAMED}, END});
}

static void test_names_in_options(void **state)
{
	static const struct made_file files[] = {
		DRIVERS("obj-y += a.o\nCFLAGS_a.o := -include net/one.h -DH=\\<two.h\\>\n"
			"ccflags-y += -imacros \"$(src)/three.h\" -DX=1\n"),
		{"arch/x86/Makefile", "KBUILD_CFLAGS += -include $(srctree)/four.h\n"},
		{"drivers/a.c", NULL}, NO};
	static const char *const names[] = {
		"net/one.h", "two.h", "drivers/three.h", "./four.h"};
	struct made_tree tree;

	(void)state;
	read_tree(&tree, files, config, true);
	assert_int_equal(tree.kbuild->named.count, sizeof(names) / sizeof(*names));
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		if (!table_find(&tree.kbuild->named, bytes_of(names[i])))
			fail_msg("%s is not named", names[i]);
	}
	made_end(&tree);
}

static void test_links(void **state)
{
	static const struct made_file files[] = {DRIVERS("obj-y += a.o\n"),
		{"drivers/b.c", NULL}, {"drivers/c.c", NULL}, NO};
	struct made_tree tree;

	(void)state;
	made_start(&tree, files, config);
	assert_true(
		tree_link(tree.tree, bytes_of("drivers/a.c"), bytes_of("drivers/b.c")));
	/* To what is not there, to a link, in the place of a file: none of these. */
	assert_true(
		tree_link(tree.tree, bytes_of("drivers/d.c"), bytes_of("drivers/no.c")));
	assert_true(
		tree_link(tree.tree, bytes_of("drivers/e.c"), bytes_of("drivers/a.c")));
	assert_true(
		tree_link(tree.tree, bytes_of("drivers/c.c"), bytes_of("drivers/b.c")));
	assert_null(tree_find(tree.tree, bytes_of("drivers/d.c")));
	assert_null(tree_find(tree.tree, bytes_of("drivers/e.c")));
	assert_null(tree_find(tree.tree, bytes_of("drivers/c.c"))->link);
	assert_int_equal(
		kbuild_read(&tree.files, tree.options, true, &tree.kbuild, NULL), 0);
	expect_state(&tree, "drivers/a.c", KBUILD_BUILTIN, KBUILD_LINE);
	expect_state(&tree, "drivers/b.c", KBUILD_BUILTIN, KBUILD_LINE);
	expect_state(&tree, "drivers/c.c", KBUILD_OFF, KBUILD_NOT_NAMED);
	made_end(&tree);
}

/* arch/mips and arch/arm find their folders through lists that options name. */
static void test_incomplete_configuration(void **state)
{
	static const struct made_file files[] = {
		{"arch/x86/Makefile",
			"platform-$(CONFIG_X) += one\nplatform-$(CONFIG_OFF) += two\n"
			"core-y += $(patsubst %,arch/x86/%/,$(platform-y))\n"},
		{"arch/x86/one/Makefile", "obj-y += a.o\nobj-$(CONFIG_OFF) += b.o\n"
					  "foo-$(CONFIG_X) := c.o\nobj-y += foo.o\n"},
		{"arch/x86/one/a.c", NULL}, {"arch/x86/one/b.c", NULL},
		{"arch/x86/one/c.c", NULL}, {"arch/x86/one/foo.c", NULL},
		{"arch/x86/two/a.c", NULL}, NO};
	struct made_tree tree;

	(void)state;
	read_tree(&tree, files, config, false);
	expect_state(&tree, "arch/x86/one/a.c", KBUILD_MAYBE, KBUILD_LINE);
	expect_state(&tree, "arch/x86/one/b.c", KBUILD_OFF, KBUILD_LINE);
	expect_state(&tree, "arch/x86/one/c.c", KBUILD_MAYBE, KBUILD_LINE);
	expect_state(&tree, "arch/x86/one/foo.c", KBUILD_MAYBE, KBUILD_LINE);
	expect_state(&tree, "arch/x86/two/a.c", KBUILD_OFF, KBUILD_NOT_ENTERED);
	made_end(&tree);
}

static void test_no_kernel(void **state)
{
	static const struct made_file files[] = {NO};
	struct made_tree tree;
	struct kvet_error error = {0};

	(void)state;
	made_start(&tree, files, "");
	tree_free(tree.tree);
	tree.tree = tree_new();
	assert_true(tree_add(tree.tree, bytes_of("Makefile")));
	tree.files.tree = tree.tree;
	assert_int_equal(
		kbuild_read(&tree.files, tree.options, true, &tree.kbuild, &error),
		KVET_ERROR_INPUT);
	assert_null(tree.kbuild);
	assert_non_null(strstr(error.message, "scripts/Kbuild.include"));
	assert_true(tree_add(tree.tree, bytes_of("scripts/Kbuild.include")));
	assert_int_equal(
		kbuild_read(&tree.files, tree.options, true, &tree.kbuild, &error),
		KVET_ERROR_INPUT);
	assert_non_null(strstr(error.message, "architecture"));
	made_end(&tree);
}

/* Too much ----------------------------------------------------------------------------- */

/* 4000 folders, each of which would take what one alone may. */
static void test_a_tree_that_is_too_much(void **state)
{
	enum { FOLDERS = 4000 };
	struct made_file *files = calloc(2 * FOLDERS + 2, sizeof(*files));
	struct arena arena = {0};
	char *lists = malloc(FOLDERS * 16);
	struct made_tree tree;
	size_t len = 0;

	(void)state;
	assert_non_null(files);
	assert_non_null(lists);
	for (unsigned i = 0; i < FOLDERS; i++) {
		files[2 * i] = (struct made_file){
			arena_printf(&arena, "drivers/%u/Makefile", i),
			"w := a b c d e f g h i j k l m n o p\nx := $(foreach a,$(w),"
			"$(foreach b,$(w),$(foreach c,$(w),$(foreach d,$(w),$(foreach "
			"e,$(w),"
			"$(shell x))))))\nobj-$(CONFIG_OFF) += a.o\n"};
		files[2 * i + 1] = (struct made_file){
			arena_printf(&arena, "drivers/%u/a.c", i), NULL};
		len += (size_t)snprintf(
			lists + len, FOLDERS * 16 - len, "obj-y += %u/\n", i);
	}
	files[2 * FOLDERS] = (struct made_file){"drivers/Makefile", lists};
	read_tree(&tree, files, config, true);
	assert_true(tree.kbuild->work < 2 * (size_t)MAKE_WORK_ALL);
	/* What was not read to the end is not called off, nor is anything else. */
	expect_state(&tree, "drivers/3999/a.c", KBUILD_MAYBE, KBUILD_NOT_UNDERSTOOD);
	expect_state(&tree, "arch/arm/x.c", KBUILD_MAYBE, KBUILD_NOT_UNDERSTOOD);
	made_end(&tree);
	arena_release(&arena);
	free(files);
	free(lists);
}

static void test_parts_without_an_end(void **state)
{
	struct made_file files[] = {{"drivers/Makefile", NULL}, {"drivers/x41.c", NULL},
		{"drivers/other.c", NULL}, NO};
	char text[4096];
	size_t len = 0;
	struct made_tree tree;

	(void)state;
	/* Each list stands before the one that needs it. */
	for (int i = 40; i >= 0; i--)
		len += (size_t)snprintf(
			text + len, sizeof(text) - len, "x%d-y := x%d.o\n", i, i + 1);
	snprintf(text + len, sizeof(text) - len, "obj-y += x0.o\n");
	files[0].text = text;
	read_tree(&tree, files, config, true);
	expect_state(&tree, "drivers/x41.c", KBUILD_MAYBE, KBUILD_LINE);
	expect_state(&tree, "drivers/other.c", KBUILD_MAYBE, KBUILD_NOT_UNDERSTOOD);
	made_end(&tree);
	files[0].text = "a-y := b.o\nb-y := a.o\nobj-y += a.o\n";
	read_tree(&tree, files, config, true);
	made_end(&tree);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lists),
		cmocka_unit_test(test_composites),
		cmocka_unit_test(test_names_like_lists),
		cmocka_unit_test(test_folders),
		cmocka_unit_test(test_conditions),
		cmocka_unit_test(test_unknown_conditions),
		cmocka_unit_test(test_names_that_are_not_known),
		cmocka_unit_test(test_not_understood),
		cmocka_unit_test(test_rules),
		cmocka_unit_test(test_rules_in_any_order),
		cmocka_unit_test(test_loose_names),
		cmocka_unit_test(test_architectures),
		cmocka_unit_test(test_rust),
		cmocka_unit_test(test_device_trees),
		cmocka_unit_test(test_exported),
		cmocka_unit_test(test_exported_by_folders),
		cmocka_unit_test(test_exports_without_an_end),
		cmocka_unit_test(test_sources_elsewhere),
		cmocka_unit_test(test_names_in_options),
		cmocka_unit_test(test_links),
		cmocka_unit_test(test_incomplete_configuration),
		cmocka_unit_test(test_no_kernel),
		cmocka_unit_test(test_a_tree_that_is_too_much),
		cmocka_unit_test(test_parts_without_an_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
