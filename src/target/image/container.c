/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "target/image/container.h"

#include "target/image/field.h"
#include "util/error.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

int container_cut(const char *path, const char *what, size_t wanted, size_t len,
	struct kvet_error *error)
{
	error_set(error, KVET_ERROR_INPUT, path,
		"truncated image: its %s needs %zu bytes, there are %zu", what, wanted,
		len);
	error_hint(error, "fetch the file again");
	return KVET_ERROR_INPUT;
}

/* A number that stands for an architecture, in ELF, PE and uImage headers. */
struct arch_number {
	unsigned number;
	const char *arch;
};

static const char *arch_find(
	const struct arch_number *table, size_t count, unsigned number)
{
	for (size_t i = 0; i < count; i++) {
		if (table[i].number == number)
			return table[i].arch;
	}
	return "";
}

/* ELF: a vmlinux, or the wrapper that some architectures make around a packed one. */

static bool elf_fits(struct bytes file)
{
	return field_is(file, 0, "\177ELF", 4);
}

/* The machines of elf.h that Linux runs on. */
static const struct arch_number elf_machines[] = {
	{2, "sparc"},
	{3, "x86"},
	{4, "m68k"},
	{8, "mips"},
	{15, "parisc"},
	{20, "powerpc"},
	{21, "powerpc"},
	{22, "s390"},
	{40, "arm"},
	{42, "sh"},
	{43, "sparc"},
	{50, "ia64"},
	{62, "x86"},
	{92, "openrisc"},
	{93, "arc"},
	{94, "xtensa"},
	{113, "nios2"},
	{164, "hexagon"},
	{183, "arm64"},
	{189, "microblaze"},
	{195, "arc"},
	{243, "riscv"},
	{252, "csky"},
	{258, "loongarch"},
	{0x9026, "alpha"},
};

const char *container_elf_arch(struct bytes file)
{
	bool big = field_u8(file, 5) == 2;
	uint8_t first = field_u8(file, 18), second = field_u8(file, 19);
	unsigned machine =
		big ? (unsigned)first << 8 | second : (unsigned)second << 8 | first;

	return elf_fits(file) ? arch_find(elf_machines, COUNT(elf_machines), machine)
			      : "";
}

static int elf_open(struct bytes file, const char *path, struct arena *arena,
	struct payload *payload, struct kvet_error *error)
{
	(void)path;
	(void)arena;
	(void)error;
	payload->data = file;
	payload->form = PAYLOAD_KERNEL;
	payload->arch = container_elf_arch(file);
	return 0;
}

/* x86: Documentation/arch/x86/boot.rst. */

#define SETUP_SECTS 0x1f1
#define SETUP_SIGNATURE 0x1fe
#define SETUP_MAGIC 0x202
#define SETUP_PROTOCOL 0x206
#define SETUP_KERNEL_VERSION 0x20e
#define SETUP_LOADFLAGS 0x211
#define SETUP_PAYLOAD_OFFSET 0x248
#define SETUP_PAYLOAD_LENGTH 0x24c

#define SECTOR 512u
#define SETUP_VERSION_MAX 512u
/* From this protocol on the header says where the payload is. */
#define PROTOCOL_PAYLOAD 0x0208

static bool x86_setup_fits(struct bytes file)
{
	return field_is(file, SETUP_SIGNATURE, "\x55\xaa", 2) &&
	       field_is(file, SETUP_MAGIC, "HdrS", 4);
}

/* The kernel is loaded high: all but the smallest ones, which are called zImage. */
static bool bzimage_fits(struct bytes file)
{
	return x86_setup_fits(file) && field_u8(file, SETUP_LOADFLAGS) & 1;
}

/* Where the part ends that runs in real mode. */
static size_t setup_size(struct bytes file)
{
	size_t sectors = field_u8(file, SETUP_SECTS);

	return ((sectors ? sectors : 4) + 1) * SECTOR;
}

/* "6.1.0-56-amd64 (debian-kernel@lists.debian.org) #1 SMP ...". */
static const char *setup_release(struct bytes file, struct arena *arena)
{
	size_t at = field_le16(file, SETUP_KERNEL_VERSION);
	struct bytes text = field_rest(file, at + 0x200);

	if (!at || at + 0x200 >= setup_size(file) || !text.len)
		return "";
	if (text.len > SETUP_VERSION_MAX)
		text.len = SETUP_VERSION_MAX;
	for (size_t i = 0; i < text.len; i++) {
		if (text.data[i] < ' ' || text.data[i] > '~')
			text.len = i;
	}
	return arena_text(arena, text);
}

/* A payload whose place is told, and is one: anything else is looked for. */
static int x86_payload(struct bytes file, const char *path, struct payload *payload,
	struct kvet_error *error)
{
	size_t offset = field_le32(file, SETUP_PAYLOAD_OFFSET);
	size_t len = field_le32(file, SETUP_PAYLOAD_LENGTH);

	if (field_le16(file, SETUP_PROTOCOL) < PROTOCOL_PAYLOAD || !offset || !len)
		return 0;
	/* Both have 32 bits, and a file of which that is too much is not taken. */
	if (offset > UINT32_MAX / 4 || len > UINT32_MAX / 4)
		return 0;
	offset += setup_size(file);
	if (offset + len > file.len)
		return container_cut(path, "payload", offset + len, file.len, error);
	payload->data = (struct bytes){file.data + offset, len};
	payload->form = PAYLOAD_IMAGE;
	return 0;
}

static int x86_open(struct bytes file, const char *path, struct arena *arena,
	struct payload *payload, struct kvet_error *error)
{
	size_t setup = setup_size(file);

	if (setup >= file.len)
		return container_cut(path, "setup code", setup, file.len, error);
	payload->setup_release = setup_release(file, arena);
	payload->arch = "x86";
	payload->data = field_rest(file, setup);
	payload->form = PAYLOAD_SOMEWHERE;
	return x86_payload(file, path, payload, error);
}

/* arm: arch/arm/boot/compressed/head.S. */

#define ZIMAGE_MAGIC_AT 0x24
#define ZIMAGE_START 0x28
#define ZIMAGE_END 0x2c

static bool zimage_is_big(struct bytes file)
{
	return field_is(file, ZIMAGE_MAGIC_AT, "\x01\x6f\x28\x18", 4);
}

static bool zimage_fits(struct bytes file)
{
	return field_is(file, ZIMAGE_MAGIC_AT, "\x18\x28\x6f\x01", 4) ||
	       zimage_is_big(file);
}

static int zimage_open(struct bytes file, const char *path, struct arena *arena,
	struct payload *payload, struct kvet_error *error)
{
	bool big = zimage_is_big(file);
	uint32_t start =
		big ? field_be32(file, ZIMAGE_START) : field_le32(file, ZIMAGE_START);
	uint32_t end = big ? field_be32(file, ZIMAGE_END) : field_le32(file, ZIMAGE_END);

	(void)arena;
	payload->arch = "arm";
	payload->form = PAYLOAD_SOMEWHERE;
	payload->data = file;
	if (end <= start)
		return 0;
	if (end - start > file.len)
		return container_cut(path, "zImage", end - start, file.len, error);
	payload->data.len = end - start; /* a device tree may follow */
	return 0;
}

/* arm64 and riscv: Documentation/arch/{arm64/booting,riscv/boot-image-header}.rst. */

static bool arm64_fits(struct bytes file)
{
	return field_is(file, 0x38, "ARM\x64", 4);
}

static bool riscv_fits(struct bytes file)
{
	return field_is(file, 0x38, "RSC\x05", 4) || field_is(file, 0x30, "RISCV", 5);
}

static bool image_fits(struct bytes file)
{
	return arm64_fits(file) || riscv_fits(file);
}

static int image_open(struct bytes file, const char *path, struct arena *arena,
	struct payload *payload, struct kvet_error *error)
{
	(void)path;
	(void)arena;
	(void)error;
	payload->data = file;
	payload->form = PAYLOAD_KERNEL;
	payload->arch = arm64_fits(file) ? "arm64" : "riscv";
	return 0;
}

/* EFI zboot: drivers/firmware/efi/libstub/zboot-header.S. */

#define ZBOOT_OFFSET 8
#define ZBOOT_SIZE 12
#define ZBOOT_COMPRESSION 24
#define ZBOOT_COMPRESSION_MAX 32
#define PE_HEADER 0x3c

static const struct arch_number pe_machines[] = {
	{0xaa64, "arm64"},
	{0x5064, "riscv"},
	{0x5032, "riscv"},
	{0x6264, "loongarch"},
	{0x6232, "loongarch"},
	{0x01c2, "arm"},
	{0x8664, "x86"},
};

static bool zboot_fits(struct bytes file)
{
	return field_is(file, 0, "MZ", 2) && field_is(file, 4, "zimg", 4);
}

/* "zstd22" means zstd, and "xzkern" xz. */
static const char *zboot_compression(struct bytes file, struct arena *arena)
{
	static const char *const names[] = {
		"gzip", "zstd", "xz", "lz4", "lzo", "bzip2", "lzma"};
	struct bytes text = field_rest(file, ZBOOT_COMPRESSION);
	size_t len = strnlen(text.data ? text.data : "",
		text.len < ZBOOT_COMPRESSION_MAX ? text.len : ZBOOT_COMPRESSION_MAX);

	for (size_t i = 0; i < COUNT(names); i++) {
		if (len && field_is(text, 0, names[i], strlen(names[i])))
			return names[i];
	}
	return arena_text(arena, (struct bytes){text.data, len});
}

static int zboot_open(struct bytes file, const char *path, struct arena *arena,
	struct payload *payload, struct kvet_error *error)
{
	uint64_t offset = field_le32(file, ZBOOT_OFFSET);
	uint64_t size = field_le32(file, ZBOOT_SIZE);

	if (!size || offset + size > file.len)
		return container_cut(
			path, "payload", (size_t)(offset + size), file.len, error);
	payload->data = (struct bytes){file.data + offset, (size_t)size};
	payload->packed = zboot_compression(file, arena);
	payload->form = PAYLOAD_IMAGE;
	payload->arch = arch_find(pe_machines, COUNT(pe_machines),
		field_le16(file, (size_t)field_le32(file, PE_HEADER) + 4));
	return 0;
}

/* U-Boot's legacy header: its include/image.h. */

#define UIMAGE_HEADER 64u
#define UIMAGE_SIZE 12
#define UIMAGE_ARCH 29
#define UIMAGE_TYPE 30
#define UIMAGE_COMPRESSION 31

#define TYPE_KERNEL 2
#define TYPE_MULTI 4
#define TYPE_KERNEL_NOLOAD 14

static const struct arch_number uimage_archs[] = {
	{1, "alpha"},
	{2, "arm"},
	{3, "x86"},
	{4, "ia64"},
	{5, "mips"},
	{6, "mips"},
	{7, "powerpc"},
	{8, "s390"},
	{9, "sh"},
	{10, "sparc"},
	{11, "sparc"},
	{12, "m68k"},
	{14, "microblaze"},
	{15, "nios2"},
	{21, "openrisc"},
	{22, "arm64"},
	{23, "arc"},
	{24, "x86"},
	{25, "xtensa"},
	{26, "riscv"},
};

static const char *const uimage_compressions[] = {
	"", "gzip", "bzip2", "lzma", "lzo", "lz4", "zstd"};

static bool uimage_fits(struct bytes file)
{
	return field_is(file, 0, "\x27\x05\x19\x56", 4);
}

/* The first of several files: a list of sizes that ends in 0 stands before them. */
static int multi_open(struct bytes data, const char *path, struct payload *payload,
	struct kvet_error *error)
{
	size_t len = field_be32(data, 0), at = 0;

	while (at < data.len && field_be32(data, at))
		at += 4;
	at += 4;
	if (!len || at > data.len || len > data.len - at)
		return container_cut(path, "first part", at + len, data.len, error);
	payload->data = (struct bytes){data.data + at, len};
	return 0;
}

static int uimage_open(struct bytes file, const char *path, struct arena *arena,
	struct payload *payload, struct kvet_error *error)
{
	size_t size = field_be32(file, UIMAGE_SIZE);
	unsigned type = field_u8(file, UIMAGE_TYPE);
	unsigned packed = field_u8(file, UIMAGE_COMPRESSION);

	(void)arena;
	if (file.len < UIMAGE_HEADER || size > file.len - UIMAGE_HEADER)
		return container_cut(
			path, "uImage", size + UIMAGE_HEADER, file.len, error);
	if (type != TYPE_KERNEL && type != TYPE_MULTI && type != TYPE_KERNEL_NOLOAD)
		return error_set(error, KVET_ERROR_INPUT, path,
			"a uImage without a kernel: it is of U-Boot's type %u", type);
	if (packed >= COUNT(uimage_compressions))
		return error_set(error, KVET_ERROR_INPUT, path,
			"a uImage with U-Boot's compression %u, which kvet does not know",
			packed);
	payload->form = PAYLOAD_IMAGE;
	payload->packed = uimage_compressions[packed];
	payload->data = (struct bytes){file.data + UIMAGE_HEADER, size};
	payload->arch =
		arch_find(uimage_archs, COUNT(uimage_archs), field_u8(file, UIMAGE_ARCH));
	return type == TYPE_MULTI ? multi_open(payload->data, path, payload, error) : 0;
}

static const struct container containers[] = {
	{"vmlinux", elf_fits, elf_open},
	{"bzImage", bzimage_fits, x86_open},
	{"zImage", x86_setup_fits, x86_open},
	{"zImage", zimage_fits, zimage_open},
	{"zboot", zboot_fits, zboot_open},
	{"Image", image_fits, image_open},
	{"uImage", uimage_fits, uimage_open},
	{"FIT", fit_fits, fit_open},
};

const struct container *container_find(struct bytes file)
{
	for (size_t i = 0; i < COUNT(containers); i++) {
		if (containers[i].fits(file))
			return &containers[i];
	}
	return NULL;
}
