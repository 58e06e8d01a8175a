/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "release/release.h"

#include "util/error.h"

/* The last series whose lines have three numbers: 2.6.32 is a line, 3.2 is one. */
#define LAST_THREE_NUMBER_MAJOR 2

/* What release_pack has room for, and more than the kernel will need in our time. */
#define MAJOR_MAX 127
#define MINOR_MAX 4095

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Returns the digits taken; 0 when there are none or the number is absurd. */
static size_t read_number(struct bytes text, uint16_t *number)
{
	unsigned value = 0;
	size_t i;

	for (i = 0; i < text.len && is_digit(text.data[i]); i++) {
		value = value * 10 + (unsigned)(text.data[i] - '0');
		if (value >= RELEASE_STABLE_LAST)
			return 0;
	}
	*number = (uint16_t)value;
	return i;
}

static struct bytes bytes_from(struct bytes text, size_t start)
{
	return (struct bytes){text.data + start, text.len - start};
}

/* Up to four numbers with dots between; returns the bytes taken. */
static size_t read_numbers(struct bytes text, uint16_t numbers[4], unsigned *count)
{
	size_t taken = read_number(text, &numbers[0]);

	*count = taken > 0;
	while (taken && *count < 4 && taken + 1 < text.len && text.data[taken] == '.') {
		size_t more = read_number(bytes_from(text, taken + 1), &numbers[*count]);

		if (!more)
			break;
		taken += 1 + more;
		++*count;
	}
	return taken;
}

/* `-rc2` or `~rc2`; returns the bytes taken. */
static size_t read_candidate(struct bytes text, uint16_t *candidate)
{
	if (text.len < 4 || (text.data[0] != '-' && text.data[0] != '~') ||
		text.data[1] != 'r' || text.data[2] != 'c')
		return 0;
	size_t digits = read_number(bytes_from(text, 3), candidate);

	return digits && *candidate ? 3 + digits : 0;
}

size_t release_read(struct bytes text, struct kvet_release *release)
{
	uint16_t n[4] = {0};
	unsigned count;
	size_t taken = read_numbers(text, n, &count);
	bool three = n[0] <= LAST_THREE_NUMBER_MAJOR;

	if (!taken || count < (three ? 3u : 2u))
		return 0;
	if (!three && count == 4) { /* 5.15.153.1: the last number is a vendor's */
		while (text.data[taken - 1] != '.')
			taken--;
		taken--;
		count = 3;
	}
	if (n[0] > MAJOR_MAX || n[1] > MINOR_MAX || (three && n[2] > MINOR_MAX))
		return 0;
	struct kvet_release found = {
		.major = n[0],
		.minor = n[1],
		.micro = three ? n[2] : 0,
		.stable = three ? n[3] : n[2],
	};
	taken += read_candidate(bytes_from(text, taken), &found.candidate);
	*release = found;
	return taken;
}

bool release_parse(struct bytes text, struct kvet_release *release)
{
	struct kvet_release found;

	if (!text.len || release_read(text, &found) != text.len)
		return false;
	*release = found;
	return true;
}

int kvet_release_parse(
	const char *text, struct kvet_release *release, struct kvet_error *error)
{
	if (release_parse(bytes_of(text), release))
		return 0;
	error_set(error, KVET_ERROR_INPUT, NULL, "'%.80s' is not a kernel release", text);
	error_hint(error, "releases look like 6.1.55, 6.13-rc2 or 2.6.32.70");
	return KVET_ERROR_INPUT;
}

/* Releases are written by the ten thousand: printf would take longer than all the rest. */
static char *write_number(char *end, unsigned number)
{
	char digits[8];
	size_t count = 0;

	do {
		digits[count++] = (char)('0' + number % 10);
		number /= 10;
	} while (number);
	while (count)
		*end++ = digits[--count];
	return end;
}

static char *write_line(struct kvet_release release, char *text)
{
	char *end = write_number(text, release.major);

	*end++ = '.';
	end = write_number(end, release.minor);
	if (release.major <= LAST_THREE_NUMBER_MAJOR) {
		*end++ = '.';
		end = write_number(end, release.micro);
	}
	return end;
}

const char *kvet_release_line(struct kvet_release release, char text[KVET_RELEASE_SIZE])
{
	*write_line(release, text) = '\0';
	return text;
}

const char *kvet_release_text(struct kvet_release release, char text[KVET_RELEASE_SIZE])
{
	char *end = write_line(release, text);

	if (release.stable) {
		*end++ = '.';
		end = write_number(end, release.stable);
	}
	if (release.candidate)
		end = write_number(stpcpy(end, "-rc"), release.candidate);
	*end = '\0';
	return text;
}

int64_t release_pack(struct kvet_release release)
{
	return (int64_t)release.major << 56 | (int64_t)release.minor << 44 |
	       (int64_t)release.micro << 32 | (int64_t)release.stable << 16 |
	       (int64_t)release.candidate;
}

struct kvet_release release_unpack(int64_t packed)
{
	return (struct kvet_release){
		.major = packed >> 56 & MAJOR_MAX,
		.minor = packed >> 44 & MINOR_MAX,
		.micro = packed >> 32 & MINOR_MAX,
		.stable = packed >> 16 & UINT16_MAX,
		.candidate = packed & UINT16_MAX,
	};
}

struct kvet_release release_series_last(unsigned major, unsigned minor)
{
	return (struct kvet_release){
		.major = (uint16_t)major,
		.minor = (uint16_t)minor,
		.micro = MINOR_MAX,
		.stable = RELEASE_STABLE_LAST,
	};
}

static int compare_keys(uint64_t a, uint64_t b)
{
	return (a > b) - (a < b);
}

int release_compare_line(struct kvet_release a, struct kvet_release b)
{
	return compare_keys(release_line_key(a), release_line_key(b));
}

int kvet_release_compare(struct kvet_release a, struct kvet_release b)
{
	return release_compare(a, b);
}

bool release_contains(struct kvet_release release, struct kvet_release event)
{
	int line = release_compare_line(release, event);

	if (line)
		return line > 0 && !event.stable;
	return release_is_mainline(event) || kvet_release_compare(release, event) >= 0;
}

bool release_contains_fix(struct kvet_release release, struct kvet_release event)
{
	bool undecided = release.candidate && !release.stable &&
			 release_is_mainline(event) &&
			 release_compare_line(release, event) == 0;

	return !undecided && release_contains(release, event);
}
