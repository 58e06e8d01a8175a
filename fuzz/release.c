/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any text as a release and as a release string: what is understood prints back to itself,
 * and the order and the rule keep what they promise. */
#include "release/release.h"

#include "target/target.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void expect(bool truth)
{
	if (!truth)
		abort();
}

static int sign(int number)
{
	return (number > 0) - (number < 0);
}

static void check_text(struct kvet_release release)
{
	char text[KVET_RELEASE_SIZE], line[KVET_RELEASE_SIZE];
	struct kvet_release again;

	expect(release_parse(bytes_of(kvet_release_text(release, text)), &again));
	expect(kvet_release_compare(release, again) == 0);
	expect(release_pack(release) == release_pack(again));
	expect(release_parse(bytes_of(kvet_release_line(release, line)), &again));
	expect(release_compare_line(release, again) == 0);
	again = release_unpack(release_pack(release));
	expect(kvet_release_compare(release, again) == 0);
}

static void check_two(struct kvet_release a, struct kvet_release b)
{
	int order = kvet_release_compare(a, b);

	expect(sign(order) == -sign(kvet_release_compare(b, a)));
	expect(kvet_release_compare(a, a) == 0 && release_contains(a, a));
	expect((order == 0) == (release_pack(a) == release_pack(b)));
	/* What is contained lies before, but for a candidate and its own release. */
	if (release_contains(a, b))
		expect(order >= 0 || release_compare_line(a, b) == 0);
	if (release_contains_fix(a, b))
		expect(release_contains(a, b));
	if (release_compare_line(a, b) < 0)
		expect(!release_contains(a, b));
}

static void check_target(const char *text)
{
	struct kvet_target *target;
	struct kvet_error error = {0};
	const char *note;

	int code = kvet_target_from_release(text, &target, &error);
	expect(code == (int)error.code);
	if (code) {
		expect(code == KVET_ERROR_INPUT && *error.message);
		return;
	}
	check_text(kvet_target_release(target));
	expect(kvet_release_compare(target->span.floor, target->span.ceiling) <= 0);
	for (size_t i = 0; (note = kvet_target_note(target, i)); i++)
		expect(*note);
	kvet_target_free(target);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bytes text = {size ? (const char *)data : NULL, size};
	struct kvet_release a, b;
	size_t taken = release_read(text, &a);

	expect(taken <= size);
	if (taken) {
		struct bytes rest = {text.data + taken, text.len - taken};

		check_text(a);
		rest.data += rest.len > 0;
		rest.len -= rest.len > 0;
		if (release_read(rest, &b))
			check_two(a, b);
	}
	expect(release_parse(text, &b) == (taken && taken == size));
	char *copy = malloc(size + 1);
	if (!copy)
		return 0;
	if (size)
		memcpy(copy, data, size);
	copy[size] = '\0';
	check_target(copy);
	free(copy);
	return 0;
}
