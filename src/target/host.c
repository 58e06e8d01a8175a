/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a host says of its kernel: who it is, the most telling first, and where that is told
 * the rest lies. */
#include "target/hostfacts.h"

#include "target/hostconfig.h"
#include "target/hostkernels.h"
#include "target/hostpackage.h"
#include "target/rootfolder.h"
#include "util/error.h"

#include <ctype.h>
#include <stdlib.h>

#define HOST_TEXT_SIZE 4096
#define OS_RELEASE_MAX (64u << 10)

/* Longer than any that is one: what is cut here is none. */
#define UNAME_SIZE 256

struct reading {
	struct kvet_target *target;
	struct rootfolder root;
	struct hostkernels kernels;
	struct host_facts *facts;
	char release[UNAME_SIZE]; /* as uname -r says it, "" while it is not told */
	bool running;
};

/* A short text file, its first line alone; false when it is not there. */
static bool read_text(
	const struct rootfolder *root, const char *name, char text[HOST_TEXT_SIZE])
{
	struct rootfile file;

	if (rootfolder_read(root, name, HOST_TEXT_SIZE - 1, &file, NULL))
		return false;
	snprintf(text, HOST_TEXT_SIZE, "%.*s", (int)strcspn(file.data, "\n"), file.data);
	bool any = file.len > 0;
	free(file.data);
	return any;
}

/* What stands in VALUE's quotes, or before its end where it has none. */
static struct bytes unquoted(struct bytes value)
{
	char quote = value.len ? value.data[0] : '\0';

	if (quote == '"' || quote == '\'')
		value = (struct bytes){value.data + 1, value.len - 1};
	else
		quote = '"';
	const char *end = value.len ? memchr(value.data, quote, value.len) : NULL;
	if (end)
		value.len = (size_t)(end - value.data);
	return value;
}

/* PRETTY_NAME="Debian GNU/Linux 12 (bookworm)" out of os-release(5). */
static void read_distribution(const struct reading *reading)
{
	static const char name[] = "PRETTY_NAME=";
	size_t start = sizeof(name) - 1;
	struct rootfile file;
	struct bytes rest, line;

	if (rootfolder_read(
		    &reading->root, "etc/os-release", OS_RELEASE_MAX, &file, NULL))
		return;
	rest = (struct bytes){file.data, strlen(file.data)};
	while (bytes_next_line(&rest, &line)) {
		if (line.len < start || memcmp(line.data, name, start) != 0)
			continue;
		struct bytes value =
			unquoted((struct bytes){line.data + start, line.len - start});
		target_note(reading->target,
			"the system calls itself %.*s (/etc/os-release)",
			(int)(value.len < 100 ? value.len : 100), value.data);
		break;
	}
	free(file.data);
}

/* "Linux version 6.1.0-56-amd64 (...": uname -r, where /proc/sys is hidden. */
static void read_uname(struct reading *reading)
{
	static const char start[] = "Linux version ";
	char text[HOST_TEXT_SIZE];
	const char *word = text;

	if (!read_text(&reading->root, "proc/sys/kernel/osrelease", text)) {
		if (!read_text(&reading->root, "proc/version", text) ||
			strncmp(text, start, sizeof(start) - 1) != 0)
			return;
		word += sizeof(start) - 1;
	}
	snprintf(reading->release, sizeof(reading->release), "%.*s",
		(int)strcspn(word, " \t"), word);
	reading->running = *reading->release;
}

/* 1 when /proc tells nothing. */
static int read_running(struct reading *reading, struct kvet_error *error)
{
	struct kvet_target *target = reading->target;
	const struct rootfolder *root = &reading->root;
	char text[HOST_TEXT_SIZE];

	if (read_text(root, "proc/version_signature", text) &&
		target_read_signature(target, text, NULL) == 0) {
		target_note(target, "release from /proc/version_signature: %.200s", text);
		return 0;
	}
	if (read_text(root, "proc/version", text) &&
		target_read_banner(target, text, error) == 0) {
		target_note(target, "release from /proc/version: %.200s", text);
		return 0;
	}
	if (read_text(root, "proc/sys/kernel/osrelease", text)) {
		target_note(
			target, "release from /proc/sys/kernel/osrelease: %.200s", text);
		return target_read_release(target, text, error);
	}
	return 1;
}

/* The names of the other kernels, as far as they fit a note. */
static void note_others(const struct reading *reading, const char *words)
{
	char text[300] = "";
	size_t used = 0;

	for (size_t i = 0; i < reading->kernels.count; i++) {
		const char *release = reading->kernels.kernels[i].release;
		size_t len = strlen(release);

		if (strcmp(release, reading->release) == 0)
			continue;
		if (used + len + 8 > sizeof(text)) {
			used += (size_t)snprintf(
				text + used, sizeof(text) - used, ", ...");
			break;
		}
		used += (size_t)snprintf(text + used, sizeof(text) - used, "%s%s",
			used ? ", " : "", release);
	}
	if (used)
		target_note(reading->target, "%s: %s", words, text);
}

/* What the kernel that does not run says of itself, where its image bears the name that its
 * banner says. */
static bool read_banner(struct reading *reading)
{
	struct kvet_target *target = reading->target;
	char path[HOSTKERNELS_PATH_SIZE], start[UNAME_SIZE + 16];
	struct rootfile file;
	struct image image;

	if (!reading->facts ||
		!hostkernels_image(&reading->root, reading->release, false, path) ||
		rootfolder_read(&reading->root, path, IMAGE_FILE_MAX, &file, NULL))
		return false;
	int code = image_parse(
		(struct bytes){file.data, file.len}, path, &target->arena, &image, NULL);
	free(file.data);
	if (code)
		return false;
	reading->facts->parsed = image;
	int len = snprintf(start, sizeof(start), "Linux version %s ", reading->release);
	if (strncmp(image.banner, start, (size_t)len) != 0 ||
		target_read_banner(target, image.banner, NULL) != 0)
		return false;
	target_note(target, "release from the image /%s: %.200s", path, image.banner);
	return true;
}

/* By the image, the package, or the name that the kernel's files bear. */
static int read_files(struct reading *reading, struct kvet_error *error)
{
	struct kvet_target *target = reading->target;
	struct hostpackage package;
	char banner[HOST_TEXT_SIZE];

	snprintf(reading->release, sizeof(reading->release), "%s",
		reading->kernels.kernels[0].release);
	if (read_banner(reading))
		return 0;
	if (hostpackage_find(&reading->root, reading->release, &package) &&
		package.debian) {
		/* As the kernel would say it, were it running. */
		snprintf(banner, sizeof(banner), "Linux version %s (x) Debian %s",
			reading->release, package.version);
		if (target_read_banner(target, banner, NULL) == 0) {
			target_note(target,
				"release from the package %s %s "
				"(/var/lib/dpkg/status)",
				package.name, package.version);
			return 0;
		}
	}
	target_note(target,
		"release from the kernel's files in /boot and "
		"/usr/lib/modules: %s",
		reading->release);
	return target_read_release(target, reading->release, error);
}

static int not_told(const struct reading *reading, struct kvet_error *error)
{
	error_set(error, KVET_ERROR_NOT_FOUND, reading->root.path,
		"the kernel's release cannot be read: neither proc/version nor "
		"proc/sys/kernel/osrelease is there, nor a kernel in boot or "
		"usr/lib/modules");
	error_hint(error, "name the release: kvet check 6.1.147");
	return KVET_ERROR_NOT_FOUND;
}

static int read_release(struct reading *reading, struct kvet_error *error)
{
	struct kvet_error why = {0};
	int code = read_running(reading, &why);

	if (code > 0 && reading->kernels.count) {
		code = read_files(reading, &why);
		note_others(reading, "other kernels lie there too, this is the newest");
	} else if (code > 0 && why.code == KVET_ERROR_INPUT) {
		code = why.code; /* what /proc/version says is no kernel's banner */
	} else if (code > 0) {
		return not_told(reading, error);
	}
	if (code && error)
		*error = why;
	return code;
}

/* 12,345 */
static const char *grouped(size_t number, char text[32])
{
	char digits[24];
	int len = snprintf(digits, sizeof(digits), "%zu", number);
	size_t used = 0;

	for (int i = 0; i < len; i++) {
		if (i && (len - i) % 3 == 0)
			text[used++] = ',';
		text[used++] = digits[i];
	}
	text[used] = '\0';
	return text;
}

static void note_options(const struct reading *reading, const struct kvet_error *damaged)
{
	const struct options *options = reading->facts->options;
	char count[32];

	if (*damaged->message)
		target_note(reading->target, "%.200s cannot be read: %.200s",
			damaged->path, damaged->message);
	if (options)
		target_note(reading->target, "configuration: %.300s (%s options on)",
			options->source, grouped(options->set, count));
	else
		target_note(reading->target,
			"configuration: none of this kernel in /proc/config.gz, /boot or "
			"/usr/lib/modules");
}

static int read_options(struct reading *reading, struct kvet_error *error)
{
	struct kvet_error damaged = {0};
	int code = hostconfig_read(&reading->root, reading->release, reading->running,
		&reading->facts->options, &damaged, error);

	if (code == KVET_ERROR_MEMORY)
		return code;
	note_options(reading, &damaged);
	return 0;
}

static void note_modules(const struct reading *reading)
{
	static const char *const words[] = {"built in", "installed", "loaded"};
	const struct modules *modules = reading->facts->modules;
	char text[200] = "", count[32];
	size_t used = 0;

	for (size_t i = 0; i < MODULE_LISTS; i++) {
		if (*modules->lists[i].trouble)
			target_note(reading->target, "%.300s", modules->lists[i].trouble);
		if (modules->lists[i].known)
			used += (size_t)snprintf(text + used, sizeof(text) - used,
				"%s%s %s%s", used ? ", " : "",
				grouped(modules->lists[i].count, count), words[i],
				i == MODULES_INSTALLED && strstr(modules->lists[i].source,
								  "/modules.")
					? " (a list says)"
					: "");
	}
	if (used)
		target_note(reading->target, "modules: %s", text);
	else
		target_note(reading->target,
			"modules: no list of them in /usr/lib/modules or /proc");
}

static int read_modules(struct reading *reading, struct kvet_error *error)
{
	int code = modules_read(&reading->root, reading->release, reading->running,
		&reading->facts->modules, error);

	if (!code)
		note_modules(reading);
	return code;
}

/* The package's version, as the kernel says it itself: "Debian 6.1.192-2", or with Ubuntu's
 * flavour behind, "Ubuntu 5.15.0-91.101-generic". */
static bool running_version(
	const struct kvet_target *target, char version[HOSTPACKAGE_TEXT_SIZE])
{
	const char *space = strchr(target->distribution, ' ');
	const char *text = space ? space + 1 : "";
	size_t len = strlen(text);

	if (strncmp(target->distribution, "Ubuntu ", 7) == 0) {
		for (const char *dash = strchr(text, '-'); dash;
			dash = strchr(dash + 1, '-')) {
			if (!isalpha((unsigned char)dash[1]))
				continue;
			len = (size_t)(dash - text);
			break;
		}
	}
	snprintf(version, HOSTPACKAGE_TEXT_SIZE, "%.*s", (int)len, text);
	return len && isdigit((unsigned char)*text);
}

static void note_changelog(const struct reading *reading)
{
	const struct changelog *changelog = reading->facts->changelog;
	char count[32], release[KVET_RELEASE_SIZE];

	target_note(reading->target,
		"changelog: %.200s marks %s CVEs as fixed up to %.80s", changelog->source,
		grouped(changelog->fixes.count, count), changelog->version);
	if (changelog->upstream_known)
		target_note(reading->target,
			"changelog: the newest upstream release it names is %s",
			kvet_release_text(changelog->upstream, release));
}

static int no_memory(struct kvet_error *error)
{
	return error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
}

/* Only dpkg's systems have one: others need no note that it is missing. */
static int read_package(struct reading *reading, struct kvet_error *error)
{
	char version[HOSTPACKAGE_TEXT_SIZE];
	struct hostpackage package;
	struct kvet_error why = {0};
	bool installed = hostpackage_find(&reading->root, reading->release, &package);

	bool told = running_version(reading->target, version);
	if (!told && installed && !reading->running) {
		snprintf(version, sizeof(version), "%s", package.version);
		told = true;
	}
	/* What is installed may be newer than what still runs. */
	if (told && installed && strcmp(package.version, version) != 0)
		target_note(reading->target,
			"the package that is installed is %s %s, what runs is of %s",
			package.name, package.version, version);
	/* Its entries may be of a version that was never installed here. */
	if (!told)
		return 0;
	int code = hostpackage_changelog(&reading->root, reading->release, version,
		&reading->facts->changelog, &why);
	if (code == KVET_ERROR_MEMORY)
		return no_memory(error);
	if (code)
		target_note(reading->target, "changelog: %.200s%s%.200s", why.path,
			*why.path ? ": " : "", why.message);
	else
		note_changelog(reading);
	return 0;
}

static void read_image(struct reading *reading)
{
	struct host_facts *facts = reading->facts;
	char path[HOSTKERNELS_PATH_SIZE];
	bool told = *reading->release;

	facts->image_named =
		told && hostkernels_image(&reading->root, reading->release, false, path);
	if (facts->image_named ||
		hostkernels_image(&reading->root, reading->release, true, path))
		facts->image = arena_text(&facts->arena, bytes_of(path));
	if (*facts->image && !facts->parsed.kind) /* else its own note says so */
		target_note(reading->target, "kernel image: /%s%s", facts->image,
			facts->image_named ? ""
					   : " (its name does not say of which release)");
}

static int read_facts(struct reading *reading, struct kvet_error *error)
{
	struct host_facts *facts = reading->facts;

	facts->running = reading->running;
	facts->release = arena_text(&facts->arena, bytes_of(reading->release));
	read_image(reading);
	/* Never a path out of what is no release. */
	if (!hostkernels_is_release(reading->release))
		return 0;
	int code = read_options(reading, error);
	if (!code)
		code = read_modules(reading, error);
	if (!code)
		code = read_package(reading, error);
	if (!code && facts->arena.failed)
		code = error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	return code;
}

static void note_absent(const struct reading *reading)
{
	for (size_t i = 0; i < reading->kernels.count; i++) {
		if (strcmp(reading->kernels.kernels[i].release, reading->release) == 0)
			return;
	}
	note_others(reading, "the kernel that runs is none of those installed here");
}

static int read_host(struct reading *reading, struct kvet_error *error)
{
	int code = hostkernels_find(&reading->root, &reading->kernels, error);

	if (code)
		return code;
	read_uname(reading);
	code = read_release(reading, error);
	if (!code)
		read_distribution(reading);
	if (!reading->facts)
		return code;
	if (code) {
		read_image(reading);
		return code;
	}
	if (reading->running)
		note_absent(reading);
	return read_facts(reading, error);
}

int host_read(struct kvet_target *target, const char *root, struct host_facts *facts,
	struct kvet_error *error)
{
	struct reading reading = {.target = target, .facts = facts};

	if (facts)
		*facts = (struct host_facts){.release = "", .image = ""};
	int code = rootfolder_open(&reading.root, root, error);
	if (code)
		return code;
	code = read_host(&reading, error);
	hostkernels_release(&reading.kernels);
	rootfolder_close(&reading.root);
	return code;
}

void host_facts_release(struct host_facts *facts)
{
	options_free(facts->options);
	modules_free(facts->modules);
	changelog_free(facts->changelog);
	arena_release(&facts->arena);
	*facts = (struct host_facts){.release = "", .image = ""};
}

int kvet_target_from_host(const char *root, kvet_target **out, struct kvet_error *error)
{
	struct kvet_target *target = target_new("host", "host");

	if (!target)
		return error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	return target_finish(target, host_read(target, root, NULL, error), out, error);
}
