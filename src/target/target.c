/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "target/target.h"

#include "target/identity.h"

#include "util/error.h"

#include <stdarg.h>
#include <stdlib.h>

struct kvet_target *target_new(const char *input, const char *kind)
{
	struct kvet_target *target = calloc(1, sizeof(*target));

	if (!target)
		return NULL;
	target->input = arena_text(&target->arena, bytes_of(input));
	target->kind = kind;
	target->distribution = target->purl = target->cpe = "";
	return target;
}

void kvet_target_free(kvet_target *target)
{
	if (!target || __atomic_fetch_sub(&target->references, 1, __ATOMIC_ACQ_REL) > 0)
		return;
	built_release(&target->built);
	changelog_free(target->changelog);
	decisions_free(target->decisions);
	arena_release(&target->arena);
	free(target);
}

int target_finish(struct kvet_target *target, int code, struct kvet_target **out,
	struct kvet_error *error)
{
	if (!code)
		identity_make(target);
	if (!code && target->arena.failed)
		code = error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	if (code) {
		kvet_target_free(target);
		return code;
	}
	kvet_release_text(target->release, target->release_text);
	kvet_release_line(target->release, target->line_text);
	*out = target;
	return 0;
}

struct product_names target_names(const struct kvet_target *target)
{
	return (struct product_names){
		target->release, target->input, target->distribution, target->product};
}

/* From several threads: each result has its own handle, and all look at one target. */
struct kvet_target *target_hold(const struct kvet_target *target)
{
	struct kvet_target *held = (struct kvet_target *)(uintptr_t)target;

	__atomic_add_fetch(&held->references, 1, __ATOMIC_RELAXED);
	return held;
}

void target_note(struct kvet_target *target, const char *format, ...)
{
	char text[512];
	va_list args;

	if (target->note_count == TARGET_NOTES_MAX)
		return;
	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	target->notes[target->note_count++] = arena_text(&target->arena, bytes_of(text));
}

void target_warn(struct kvet_target *target, const char *format, ...)
{
	char text[512];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	/* A description may have said so. */
	for (size_t i = 0; i < target->note_count; i++) {
		if (strcmp(target->notes[i], text) == 0) {
			memmove(target->notes + i, target->notes + i + 1,
				(target->note_count - i - 1) * sizeof(*target->notes));
			target->note_count--;
			target->warning_count -= i < target->warning_count;
			break;
		}
	}
	if (target->note_count == TARGET_NOTES_MAX) /* there is always room for these */
		target->note_count--;
	if (target->warning_count == TARGET_NOTES_MAX)
		return;
	memmove(target->notes + target->warning_count + 1,
		target->notes + target->warning_count,
		(target->note_count - target->warning_count) * sizeof(*target->notes));
	target->notes[target->warning_count++] =
		arena_text(&target->arena, bytes_of(text));
	target->note_count++;
}

const char *kvet_target_input(const kvet_target *target)
{
	return target->input;
}

const char *kvet_target_kind(const kvet_target *target)
{
	return target->kind;
}

struct kvet_release kvet_target_release(const kvet_target *target)
{
	return target->release;
}

const char *kvet_target_distribution(const kvet_target *target)
{
	return target->distribution;
}

bool kvet_target_upper_bound(const kvet_target *target)
{
	return target->upper_bound;
}

bool kvet_target_knows_build(const kvet_target *target)
{
	return built_can_tell(&target->built);
}

int kvet_target_undecided(const kvet_target *target,
	int (*each)(void *context, const char *path, const char *why), void *context)
{
	return target->built.tree ? built_each_undecided(&target->built, each, context)
				  : 0;
}

const char *kvet_target_note(const kvet_target *target, size_t index)
{
	return index < target->note_count ? target->notes[index] : NULL;
}
