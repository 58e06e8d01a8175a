/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What variables hold when makefiles are read, held against the GNU make manual. */
#include "made_tree.h"
#include "target/kbuild/maketext.h"

struct reading {
	struct made_tree tree;
	struct arena arena;
	struct make_scope outer, scope;
	struct make make;
	struct make_text value;
	struct made_file files[8];
};

static const char config[] =
	"CONFIG_ON=y\nCONFIG_MOD=m\n# CONFIG_OFF is not set\n"
	"CONFIG_TEXT=\"some text\"\nCONFIG_NONE=\"\"\nCONFIG_NUM=7\n";

/* FILES end with a NULL path; the makefile is the first. */
static void start(struct reading *in, const struct made_file *files, bool complete)
{
	*in = (struct reading){.scope.outer = &in->outer};
	for (size_t i = 0; files[i].path; i++)
		in->files[i] = files[i];
	made_start(&in->tree, in->files, config);
	in->make = (struct make){.arena = &in->arena,
		.scope = &in->outer,
		.files = &in->tree.files,
		.options = in->tree.options,
		.options_complete = complete};
	make_fix(&in->make, "obj", "drivers/x");
	make_fix(&in->make, "src", "drivers/x");
	make_fix(&in->make, "srctree", ".");
	in->make.scope = &in->scope;
	assert_true(make_read(&in->make, files[0].path));
}

static void start_text(struct reading *in, const char *text)
{
	const struct made_file files[] = {
		{"x/Makefile", text},
		{"x/a.c", NULL},
		{"x/b.c", NULL},
		{"x/c.S", NULL},
		{"x/.h.c", NULL},
		{"x/y/d.c", NULL},
		{NULL, NULL},
	};

	start(in, files, true);
}

static void end(struct reading *in)
{
	free(in->make.rules);
	make_text_release(&in->value);
	table_release(&in->scope.variables);
	table_release(&in->outer.variables);
	arena_release(&in->arena);
	made_end(&in->tree);
}

/* The value of TEXT, with single spaces between its words; \001 is `?` and \002 is `!`. */
static const char *expand(struct reading *in, const char *text)
{
	struct make_text out = {0};
	struct bytes words, word;

	make_expand(&in->make, bytes_of(text), &out);
	in->value.len = 0;
	words = make_text_bytes(&out);
	while (maketext_word(&words, &word)) {
		if (in->value.len)
			make_text_add_char(&in->make, &in->value, ' ');
		make_text_add(&in->make, &in->value, word);
	}
	for (size_t i = 0; i < in->value.len; i++) {
		if (in->value.data[i] == MAKE_UNKNOWN)
			in->value.data[i] = '?';
		if (in->value.data[i] == MAKE_DOUBT)
			in->value.data[i] = '!';
	}
	make_text_add_char(&in->make, &in->value, '\0');
	make_text_release(&out);
	return in->value.data;
}

/* After MAKEFILE is read, TEXT expands to VALUE, and nothing was not understood. */
static void expect(const char *makefile, const char *text, const char *value)
{
	struct reading in;

	start_text(&in, makefile);
	const char *found = expand(&in, text);
	if (strcmp(found, value) != 0)
		fail_msg("%s\n%s is '%s', not '%s'", makefile, text, found, value);
	if (in.make.complaint)
		fail_msg("%s\n%s", makefile, in.make.complaint);
	end(&in);
}

static void expect_complaint(const char *makefile, const char *complaint)
{
	struct reading in;

	start_text(&in, makefile);
	expand(&in, "$(obj-y)");
	if (!in.make.complaint)
		fail_msg("%.200s\nwas understood", makefile);
	assert_string_equal(in.make.complaint, complaint);
	end(&in);
}

/* Variables ---------------------------------------------------------------------------- */

static void test_flavours(void **state)
{
	(void)state;
	expect("A = $(B)\nB = 1\nB = 2\n", "$(A)", "2");
	expect("B = 1\nA := $(B)\nB = 2\n", "$(A)", "1");
	expect("B = 1\nA ::= $(B)\nB = 2\n", "$(A)", "1");
	expect("B = 1\nA :::= $(B)\nB = 2\n", "$(A)", "1");
	expect("A ?= 1\nA ?= 2\n", "$(A)", "1");
	expect("A =\nA ?= 2\n", "$(A)", "");
	expect("A += 1\nA += $(B)\nB = 2\n", "$(A)", "1 2");
	expect("A := 1\nB = 2\nA += $(B)\nB = 3\n", "$(A)", "1 2");
	expect("A = 1\nA = 2\n", "$A ${A} $(A)", "2 2 2");
	expect("A=1\nB:=$(A)\nC?=3\nD+=4\n", "$(A)$(B)$(C)$(D)", "1134");
	expect("A != echo 1\n", "$(A)", "?");
	expect("A = 1\nundefine A\nA ?= 2\n", "$(A)", "2");
	expect("override A = 1\nexport B := 2\nprivate C = 3\n", "$(A)$(B)$(C)", "123");
	expect("A = b\n$(A)-y = 1\nx-$(CONFIG_ON) = 2\n", "$(b-y)$(x-y)", "12");
	expect("A = a$$b\n", "$(A)", "a$b");
	expect("", "$(UNSET)$U$(a-b)", "??");
	/* What was set before is not to be changed. */
	expect("obj = other\nobj += more\nundefine obj\n", "$(obj)", "drivers/x");
}

static void test_options(void **state)
{
	(void)state;
	expect("", "$(CONFIG_ON) $(CONFIG_MOD) $(CONFIG_OFF) $(CONFIG_NOT_NAMED)", "y m");
	expect("", "$(CONFIG_TEXT)|$(CONFIG_NONE)|$(CONFIG_NUM)", "some text||7");
	/* They are variables like any. */
	expect("CONFIG_ON ?= n\nCONFIG_OFF ?= y\n", "$(CONFIG_ON)$(CONFIG_OFF)", "yy");
	expect("CONFIG_TEXT += more\n", "$(CONFIG_TEXT)", "some text more");
	expect("CONFIG_OFF := y\n", "$(CONFIG_OFF)", "y");
	expect("export CONFIG_ON\n", "$(CONFIG_ON)", "y");
}

static void test_export(void **state)
{
	struct reading in;

	(void)state;
	start_text(&in, "export A B\nexport C := 3\nA := 1\nunexport D\nD = 4\n");
	assert_true(make_find(&in.make, bytes_of("A"))->exported);
	assert_true(make_find(&in.make, bytes_of("B"))->exported);
	assert_true(make_find(&in.make, bytes_of("C"))->exported);
	assert_true(make_find(&in.make, bytes_of("D"))->perhaps);
	assert_string_equal(expand(&in, "$(A)$(B)$(C)"), "1?3");
	end(&in);
}

static void test_define(void **state)
{
	(void)state;
	expect("define A\nx $(1)\nendef\n", "$(call A,y)", "x y");
	expect("define A\ndefine B\n1\nendef\nendef\nC = 2\n", "$(C)", "2");
	expect("define A =\n1\nendef\ndefine B :=\n$(A)\nendef\nA = 2\n", "$(B)", "1");
	expect("define A\nendef\n\tendef\nB = 1\n", "$(B)", "1");
	expect("define A\n\tendef\n2\nendef\nB = 1\n", "$(A) $(B)", "endef 2 1");
	expect("define A\n# not a comment\nendef\n", "$(words $(A))", "4");
	expect("ifdef CONFIG_NO\ndefine A\nendif\nendef\nendif\nB = 1\n", "$(A)$(B)",
		"?1");
	expect_complaint(
		"define A\nobj-y := 1\n", "x/Makefile:1: a define without an endef");
}

static void test_eval(void **state)
{
	(void)state;
	expect("$(eval A := 1)\n", "$(A)", "1");
	expect("define A\n$(1) := $(2)\nendef\n$(eval $(call A,B,2))\n", "$(B)", "2");
	expect("$(foreach v,a b,$(eval $(v)-y := 1))\n", "$(a-y)$(b-y)", "11");
	/* The variable of a loop ends with it. */
	expect("$(foreach v,a b,$(eval v += c))\n", "$(v)", "c c");
	expect("define A\nifdef CONFIG_ON\nB := 1\nelse\nB := 2\nendif\nendef\n"
	       "$(eval $(A))\n",
		"$(B)", "1");
	expect("A := $(eval B := 1)2\n", "$(A)$(B)", "21");
}

/* What whoever calls make may have set: names that a shell knows. */
static void test_given(void **state)
{
	static const char *const doubtful[] = {"ifdef GIVEN", "ifndef GIVEN",
		"ifeq ($(GIVEN),1)", "ifneq ($(filter a,$(GIVEN)),)",
		"ifeq ($(ARCH),x86_64)", "ifneq ($(objtree),$(srctree))",
		"ifeq ($(srctree),.)", "ifneq ($(KBUILD_OUTPUT),)", "ifdef CROSS_COMPILE",
		"ifeq ($(D),1)", "ifdef D", "ifeq ($(origin GIVEN),environment)",
		"ifneq ($(wildcard $(obj)/made.h),)",
		"ifneq ($(wildcard $(objtree)/*.h),)"};
	static const char *const sure[] = {"ifdef a-b", "ifeq ($(a-b),1)", "ifdef OWN",
		"ifneq ($(wildcard $(srctree)/x/no.h),)", "ifdef CONFIG_NOT_NAMED"};
	char text[512];

	(void)state;
	for (size_t i = 0; i < sizeof(doubtful) / sizeof(*doubtful); i++) {
		snprintf(text, sizeof(text), "D ?= 1\n%s\nA = 1\nelse\nA = 2\nendif\n",
			doubtful[i]);
		expect(text, "$(A)", "! 1 ! 2 !");
	}
	for (size_t i = 0; i < sizeof(sure) / sizeof(*sure); i++) {
		snprintf(text, sizeof(text), "OWN =\n%s\nA = 1\nelse\nA = 2\nendif\n",
			sure[i]);
		expect(text, "$(A)", "2");
	}
	expect("D ?= y\nobj-$(D) += a.o\n", "$(obj-y)", "! ! a.o !");
	expect("obj-$(GIVEN) += a.o\n", "$(obj-m)", "! ! a.o !");
	expect("D ?= ../x\n", "$(D)/a.o", "../x/a.o");
	expect("", "$(if $(GIVEN),a)|$(value GIVEN)|$(value a-b)", "! a !|?|");
	expect("", "$(value CONFIG_ON)|$(value CONFIG_OFF)", "y|");
}

/* Functions ---------------------------------------------------------------------------- */

static void test_functions(void **state)
{
	static const struct {
		const char *text, *value;
	} cases[] = {
		{"$(subst ee,EE,feet on the street)", "fEEt on the strEEt"},
		{"$(subst ,x,ab)", "ab"},
		{"$(patsubst %.c,%.o,x.c.c bar.c y.h)", "x.c.o bar.o y.h"},
		{"$(patsubst x%,y,xa b)", "y b"},
		{"$(strip  a   b )", "a b"},
		{"$(findstring a,a b c)|$(findstring d,a b c)", "a|"},
		{"$(filter %.c %.s,foo.c bar.h baz.s)", "foo.c baz.s"},
		{"$(filter-out main1.o %2.o,main1.o foo.o main2.o)", "foo.o"},
		{"$(sort foo bar lose foo)", "bar foo lose"},
		{"$(word 2,foo bar baz)|$(word 4,a b)", "bar|"},
		{"$(wordlist 2,3,a b c d)|$(wordlist 3,9,a b)", "b c|"},
		{"$(words a b c)|$(words)|$(words )", "3|?|0"},
		{"$(firstword a b)|$(lastword a b)|$(firstword )", "a|b|"},
		{"$(dir src/foo.c hacks)", "src/ ./"},
		{"$(notdir src/foo.c hacks x/)", "foo.c hacks"},
		{"$(suffix src/foo.c src-1.0/bar.c hacks)", ".c .c"},
		{"$(basename src/foo.c src-1.0/bar hacks)", "src/foo src-1.0/bar hacks"},
		{"$(addsuffix .c,foo bar)", "foo.c bar.c"},
		{"$(addprefix src/,foo bar)", "src/foo src/bar"},
		{"$(join a b,.c .o)|$(join a b c,1)|$(join a,1 2)",
			"a.c b.o|a1 b c|a1 2"},
		{"$(if a,b,c)|$(if ,b,c)|$(if $(a-b),b)|$(if  ,b,c)", "b|c||c"},
		{"$(or ,a,b)|$(or ,)", "a|"},
		{"$(and a,b)|$(and a,,b)", "b|"},
		{"$(foreach v,a b,$(v).o)|$(v)", "a.o b.o|?"},
		{"$(foreach v,a b,$(foreach w,1 2,$(v)$(w)))", "a1 a2 b1 b2"},
		{"$(call f,1,2)|$(call f,1)", "2 1| 1"},
		{"$(value f)", "$(2) $(1)"},
		{"$(origin f) $(origin a-b) $(origin obj)",
			"file undefined command line"},
		{"$(flavor f) $(flavor a-b) $(flavor s)", "recursive undefined simple"},
		{"$(info a)$(warning b)$(error c)", ""},
		{"$(shell echo a)", "?"},
		{"$(file < x)$(guile x)", "??"},
		{"$(abspath ./x/../y/a.c)", "y/a.c"},
		{"$(l:.c=.o)|$(l:%.c=x/%.o)|$(l:x=y)", "a.o b.o|x/a.o x/b.o|a.c b.c"},
		{"$(l:=.x)", "a.c.x b.c.x"},
		{"$(subst a,$(call f,x,y),a)", "y x"},
		{"$(filter a,$(call f,a,b))", "a"},
		/* No functions: names of variables. */
		{"$(subst)$(filter)$(nofunction a,b)", "??"},
		/* Commas in brackets part nothing. */
		{"$(call f,(a,b),{c,d})", "{c,d} (a,b)"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		expect("f = $(2) $(1)\ns := 1\nl := a.c b.c\n", cases[i].text,
			cases[i].value);
}

static void test_wildcard(void **state)
{
	(void)state;
	expect("", "$(wildcard x/a.c x/no.c)", "x/a.c");
	expect("", "$(sort $(wildcard x/*.c))", "x/a.c x/b.c");
	expect("", "$(sort $(wildcard ./x/*.[cS]))", "./x/a.c ./x/b.c ./x/c.S");
	expect("", "$(wildcard x/?.S)|$(wildcard x/*/d.c)|$(wildcard x/y)",
		"x/c.S|x/y/d.c|x/y");
	expect("", "$(wildcard ../x/*.c)$(wildcard /x/*.c)$(wildcard no/*.c)", "");
	/* A build makes these; so many stars are not worth their time. */
	expect("", "$(wildcard include/generated/x.h)", "?");
	expect("", "$(wildcard x/*a*b*c*d*)", "?");
}

/* What is not known -------------------------------------------------------------------- */

static void test_unknown_spreads(void **state)
{
	static const struct {
		const char *text, *value;
	} cases[] = {
		{"$(U)", "?"},
		{"a$(U)b", "a?b"},
		{"$@ $< $(^D) $*", "? ? ? ?"},
		/* Both branches, and the doubt. */
		{"$(if $(U),a.o,b.o)", "! a.o b.o !"},
		{"$(if a$(U),a.o,b.o)", "! a.o b.o !"},
		{"$(if $(a-b) $(a-b),a.o,b.o)", "! a.o b.o !"},
		{"$(or $(U),a.o,b.o)", "! ? ! a.o"},
		{"$(and $(U),a.o)|$(and $(U),)", "! a.o !|"},
		{"$(filter $(U),a b)", "! a b !"},
		{"$(filter-out $(U) a,a b)", "! a b !"},
		{"$(filter a,$(U) a b)", "! ? a !"},
		{"$(filter $(U),)", ""},
		{"$(findstring a,$(U))|$(findstring $(U),a)", "! a !|! ? !"},
		{"$(words $(U) a)", "?"},
		{"$(firstword $(U) a b)|$(lastword a $(U))", "! ? a b !|! a ? !"},
		{"$(word 1,$(U) a)|$(word $(U),a b)", "! ? a !|! a b !"},
		{"$(dir $(U))|$(notdir a/$(U))|$(suffix $(U))", "?|a/?|?"},
		{"$(basename $(U))|$(patsubst %.c,%.o,$(U))", "?|?"},
		{"$(patsubst $(U),%.o,a)|$(subst $(U),b,a)", "? a|?a"},
		{"$(l:$(U)=x)|$(l:.c=$(U))", "? a.c b.c|a? b?"},
		{"$($(U))|$(call $(U),a)|$(value $(U))", "?|?|?"},
		{"$(origin $(U)) $(flavor $(U)) $(origin CONFIG_ON)", "? ? ?"},
		{"$(call notdefined,a)", "?"},
		/* A doubt is no word. */
		{"$(addprefix p/,$(if $(U),a,b))", "! p/a p/b !"},
		{"$(foreach v,$(if $(U),a),$(v).o)", "! a.o !"},
		{"$(patsubst %,%.o,$(filter $(U),a))", "! a.o !"},
		{"$(sort $(if $(U),b a))", "! a b"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		expect("U := $(shell x)\nl := a.c b.c\n", cases[i].text, cases[i].value);
}

static void test_unknown_conditions(void **state)
{
	static const char u[] = "ifeq ($(shell x),1)\nA += yes\nelse\nA += no\nendif\n";
	char text[512];

	(void)state;
	expect(u, "$(A)", "! yes ! no !");
	/* What may have been added compares as not known. */
	snprintf(text, sizeof(text), "%sifeq ($(A),yes)\nB = 1\nelse\nB = 2\nendif\n", u);
	expect(text, "$(B)", "! 1 ! 2 !");
	snprintf(text, sizeof(text), "%sifdef A\nB = 1\nelse\nB = 2\nendif\n", u);
	expect(text, "$(B)", "! 1 ! 2 !");
	snprintf(text, sizeof(text), "%sifndef A\nB = 1\nelse\nB = 2\nendif\n", u);
	expect(text, "$(B)", "! 1 ! 2 !");
	/* The old value may be the one still; what it refers to is still looked up. */
	expect("C = c\nA = $(C)\nifdef U\nelse ifeq ($(shell x),)\nA := 1\nendif\n",
		"$(A)", "! c ! 1 !");
	expect("ifeq ($(shell x),)\nA = 1\nendif\nA ?= 2\n", "$(A)", "! 1 ! 2 !");
	expect("A = 1\nifeq ($(shell x),)\nundefine A\nendif\nifdef A\nB = 1\nelse\nB = "
	       "2\n"
	       "endif\n",
		"$(B)", "! 1 ! 2 !");
	/* What is sure stays so, and whole. */
	expect("A = 1\nifeq ($(shell x),)\nA += 2\nendif\nA += 3\n", "$(A)", "1 ! 2 3");
	/* The unknown ends where it does. */
	expect("ifeq ($(shell x),)\nendif\nA = 1\n", "$(A)", "1");
}

static void test_names_that_are_not_known(void **state)
{
	(void)state;
	expect("platform-$(shell x) += foo/\n", "$(platform-y)", "! ! foo/ !");
	expect("x-y := 1\nx-$(shell x) += 2\n", "$(x-y)", "1 ! ! 2 !");
	expect("x-$(shell x) += 2\nifdef x-y\nA = 1\nelse\nA = 2\nendif\n", "$(A)",
		"! 1 ! 2 !");
	/* It refers to itself, perhaps. */
	expect("x-$(shell x) += $(x-y)\n", "$(filter a,$(x-y))", "! ! ! ! !");
}

static void test_incomplete_configuration(void **state)
{
	const struct made_file files[] = {
		{"x/Makefile", "ifdef CONFIG_NOT_NAMED\nA = 1\nelse\nA = 2\nendif\n"
			       "CONFIG_NOT_NAMED ?= z\n"},
		{NULL, NULL},
	};
	struct reading in;

	(void)state;
	start(&in, files, false);
	assert_string_equal(expand(&in, "$(CONFIG_ON)$(CONFIG_OFF)"), "y");
	assert_string_equal(expand(&in, "$(CONFIG_OTHER)"), "?");
	assert_string_equal(expand(&in, "$(CONFIG_NOT_NAMED)"), "! ? ! z !");
	assert_string_equal(expand(&in, "$(A)"), "! 1 ! 2 !");
	end(&in);
}

/* Lines -------------------------------------------------------------------------------- */

static void test_conditionals(void **state)
{
	static const struct {
		const char *condition;
		bool holds;
	} cases[] = {
		{"ifeq (a,a)", true},
		{"ifeq (a,b)", false},
		{"ifeq ( a , a )", true},
		{"ifeq \"a\" \"a\"", true},
		{"ifeq 'a' \"b\"", false},
		{"ifneq (a,b)", true},
		{"ifeq ($(CONFIG_ON)$(CONFIG_MOD),ym)", true},
		{"ifeq ($(subst a,b,a),b)", true},
		{"ifeq (,$(CONFIG_OFF))", true},
		{"ifeq ($(CONFIG_TEXT),some text)", true},
		{"ifeq ($(filter y m,$(CONFIG_ON)),y)", true},
		{"ifneq ($(filter y m,$(CONFIG_OFF)),)", false},
		{"ifdef CONFIG_ON", true},
		{"ifdef CONFIG_OFF", false},
		{"ifndef CONFIG_OFF", true},
		{"ifdef $(name)", true},
		{"ifdef empty", false},
		{"ifdef refers", true},
		{"ifdef obj", true},
		{"ifdef no-thing", false},
		{"ifeq (a(b,c)d,a(b,c)d)", true},
		{"ifdef CONFIG_ON # a remark", true},
	};
	char text[512];

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		snprintf(text, sizeof(text),
			"name = CONFIG_ON\nempty =\nrefers = $(empty)\n"
			"%s\nA = 1\nelse\nA = 2\nendif\n",
			cases[i].condition);
		expect(text, "$(A)", cases[i].holds ? "1" : "2");
	}
}

static void test_else(void **state)
{
	static const char text[] =
		"ifeq ($(CONFIG_NUM),1)\nA = 1\nelse ifeq ($(CONFIG_NUM),7)\nA = 7\n"
		"ifdef CONFIG_OFF\nA += off\nelse\nA += on\nendif\n"
		"else ifdef CONFIG_ON\nA = on\nelse\nA = else\nendif\n";

	(void)state;
	expect(text, "$(A)", "7 on");
	/* What an unknown condition leaves open, the ones after it may take. */
	expect("ifeq ($(shell x),)\nA = 1\nelse ifdef CONFIG_ON\nA = 2\nelse\nA = "
	       "3\nendif\n",
		"$(A)", "! 1 ! 2 ! 3 !");
	expect("ifdef CONFIG_OFF\nifeq (broken\nendif\nelse\nA = 1\nendif\n", "$(A)",
		"1");
	expect_complaint(
		"ifdef A\nobj-y = 1\n", "x/Makefile:2: a condition without an endif");
	expect_complaint("endif\n", "x/Makefile:1: an endif without a condition");
	expect_complaint("\nelse\n", "x/Makefile:2: an else without a condition");
	expect_complaint("ifdef A\nelse\nelse\nendif\n",
		"x/Makefile:3: more than one else of a condition");
	expect_complaint(
		"ifeq (a\nendif\n", "x/Makefile:1: a condition without two sides");
	expect_complaint(
		"ifeq a b\nendif\n", "x/Makefile:1: a condition without two sides");
}

/* Before 5.17 an option's value had its quotes in makefiles. */
static void test_quotes(void **state)
{
	(void)state;
	expect("ifneq ($(CONFIG_NONE),\"\")\nA = 1\nelse\nA = 2\nendif\n", "$(A)",
		"! 1 ! 2 !");
	expect("ifeq ($(CONFIG_TEXT),\"some text\")\nA = 1\nelse\nA = 2\nendif\n", "$(A)",
		"! 1 ! 2 !");
	expect("ifeq ($(CONFIG_TEXT),\"other\")\nA = 1\nelse\nA = 2\nendif\n", "$(A)",
		"2");
	expect("ifdef CONFIG_NONE\nA = 1\nelse\nA = 2\nendif\n", "$(A)", "! 1 ! 2 !");
}

static void test_what_is_left_out(void **state)
{
	(void)state;
	expect("ifdef CONFIG_OFF\nobj-y += a.o\nfoo-objs := b.o\nfiles := c.o\nendif\n",
		"$(obj-y)|$(obj-)|$(foo-objs)|$(foo-)|$(files)", "|a.o||b.o|?");
}

static void test_includes(void **state)
{
	const struct made_file files[] = {
		{"x/Makefile", "include $(src)/../y/more.mk\n"
			       "-include $(srctree)/x/no.mk\n"
			       "sinclude $(srctree)/x/b.mk x/c.mk\nB := 1\n"},
		{"drivers/y/more.mk", "A := 1\nC = $(B)\n"},
		{"x/b.mk", "A += 2\n"},
		{"x/c.mk", "A += 3\n"},
		{NULL, NULL},
	};
	struct reading in;

	(void)state;
	start(&in, files, true);
	assert_string_equal(expand(&in, "$(A)|$(C)"), "1 2 3|1");
	assert_null(in.make.complaint);
	assert_false(in.make.vague);
	end(&in);
}

static void test_includes_that_cannot_be_followed(void **state)
{
	const struct made_file files[] = {
		{"x/Makefile", "include x/large.mk\nA = 1\n"},
		{"x/large.mk", NULL},
		{NULL, NULL},
	};
	const struct made_file unknown[] = {
		{"x/Makefile", "include $(shell x).mk\n"},
		{NULL, NULL},
	};
	static const char *const unread[] = {"include $(UNSET)/x.mk\n",
		"include $(UNSET)\n", "-include $(objtree)/x.mk\n",
		"include $(srctree)/x.mk\n", "sinclude x.mk\n",
		"-include $(srctree)/*.mk\n"};
	const struct made_file builds[] = {
		{"x/Makefile", "-include $(wildcard include/generated/x).cmd\n"},
		{NULL, NULL},
	};
	struct reading in;

	(void)state;
	start(&in, files, true);
	assert_string_equal(in.make.complaint, "x/Makefile:1: x/large.mk cannot be read, "
					       "or is larger than any makefile");
	end(&in);
	start(&in, unknown, true);
	assert_true(in.make.vague);
	end(&in);
	start(&in, builds, true);
	assert_false(in.make.vague);
	end(&in);
	for (size_t i = 0; i < sizeof(unread) / sizeof(*unread); i++) {
		start_text(&in, unread[i]);
		if (!in.make.vague)
			fail_msg("%s counts as read", unread[i]);
		end(&in);
	}
}

static void test_self_including(void **state)
{
	(void)state;
	expect_complaint("include x/Makefile\n",
		"x/Makefile:1: variables or files refer to each other without an end");
	expect_complaint("A = $(A)\nobj-y = $(A)\n",
		"x/Makefile: variables or files refer to each other without an end");
	expect_complaint("define A\n$(eval $(A))\nendef\n$(eval $(A))\n",
		"x/Makefile:4: variables or files refer to each other without an end");
	expect_complaint(
		"A := $(A\n", "x/Makefile:1: a reference to a variable does not end");
}

static void test_origins(void **state)
{
	struct reading in;
	const struct make_variable *variable;

	(void)state;
	start_text(&in, "ifdef CONFIG_ON\n\nobj-$(CONFIG_ON) += \\\n a.o\n$(eval B = 1)\n"
			"endif\n");
	variable = make_find(&in.make, bytes_of("obj-y"));
	assert_non_null(variable);
	assert_string_equal(variable->first->origin->makefile, "x/Makefile");
	assert_int_equal(variable->first->origin->line, 3);
	assert_true(
		bytes_equal(variable->first->origin->text, "obj-$(CONFIG_ON) += a.o"));
	assert_true(bytes_equal(variable->first->origin->left, "obj-$(CONFIG_ON)"));
	assert_int_equal(variable->first->origin->condition->line, 1);
	assert_true(
		bytes_equal(variable->first->origin->condition->text, "ifdef CONFIG_ON"));
	variable = make_find(&in.make, bytes_of("B"));
	assert_int_equal(variable->first->origin->line, 5);
	end(&in);
}

static void expect_rule(const struct make_rule *rule, const char *targets,
	const char *prerequisites, bool recipe)
{
	assert_true(bytes_equal(maketext_strip(rule->targets), targets));
	assert_true(bytes_equal(maketext_strip(rule->prerequisites), prerequisites));
	assert_int_equal(rule->recipe, recipe);
}

static void test_rules(void **state)
{
	struct reading in;

	(void)state;
	start_text(&in, "$(obj)/a.o: $(src)/b.c FORCE\n\tcc -o a.o $(src)/c.c # d.c\n"
			"\techo nothing\n"
			"x.o y.o: %.o: %.c\n"
			"a.o: CFLAGS += -DX\na.o: private B := 1\n"
			"c.o:: d.c ; cc -DX=1 e.c\n"
			"ifdef CONFIG_OFF\nB = 1\nendif\n\tcc f.c\n"
			"C = 1\n\tobj-y += g.o\n");
	assert_int_equal(in.make.rule_count, 7);
	expect_rule(&in.make.rules[0], "drivers/x/a.o", "drivers/x/b.c FORCE", false);
	expect_rule(&in.make.rules[1], "cc -o a.o drivers/x/c.c # d.c", "", true);
	expect_rule(&in.make.rules[2], "%.o", "%.c", false);
	expect_rule(&in.make.rules[3], "x.o y.o", "", false);
	expect_rule(&in.make.rules[4], "cc -DX=1 e.c", "", true);
	expect_rule(&in.make.rules[5], "c.o", "d.c", false);
	/* What was left out did not end the rule, an assignment does. */
	expect_rule(&in.make.rules[6], "cc f.c", "", true);
	assert_string_equal(expand(&in, "$(obj-y)$(CFLAGS)$(B)"), "g.o??");
	end(&in);
}

/* Too much ----------------------------------------------------------------------------- */

static void expect_too_much(const char *text)
{
	struct reading in;

	start_text(&in, text);
	expand(&in, "$(obj-y)");
	if (!in.make.complaint)
		fail_msg("%.100s\nwas understood", text);
	assert_true(in.make.work < 2 * (size_t)MAKE_WORK_MAX);
	end(&in);
}

static void test_explosions(void **state)
{
	char *text = malloc(MAKE_FILE_MAX);
	size_t len = 0;

	(void)state;
	assert_non_null(text);
	text[0] = '\0';
	for (int i = 0; i < 60; i++)
		len += (size_t)snprintf(text + len, MAKE_FILE_MAX - len,
			"v%d = $(v%d)$(v%d)\n", i, i + 1, i + 1);
	snprintf(text + len, MAKE_FILE_MAX - len, "obj-y := $(v0)\n");
	expect_too_much(text);
	/* With something in it. */
	snprintf(text + len, MAKE_FILE_MAX - len, "v60 = a\nobj-y := $(v0)\n");
	expect_too_much(text);
	len = (size_t)snprintf(text, MAKE_FILE_MAX, "a0 := xxxxxxxxxxxxxxxx\n");
	for (int i = 0; i < 40; i++)
		len += (size_t)snprintf(text + len, MAKE_FILE_MAX - len,
			"a%d := $(a%d)$(a%d)\n", i + 1, i, i);
	expect_too_much(text);
	snprintf(text, MAKE_FILE_MAX,
		"w := a b c d e f g h i j k l m n o p\n"
		"obj-y := $(foreach a,$(w),$(foreach b,$(w),$(foreach c,$(w),"
		"$(foreach d,$(w),$(foreach e,$(w),$(foreach f,$(w),$(shell x)))))))\n");
	expect_too_much(text);
	free(text);
}

/* A text of COUNT times EACH. */
static char *repeat(const char *each, size_t count)
{
	size_t len = strlen(each);
	char *text = malloc(len * count + 1);

	assert_non_null(text);
	for (size_t i = 0; i < count; i++)
		memcpy(text + i * len, each, len);
	text[len * count] = '\0';
	return text;
}

static void test_deep(void **state)
{
	char *text = repeat("ifdef CONFIG_ON\n", MAKE_DEPTH_MAX + 1);

	(void)state;
	expect_complaint(
		text, "x/Makefile:65: conditionals stand too deep in each other");
	free(text);
	text = repeat("$(", 500000);
	expect_too_much(text);
	free(text);
	text = repeat("$(if a,", 100000);
	expect_too_much(text);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_flavours),
		cmocka_unit_test(test_options),
		cmocka_unit_test(test_export),
		cmocka_unit_test(test_define),
		cmocka_unit_test(test_eval),
		cmocka_unit_test(test_given),
		cmocka_unit_test(test_functions),
		cmocka_unit_test(test_wildcard),
		cmocka_unit_test(test_unknown_spreads),
		cmocka_unit_test(test_unknown_conditions),
		cmocka_unit_test(test_names_that_are_not_known),
		cmocka_unit_test(test_incomplete_configuration),
		cmocka_unit_test(test_conditionals),
		cmocka_unit_test(test_else),
		cmocka_unit_test(test_quotes),
		cmocka_unit_test(test_what_is_left_out),
		cmocka_unit_test(test_includes),
		cmocka_unit_test(test_includes_that_cannot_be_followed),
		cmocka_unit_test(test_self_including),
		cmocka_unit_test(test_origins),
		cmocka_unit_test(test_rules),
		cmocka_unit_test(test_explosions),
		cmocka_unit_test(test_deep),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
