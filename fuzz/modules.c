/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any text as each of the lists of modules: what is understood is found again. The first
 * byte says which list. */
#include "target/modules.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void expect(bool truth)
{
	if (!truth)
		abort();
}

static int read_list(struct modules *modules, unsigned list, struct bytes text,
	struct kvet_error *error)
{
	switch (list % 5) {
	case 0:
		return modules_add_paths(modules, text, MODULE_BUILTIN, error);
	case 1:
		return modules_add_paths(modules, text, MODULE_INSTALLED, error);
	case 2:
		return modules_add_dependencies(modules, text, error);
	case 3:
		return modules_add_modinfo(modules, text, error);
	default:
		return modules_add_loaded(modules, text, error);
	}
}

static void check_module(const struct modules *modules, const struct module *module)
{
	expect(*module->name && !strchr(module->name, '-'));
	expect(module->state != MODULE_ABSENT);
	const struct module *named = modules_named(modules, module->name);
	while (named && named != module)
		named = named->same_name;
	expect(named == module);
	if (!*module->path)
		return;
	expect(module->path[0] != '/' && !strstr(module->path, "/../"));
	expect(modules_find(modules, module->path) == module);
	expect(modules_state(modules, module->path) == module->state);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct modules *modules = modules_new();

	/* Three lists behind one another, as a host has several. */
	for (size_t part = 0; modules && part < 3; part++) {
		size_t from = size * part / 3, to = size * (part + 1) / 3;
		struct bytes text = {(const char *)data + from + 1, to - from};
		struct kvet_error error = {0};

		if (to == from)
			continue;
		text.len--;
		int code = read_list(modules, data[from], text, &error);
		expect(code == (int)error.code);
		expect(!code || (code == KVET_ERROR_INPUT && *error.message));
	}
	for (size_t i = 0; modules && i < modules->names.count; i++) {
		const struct module *module = modules->names.entries[i].value;

		for (; module; module = module->same_name)
			check_module(modules, module);
	}
	modules_free(modules);
	return 0;
}
