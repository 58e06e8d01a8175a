/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "target/cmdfile.h"

#include "util/error.h"

static bool starts_with(struct bytes text, const char *start)
{
	size_t len = strlen(start);

	return text.len >= len && memcmp(text.data, start, len) == 0;
}

static struct bytes behind(struct bytes text, size_t len)
{
	return (struct bytes){text.data + len, text.len - len};
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static struct bytes trimmed(struct bytes text)
{
	while (text.len && is_blank(text.data[0]))
		text = behind(text, 1);
	while (text.len && is_blank(text.data[text.len - 1]))
		text.len--;
	return text;
}

/* `KIND_TARGET := VALUE`: false when LINE is something else. */
static bool assignment(
	struct bytes line, const char *kind, struct bytes *target, struct bytes *value)
{
	if (!starts_with(line, kind))
		return false;
	struct bytes name = behind(line, strlen(kind));
	const char *sign = memmem(name.data, name.len, " := ", 4);
	/* A command of nothing, or a list that starts on the next line. */
	bool empty =
		!sign && name.len > 3 && memcmp(name.data + name.len - 3, " :=", 3) == 0;

	if (!sign && !empty)
		return false;
	*target = (struct bytes){
		name.data, sign ? (size_t)(sign - name.data) : name.len - 3};
	*value = sign ? trimmed(behind(name, target->len + 4))
		      : (struct bytes){name.data + name.len, 0};
	return target->len > 0;
}

/* Takes the lines that continue each other; false when the text ends in the midst. */
static bool read_deps(struct bytes *rest, struct bytes *deps)
{
	struct bytes line;

	*deps = (struct bytes){rest->data, 0};
	while (bytes_next_line(rest, &line)) {
		deps->len = (size_t)(line.data + line.len - deps->data);
		line = trimmed(line);
		if (!line.len || line.data[line.len - 1] != '\\')
			return true;
	}
	return false;
}

/* What a file says, and whether fixdep's last line, `$(deps_TARGET):`, was there. */
struct reading {
	struct cmdfile file;
	bool found, ended;
};

static bool read_line(struct reading *reading, struct bytes line, struct bytes *rest)
{
	struct cmdfile *file = &reading->file;
	struct bytes target, value;

	if (starts_with(line, "saved"))
		line = behind(line, 5);
	if (!reading->found && assignment(line, "cmd_", &target, &value)) {
		file->target = target;
		file->command = value;
		reading->found = true;
	} else if (!file->source.len && assignment(line, "source_", &target, &value)) {
		file->source = value;
	} else if (!file->deps.len && assignment(line, "deps_", &target, &value)) {
		return !bytes_equal(value, "\\") || read_deps(rest, &file->deps);
	}
	reading->ended |= starts_with(line, "$(deps_");
	return true;
}

int cmdfile_read(struct bytes text, struct cmdfile *out, struct kvet_error *error)
{
	struct reading reading = {0};
	struct bytes line;
	bool whole = true;

	if (text.len && memchr(text.data, '\0', text.len))
		return error_set(
			error, KVET_ERROR_INPUT, NULL, "a NUL byte stands in it");
	while (whole && bytes_next_line(&text, &line))
		whole = read_line(&reading, line, &text);
	if (!reading.found)
		return error_set(error, KVET_ERROR_INPUT, NULL,
			"no command of a kernel build stands in it");
	if (!whole || (reading.file.source.len && !reading.ended))
		return error_set(error, KVET_ERROR_INPUT, NULL,
			"it ends before its list of files does");
	*out = reading.file;
	return 0;
}

static bool parts_deps(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/* `$(wildcard ...)` may hold blanks: its end is the parenthesis. */
static size_t dep_len(struct bytes text)
{
	size_t len = 0;

	if (text.data[0] == '$' && starts_with(text, "$(wildcard ")) {
		const char *close = memchr(text.data, ')', text.len);

		if (close)
			return (size_t)(close + 1 - text.data);
	}
	while (len < text.len && !parts_deps(text.data[len]))
		len++;
	return len;
}

bool cmdfile_next_dep(struct bytes *deps, struct bytes *dep)
{
	for (;;) {
		while (deps->len && parts_deps(deps->data[0]))
			*deps = behind(*deps, 1);
		if (!deps->len)
			return false;
		*dep = (struct bytes){deps->data, dep_len(*deps)};
		*deps = behind(*deps, dep->len);
		if (!bytes_equal(*dep, "\\") && !starts_with(*dep, "$("))
			return true;
	}
}

static bool parts_words(char c)
{
	return c && strchr(" \t;|&<>()\"'", c) != NULL;
}

bool cmdfile_next_word(struct bytes *command, struct bytes *word)
{
	size_t len = 0;

	while (command->len && parts_words(command->data[0]))
		*command = behind(*command, 1);
	while (len < command->len && !parts_words(command->data[len]))
		len++;
	*word = (struct bytes){command->data, len};
	*command = behind(*command, len);
	return len > 0;
}

bool cmdfile_command_has(struct bytes command, const char *word)
{
	size_t len = strlen(word);
	const char *found;

	while (command.len && (found = memmem(command.data, command.len, word, len))) {
		size_t at = (size_t)(found - command.data);
		bool first = !at || parts_words(found[-1]);

		command = behind(command, at + len);
		if (first && (!command.len || parts_words(command.data[0])))
			return true;
	}
	return false;
}
