/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "target/dpkgstatus.h"

/* "Version: 6.1.192-2", with FIELD "Version:": its value. */
static bool read_field(struct bytes line, const char *field, struct bytes *value)
{
	size_t len = strlen(field);

	if (line.len < len || memcmp(line.data, field, len) != 0)
		return false;
	*value = (struct bytes){line.data + len, line.len - len};
	while (value->len && value->data[0] == ' ') {
		value->data++;
		value->len--;
	}
	return true;
}

/* The fields of one package, as far as they are told of here. */
struct stanza {
	struct bytes name, status;
	struct dpkg_package package;
};

static void read_line(struct stanza *stanza, struct bytes line)
{
	struct {
		const char *field;
		struct bytes *value;
	} fields[] = {
		{"Package:", &stanza->name},
		{"Status:", &stanza->status},
		{"Version:", &stanza->package.version},
		{"Maintainer:", &stanza->package.maintainer},
	};

	for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); i++) {
		if (read_field(line, fields[i].field, fields[i].value))
			return;
	}
}

/* A package that was removed leaves "deinstall ok config-files". */
static bool is_wanted(const struct stanza *stanza, const char *name)
{
	static const char installed[] = " ok installed";
	size_t len = sizeof(installed) - 1;

	return bytes_equal(stanza->name, name) && stanza->status.len > len &&
	       memcmp(stanza->status.data + stanza->status.len - len, installed, len) ==
		       0;
}

bool dpkgstatus_find(struct bytes text, const char *name, struct dpkg_package *out)
{
	struct stanza stanza = {0};
	struct bytes line;

	while (bytes_next_line(&text, &line)) {
		if (line.len)
			read_line(&stanza, line);
		if (line.len && text.len)
			continue;
		if (is_wanted(&stanza, name) && stanza.package.version.len) {
			*out = stanza.package;
			return true;
		}
		stanza = (struct stanza){0};
	}
	return false;
}
