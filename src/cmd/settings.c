/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/settings.h"

#include "cmd/help.h"

#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#define OPTIONS_MAX 64
#define ROWS_WITHOUT_TERMINAL 20

void say(const char *text)
{
	const unsigned char *c = (const unsigned char *)text;

	for (; *c; c++) {
		bool c1 = *c == 0xc2 && c[1] >= 0x80 && c[1] < 0xa0;

		fputc(*c < 0x20 || *c == 0x7f || c1 ? '?' : *c, stderr);
		c += c1;
	}
}

int fail(const struct kvet_error *error)
{
	fputs("kvet: ", stderr);
	if (*error->path) {
		say(error->path);
		fputs(": ", stderr);
	}
	if (error->line && error->column)
		fprintf(stderr, "line %u, column %u: ", error->line, error->column);
	else if (error->line)
		fprintf(stderr, "line %u: ", error->line);
	say(error->message);
	if (*error->hint) {
		fputs("\nkvet: ", stderr);
		say(error->hint);
	}
	fputc('\n', stderr);
	return error->code == KVET_ERROR_USAGE ? EXIT_USAGE : EXIT_FAILED;
}

static int usage(const struct settings *settings, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
static int usage(const struct settings *settings, const char *format, ...)
{
	char text[512];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	fprintf(stderr, "kvet %s: ", settings->command->name);
	say(text);
	fprintf(stderr, "\nkvet: 'kvet %s --help' tells more\n", settings->command->name);
	return EXIT_USAGE;
}

/* Values ------------------------------------------------------------------------------ */

static bool is_day(const char *text)
{
	static const char form[] = "dddd-dd-dd";
	int month, day;

	if (strlen(text) != strlen(form))
		return false;
	for (size_t i = 0; form[i]; i++) {
		bool digit = text[i] >= '0' && text[i] <= '9';

		if (form[i] == 'd' ? !digit : text[i] != '-')
			return false;
	}
	month = (text[5] - '0') * 10 + text[6] - '0';
	day = (text[8] - '0') * 10 + text[9] - '0';
	return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

static int word_index(const char *const *words, const char *word)
{
	for (int i = 0; words[i]; i++) {
		if (strcasecmp(words[i], word) == 0)
			return i;
	}
	return -1;
}

static int unknown_word(const struct settings *settings,
	const struct option_entry *option, const char *word)
{
	char words[1024] = "";
	const char *known;
	size_t len = 0;

	for (unsigned i = 0; (known = kvet_word(option->words, i)); i++)
		len += (size_t)snprintf(
			words + len, sizeof(words) - len, "%s %s", i ? "," : "", known);
	return usage(settings, "--%s: '%s' is none of%s", option->name, word, words);
}

/* A list with commas. */
static int parse_set(const struct settings *settings, const struct option_entry *option,
	const char *text, kvet_set *set)
{
	char word[64];

	while (*text) {
		size_t len = strcspn(text, ",");

		snprintf(word, sizeof(word), "%.*s", (int)len, text);
		int value = kvet_word_find(option->words, word);
		if (value < 0)
			return unknown_word(settings, option, word);
		*set |= 1u << value;
		text += len + (text[len] == ',');
	}
	return 0;
}

/* One word alone, not a set. */
static int parse_word(
	struct settings *settings, const struct option_entry *option, const char *text)
{
	int value = kvet_word_find(option->words, text);

	if (value < 0)
		return usage(settings, "--%s takes one word", option->name);
	switch (option->words) {
	case KVET_WORDS_BY:
		settings->by = (enum kvet_by)value;
		break;
	case KVET_WORDS_OVER:
		settings->over = (enum kvet_over)value;
		break;
	case KVET_WORDS_PER:
		settings->per = (enum kvet_per)value;
		break;
	case KVET_WORDS_PICK_FORM:
		settings->as = (enum kvet_pick_form)value;
		break;
	case KVET_WORDS_VEX_STATUS:
		settings->statement.status = (enum kvet_vex_status)value;
		settings->statement.size = sizeof(settings->statement); /* it was said */
		break;
	case KVET_WORDS_VEX_JUSTIFICATION:
		settings->statement.justification =
			kvet_word(option->words, (unsigned)value);
		break;
	default:
		settings->report.format = (enum kvet_format)value;
	}
	return 0;
}

static int parse_words(
	struct settings *settings, const struct option_entry *option, const char *text)
{
	kvet_set set = 0;
	int status = *text ? parse_set(settings, option, text, &set)
			   : usage(settings, "--%s is empty", option->name);

	if (status)
		return status;
	switch (option->words) {
	case KVET_WORDS_LANGUAGE:
		settings->filter.languages |= set;
		break;
	case KVET_WORDS_CLASS:
		settings->filter.classes |= set;
		break;
	case KVET_WORDS_FAMILY:
		settings->filter.families |= set;
		break;
	case KVET_WORDS_SEVERITY:
		settings->filter.severities |= set;
		break;
	case KVET_WORDS_VERDICT:
		settings->filter.verdicts |= set;
		break;
	default:
		return parse_word(settings, option, text);
	}
	return 0;
}

/* Said again, it adds: a list with commas, as the library takes it. */
static int add_area(struct settings *settings, const char *text)
{
	size_t len = strlen(settings->areas);

	if (len + strlen(text) + 2 > sizeof(settings->areas))
		return usage(settings, "--subsystem is too long");
	snprintf(settings->areas + len, sizeof(settings->areas) - len, "%s%s",
		len ? "," : "", text);
	settings->filter.subsystem = settings->areas;
	return 0;
}

static int add_document(struct settings *settings, const char *text)
{
	if (settings->target.vex_count == VEX_MAX)
		return usage(settings, "more than %d documents", VEX_MAX);
	settings->vex[settings->target.vex_count++] = text;
	settings->target.vex = settings->vex;
	return 0;
}

static int parse_text(
	struct settings *settings, const struct option_entry *option, const char *text)
{
	const struct {
		const char *name, **value;
	} texts[] = {
		{"db", &settings->db},
		{"output", &settings->output},
		{"target", &settings->target.input},
		{"config", &settings->target.config},
		{"map", &settings->target.map},
		{"build", &settings->target.build},
		{"root", &settings->target.root},
		{"sbom", &settings->target.sbom},
		{"git", &settings->repository},
		{"context", &settings->context},
		{"author", &settings->report.author},
		{"author-url", &settings->report.author_url},
		{"yocto-summary", &settings->yocto_summary},
		{"since", &settings->filter.since},
		{"until", &settings->filter.until},
		{"history", &settings->history},
		{"releases", &settings->update.releases},
		{"lines", &settings->update.lines},
		{"known-exploited", &settings->update.known_exploited},
		{"product", &settings->target.product},
		{"baseline", &settings->baseline},
		{"other-db", &settings->other_db},
		{"impact", &settings->statement.impact},
		{"action", &settings->statement.action},
		{"note", &settings->statement.note},
		{"author", &settings->statement.author},
	};

	if (!*text)
		return usage(settings, "--%s is empty", option->name);
	if (strcmp(option->name, "subsystem") == 0)
		return add_area(settings, text);
	if (strcmp(option->name, "vex") == 0)
		return add_document(settings, text);
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		if (strcmp(texts[i].name, option->name) == 0)
			*texts[i].value = text;
	}
	return 0;
}

static int parse_flag(struct settings *settings, const struct option_entry *option)
{
	const struct {
		const char *name;
		bool *value;
	} flags[] = {
		{"exploited", &settings->filter.exploited},
		{"rejected", &settings->filter.rejected},
		{"integrity", &settings->check_integrity},
		{"save", &settings->save},
		{"new", &settings->make_new},
		{"verbose", &settings->report.verbose},
		{"all", &settings->all},
		{"pick", &settings->pick},
		{"configure", &settings->configure},
		{"decided", &settings->filter.decided},
		{"force", &settings->statement.force},
	};

	for (size_t i = 0; i < sizeof(flags) / sizeof(*flags); i++) {
		if (strcmp(flags[i].name, option->name) == 0)
			*flags[i].value = true;
	}
	return 0;
}

static int parse_number(
	struct settings *settings, const struct option_entry *option, const char *text)
{
	char *end;

	errno = 0;
	unsigned long value = strtoul(text, &end, 10);
	if (*text < '0' || *text > '9' || *end || errno || value > 10000000)
		return usage(settings, "--%s: '%s' is not a number", option->name, text);
	settings->limit = value;
	settings->limited = true;
	return 0;
}

static int parse_option(
	struct settings *settings, const struct option_entry *option, const char *text)
{
	int word;

	switch (option->value) {
	case VALUE_NONE:
		return parse_flag(settings, option);
	case VALUE_WORDS:
		return parse_words(settings, option, text);
	case VALUE_NUMBER:
		return parse_number(settings, option, text);
	case VALUE_SORT:
		word = word_index(sort_words, text);
		settings->sorted = true;
		settings->filter.sort = (enum kvet_sort)word;
		return word < 0 ? usage(settings,
					  "--sort takes cve, published, severity or "
					  "priority")
				: 0;
	case VALUE_FAIL_ON:
		word = word_index(fail_on_words, text);
		settings->fail_on_new = word >= (int)FAIL_ON_ACT_NOW;
		settings->fail_on = (enum fail_on)(word % FAIL_ON_ACT_NOW + FAIL_ON_ANY);
		return word < 0 ? usage(settings,
					  "--fail-on takes any, low, medium, high, "
					  "critical, exploited or act-now, and new: "
					  "before it")
				: 0;
	case VALUE_DAY:
		if (!is_day(text))
			return usage(settings, "--%s: '%s' is not a day (YYYY-MM-DD)",
				option->name, text);
		/* fall through */
	default:
		return parse_text(settings, option, text);
	}
}

/* Parsing ----------------------------------------------------------------------------- */

/* The command's options and the common ones, in one list. */
static size_t collect(
	const struct command *command, const struct option_entry *list[OPTIONS_MAX])
{
	size_t count = 0;

	for (size_t i = 0; command->options[i]; i++)
		list[count++] = command->options[i];
	for (size_t i = 0; common_options[i].name; i++)
		list[count++] = &common_options[i];
	return count;
}

static void make_getopt(const struct option_entry *const *list, size_t count,
	struct option *longs, char *shorts)
{
	*shorts++ = ':'; /* errors are ours to tell */
	for (size_t i = 0; i < count; i++) {
		bool value = list[i]->value != VALUE_NONE;

		longs[i] = (struct option){list[i]->name,
			value ? required_argument : no_argument, NULL, (int)i + 256};
		if (!list[i]->letter)
			continue;
		*shorts++ = list[i]->letter;
		if (value)
			*shorts++ = ':';
	}
	*shorts = '\0';
	longs[count] = (struct option){0};
}

static const struct option_entry *option_of(
	const struct option_entry *const *list, size_t count, int found)
{
	for (size_t i = 0; i < count; i++) {
		if (found == (int)i + 256 ||
			(list[i]->letter && found == list[i]->letter))
			return list[i];
	}
	return NULL;
}

/* One word more behind a command that is shown, as a shell reads it. */
static void add_word(char *text, size_t size, const char *word)
{
	size_t len = strlen(text), room = size - len;
	bool plain = *word && !word[strspn(word, "abcdefghijklmnopqrstuvwxyz"
						 "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
						 "-_.,/:=@+")];

	snprintf(text + len, room, plain ? " %s" : " '%s'", word);
}

static void add_rest(struct settings *settings, const char *word)
{
	add_word(settings->rest, sizeof(settings->rest), word);
}

/* `kvet explain TARGET`, and what told of the target beside it. */
static void make_explain(struct settings *settings)
{
	const struct kvet_target_options *target = &settings->target;
	const struct {
		const char *name, *value;
	} options[] = {
		{"--root", target->root},
		{"--config", target->config},
		{"--map", target->map},
		{"--build", target->build},
		{"--sbom", target->sbom},
		{"--context", settings->context},
		{"--product", target->product},
	};
	char *rest = settings->explain_options;

	snprintf(settings->explain, sizeof(settings->explain), "kvet explain");
	add_word(settings->explain, sizeof(settings->explain),
		target->input ? target->input : "host");
	for (size_t i = 0; i < sizeof(options) / sizeof(*options); i++) {
		if (!options[i].value)
			continue;
		add_word(settings->explain_options, sizeof(settings->explain_options),
			options[i].name);
		add_word(settings->explain_options, sizeof(settings->explain_options),
			options[i].value);
	}
	for (size_t i = 0; i < target->vex_count; i++) {
		add_word(rest, sizeof(settings->explain_options), "--vex");
		add_word(rest, sizeof(settings->explain_options), target->vex[i]);
	}
}

static bool takes_option(const struct command *command, const char *name)
{
	for (size_t i = 0; command->options[i]; i++) {
		if (strcmp(command->options[i]->name, name) == 0)
			return true;
	}
	return false;
}

static void make_rest(struct settings *settings, int argc, char **argv)
{
	snprintf(settings->rest, sizeof(settings->rest), "kvet %s",
		settings->command->name);
	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--limit") == 0 || strcmp(argv[i], "-n") == 0)
			i++;
		else if (strncmp(argv[i], "--limit=", 8) != 0)
			add_rest(settings, argv[i]);
	}
	if (!takes_option(settings->command, "limit"))
		return;
	add_rest(settings, "--limit");
	add_rest(settings, "0");
}

static int check_arguments(struct settings *settings)
{
	const struct command *command = settings->command;
	unsigned count = (unsigned)settings->argument_count;

	if (settings->report.format >= KVET_OPENVEX && !command->hands_on)
		return usage(settings, "--format %s is a form of 'kvet check' alone",
			kvet_word(KVET_WORDS_FORMAT, settings->report.format));
	if (count < command->least)
		return usage(settings, "%s is missing; usage: kvet %s %s",
			command->least > 1 && count ? "an argument" : command->arguments,
			command->name, command->arguments);
	if (count > command->most)
		return usage(settings, "'%s' is one argument too many",
			settings->arguments[command->most]);
	if (settings->filter.since && settings->filter.until &&
		strcmp(settings->filter.since, settings->filter.until) > 0)
		return usage(settings, "--since is later than --until");
	if (settings->fail_on_new && !settings->baseline)
		return usage(settings, "--fail-on new: needs --baseline FILE");
	if (settings->baseline && settings->filter.verdicts)
		return usage(settings,
			"--baseline compares what is open, whatever --verdict says");
	kvet_set gate = 1u << KVET_AFFECTED | 1u << KVET_UNKNOWN;
	if (settings->fail_on && settings->filter.verdicts &&
		!(settings->filter.verdicts & gate))
		return usage(settings,
			"--fail-on looks at affected and unknown findings, "
			"which --verdict leaves out");
	return 0;
}

int settings_parse(struct settings *settings, int argc, char **argv)
{
	const struct option_entry *list[OPTIONS_MAX];
	struct option longs[OPTIONS_MAX + 1];
	char shorts[2 * OPTIONS_MAX + 2];
	size_t count = collect(settings->command, list);
	int found;

	settings->filter.size = sizeof(settings->filter);
	settings->report.size = sizeof(settings->report);
	make_rest(settings, argc, argv);
	make_getopt(list, count, longs, shorts);
	opterr = 0;
	for (optind = 1; (found = getopt_long(argc, argv, shorts, longs, NULL)) != -1;) {
		const struct option_entry *option = option_of(list, count, found);

		if (found == ':')
			return usage(settings, "%s needs a value", argv[optind - 1]);
		if (!option)
			return usage(settings, "there is no option %s",
				optopt && optopt < 256 ? (char[]){'-', (char)optopt, 0}
						       : argv[optind - 1]);
		if (option->letter == 'h') {
			help_command(stdout, settings->command);
			settings->out = stdout;
			exit(settings_close(settings, EXIT_DONE));
		}
		int status = parse_option(settings, option, optarg);
		if (status)
			return status;
	}
	settings->arguments = argv + optind;
	settings->argument_count = argc - optind;
	if (settings->command->argument == VALUE_RELEASE && settings->argument_count)
		settings->target.input = settings->arguments[0];
	return check_arguments(settings);
}

/* Opening ----------------------------------------------------------------------------- */

/* By the locale's own variables, the first that is set: what libc would do. */
static bool is_unicode(void)
{
	static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		const char *locale = getenv(names[i]);

		if (locale && *locale)
			return strcasestr(locale, "utf-8") || strcasestr(locale, "utf8");
	}
	return false;
}

static void look_at_terminal(struct settings *settings)
{
	struct winsize size;
	const char *no_colour = getenv("NO_COLOR"), *columns = getenv("COLUMNS");
	const char *terminal = getenv("TERM");

	settings->report.unicode = is_unicode();
	if (!isatty(fileno(settings->out)))
		return;
	if (ioctl(fileno(settings->out), TIOCGWINSZ, &size) == 0 && size.ws_col)
		settings->report.width = size.ws_col;
	else
		settings->report.width =
			columns ? (unsigned)strtoul(columns, NULL, 10) : 80;
	settings->report.colour = !(no_colour && *no_colour) &&
				  !(terminal && strcmp(terminal, "dumb") == 0);
}

void settings_limit_rows(struct settings *settings)
{
	struct winsize size;

	settings->report.command = settings->rest;
	make_explain(settings);
	settings->report.explain = settings->explain;
	settings->report.explain_options = settings->explain_options;
	if (settings->limited)
		settings->report.rows = (unsigned)settings->limit;
	else if (settings->report.format != KVET_TABLE &&
		 settings->report.format != KVET_MARKDOWN)
		settings->report.rows = 0;
	else if (isatty(fileno(settings->out)) &&
		 ioctl(fileno(settings->out), TIOCGWINSZ, &size) == 0 && size.ws_row)
		settings->report.height = size.ws_row;
	else
		settings->report.rows = ROWS_WITHOUT_TERMINAL;
}

/* The file of --output, as it is: what stands in it goes when the command has done its work,
 * not before it fails. The store itself is never written over. */
static int open_output(struct settings *settings)
{
	struct stat output, store;
	int file = open(settings->output, O_WRONLY | O_CREAT | O_CLOEXEC, 0666);

	settings->out = file < 0 ? NULL : fdopen(file, "w");
	if (!settings->out) {
		fprintf(stderr, "kvet: %s: cannot be written: %s\n", settings->output,
			strerror(errno));
		return EXIT_FAILED;
	}
	if (settings->store && fstat(file, &output) == 0 &&
		stat(kvet_store_path(settings->store), &store) == 0 &&
		output.st_dev == store.st_dev && output.st_ino == store.st_ino) {
		fprintf(stderr, "kvet: %s: is the store; write the output elsewhere\n",
			settings->output);
		return EXIT_FAILED;
	}
	return 0;
}

/* Cuts off what an earlier, longer output left behind what was written now. */
static bool cut_output(FILE *out)
{
	struct stat status;
	off_t end = ftello(out);

	return fstat(fileno(out), &status) == 0 && S_ISREG(status.st_mode) && end >= 0 &&
	       status.st_size > end && ftruncate(fileno(out), end) != 0;
}

/* What --save adds to is there already: opened to be written it would be made. */
static int open_store_there_is(struct settings *settings, struct kvet_error *error)
{
	kvet_store *store;

	if (kvet_store_open(settings->db, 0, &store, error))
		return error->code;
	kvet_store_free(store);
	return kvet_store_open(settings->db, KVET_STORE_WRITE, &settings->store, error);
}

static int open_store(struct settings *settings, struct kvet_error *error)
{
	if (settings->save)
		return open_store_there_is(settings, error);
	switch (settings->command->need) {
	case NEED_STORE:
		return kvet_store_open(settings->db, 0, &settings->store, error);
	case NEED_STORE_TO_WRITE:
		return kvet_store_open(
			settings->db, KVET_STORE_WRITE, &settings->store, error);
	default:
		return 0;
	}
}

int settings_open(struct settings *settings)
{
	struct kvet_error error;

	settings->out = stdout;
	if (open_store(settings, &error))
		return fail(&error);
	if (settings->output && !settings->command->own_output && open_output(settings))
		return EXIT_FAILED;
	/* Megabytes of JSON in 4 KiB writes would cost as much as the check. */
	setvbuf(settings->out, NULL, isatty(fileno(settings->out)) ? _IOLBF : _IOFBF,
		65536);
	look_at_terminal(settings);
	return 0;
}

int settings_close(struct settings *settings, int status)
{
	FILE *out = settings->out;
	bool lost = false;

	errno = 0;
	if (out && out != stdout)
		lost = fflush(out) || (status < EXIT_USAGE && cut_output(out));
	if (out)
		lost = ferror(out) || (out == stdout ? fflush(out) : fclose(out)) || lost;
	if (lost && status != EXIT_FAILED) {
		fprintf(stderr, "kvet: %s: the output was not taken: %s\n",
			settings->output ? settings->output : "standard output",
			errno ? strerror(errno) : "write error");
		status = EXIT_FAILED;
	}
	kvet_store_free(settings->store);
	return status;
}

int settings_target(struct settings *settings, kvet_target **target)
{
	struct kvet_target_options *options = &settings->target;
	struct kvet_error error;

	options->size = sizeof(*options);
	if (options->root && options->input && strcmp(options->input, "host") != 0)
		return usage(settings, "--root stands for the host: '%s' cannot be both",
			options->input);
	return kvet_target_open(options, target, &error) ? fail(&error) : 0;
}

int settings_context(struct settings *settings, kvet_context **context)
{
	struct kvet_error error;

	*context = NULL;
	if (!settings->context)
		return 0;
	return kvet_context_read(settings->context, context, &error) ? fail(&error) : 0;
}

static int find_list(void *context, const struct kvet_holding *holding)
{
	if (strcmp(holding->name, "known exploited") == 0)
		*(bool *)context = holding->count > 0;
	return 0;
}

int settings_know_exploited(struct settings *settings, bool *known)
{
	struct kvet_error error;

	*known = false;
	return kvet_store_holdings(settings->store, find_list, known, &error)
		       ? fail(&error)
		       : 0;
}
