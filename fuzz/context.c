/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any bytes as a context; what is understood is written and read again. */
#include "context/environment.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void expect(bool truth)
{
	if (!truth)
		abort();
}

static void write_and_read(const kvet_context *context)
{
	kvet_context *again;
	char *text = NULL;
	size_t len = 0;
	FILE *out = open_memstream(&text, &len);

	expect(out && kvet_context_new(&again, NULL) == 0);
	expect(kvet_context_write(context, out, NULL) == 0);
	expect(fclose(out) == 0);
	expect(context_parse(again, (struct bytes){text, len}, "again", NULL) == 0);
	expect(memcmp(context->said, again->said, sizeof(context->said)) == 0);
	for (size_t i = 0; i <= context->option_count + context->subsystem_count; i++) {
		const char *need = kvet_context_need(context, i);
		const char *same = kvet_context_need(again, i);

		expect(need ? same && strcmp(need, same) == 0 : !same);
	}
	kvet_context_free(again);
	free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bytes text = {size ? (const char *)data : NULL, size};
	struct kvet_error error = {0};
	kvet_context *context;

	expect(kvet_context_new(&context, NULL) == 0);
	int code = context_parse(context, text, "fuzz", &error);

	expect(code == (int)error.code);
	expect(!code || *error.message);
	if (!code)
		write_and_read(context);
	kvet_context_free(context);
	return 0;
}
