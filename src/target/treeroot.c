/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "target/treeroot.h"

#include <stdio.h>

static bool starts_with(struct bytes text, struct bytes start)
{
	return start.len && text.len >= start.len &&
	       memcmp(text.data, start.data, start.len) == 0;
}

static struct bytes behind(struct bytes text, size_t len)
{
	return (struct bytes){text.data + len, text.len - len};
}

bool treeroot_of_main(struct bytes path, struct bytes *tree)
{
	static const char name[] = "init/main.c";
	size_t len = sizeof(name) - 1;

	if (path.len < len || memcmp(path.data + path.len - len, name, len) != 0)
		return false;
	path.len -= len;
	if (path.len && path.data[path.len - 1] != '/')
		return false;
	if (bytes_equal(path, "./"))
		path.len = 0;
	*tree = path;
	return true;
}

size_t treeroot_below(
	const struct treeroot *root, struct bytes path, char text[COMPILED_PATH_MAX])
{
	if (starts_with(path, root->tree))
		return compiled_normalise(behind(path, root->tree.len), text);
	if (starts_with(path, root->also))
		return compiled_normalise(behind(path, root->also.len), text);
	/* An absolute path is somebody else's: compiled_normalise() refuses it. */
	return root->relative ? compiled_normalise(path, text) : 0;
}

/*
 * Device trees are compiled through links that the kernel's tree has, and records name
 * the file behind them. The second column is what takes the place of the first.
 */
static const char *const links[][2] = {
	{"scripts/dtc/include-prefixes/dt-bindings/", "include/dt-bindings/"},
	{"include/dt-bindings/input/linux-event-codes.h",
		"include/uapi/linux/input-event-codes.h"},
};
static const char dts_links[] = "scripts/dtc/include-prefixes/";

static size_t join(const char *folder, struct bytes rest, char text[COMPILED_PATH_MAX])
{
	size_t len = strlen(folder);

	if (len + rest.len >= COMPILED_PATH_MAX)
		return 0;
	memcpy(text, folder, len);
	memcpy(text + len, rest.data, rest.len);
	return len + rest.len;
}

/* scripts/dtc/include-prefixes/arm64/qcom/x.dtsi is arch/arm64/boot/dts/qcom/x.dtsi. */
static size_t behind_dts_link(struct bytes path, char text[COMPILED_PATH_MAX])
{
	struct bytes rest = behind(path, sizeof(dts_links) - 1);
	const char *slash = memchr(rest.data, '/', rest.len);
	size_t arch = slash ? (size_t)(slash - rest.data) : 0;
	char folder[80];

	if (!arch || arch > 32)
		return 0;
	snprintf(folder, sizeof(folder), "arch/%.*s/boot/dts", (int)arch, rest.data);
	return join(folder, behind(rest, arch), text);
}

/* The file that PATH is a link to, into TEXT; 0 when it is none. */
static size_t behind_link(struct bytes path, char text[COMPILED_PATH_MAX])
{
	for (size_t i = 0; i < sizeof(links) / sizeof(*links); i++) {
		struct bytes from = bytes_of(links[i][0]);

		if (starts_with(path, from))
			return join(links[i][1], behind(path, from.len), text);
	}
	return starts_with(path, bytes_of(dts_links)) ? behind_dts_link(path, text) : 0;
}

bool treeroot_add(
	const struct treeroot *root, struct bytes path, struct compiled *compiled)
{
	char texts[3][COMPILED_PATH_MAX];
	size_t len = treeroot_below(root, path, texts[0]);

	/* A link leads to a link at most once. */
	for (int i = 0; len; i++) {
		struct bytes below = {texts[i], len};

		if (!compiled_add(compiled, below))
			return false;
		len = i < 2 ? behind_link(below, texts[i + 1]) : 0;
	}
	return true;
}
