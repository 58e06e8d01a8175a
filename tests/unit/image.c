/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "target/image/image.h"

#include "made_image.h"
#include "target/image/unpack.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

#include <cmocka.h>
#ifdef WITH_BZIP2
#include <bzlib.h>
#endif
#ifdef WITH_GZIP
#include <zlib.h>
#endif
#ifdef WITH_LZ4
#include <lz4.h>
#include <lz4frame.h>
#endif
#ifdef WITH_LZMA
#include <lzma.h>
#endif
#ifdef WITH_LZO
#include <lzo/lzo1x.h>
#endif
#ifdef WITH_ZSTD
#include <zstd.h>
#endif

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

/* Packers: each puts PLAIN behind MADE, as the kernel's build would. */

#ifdef WITH_GZIP
static void pack_gzip(struct made *made, struct bytes plain)
{
	z_stream stream = {.next_in = (Bytef *)plain.data, .avail_in = (uInt)plain.len};

	assert_int_equal(deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 8, 0), Z_OK);
	size_t bound = deflateBound(&stream, plain.len);
	char *packed = malloc(bound);

	stream.next_out = (Bytef *)packed;
	stream.avail_out = (uInt)bound;
	assert_int_equal(deflate(&stream, Z_FINISH), Z_STREAM_END);
	made_put(made, packed, stream.total_out);
	deflateEnd(&stream);
	free(packed);
}
#endif

#ifdef WITH_LZMA
static void run_lzma(lzma_stream *stream, struct made *made, struct bytes plain)
{
	uint8_t *packed = malloc(plain.len + 4096);

	stream->next_in = (const uint8_t *)plain.data;
	stream->avail_in = plain.len;
	stream->next_out = packed;
	stream->avail_out = plain.len + 4096;
	assert_int_equal(lzma_code(stream, LZMA_FINISH), LZMA_STREAM_END);
	made_put(made, packed, stream->total_out);
	lzma_end(stream);
	free(packed);
}

/* With the filter for x86, and CRC32: the kernel's own reader knows no better check. */
static void pack_xz(struct made *made, struct bytes plain)
{
	lzma_stream stream = LZMA_STREAM_INIT;
	lzma_options_lzma options;

	assert_false(lzma_lzma_preset(&options, 6));
	lzma_filter filters[] = {{LZMA_FILTER_X86, NULL}, {LZMA_FILTER_LZMA2, &options},
		{LZMA_VLI_UNKNOWN, NULL}};

	assert_int_equal(
		lzma_stream_encoder(&stream, filters, LZMA_CHECK_CRC32), LZMA_OK);
	run_lzma(&stream, made, plain);
}

/* Its size is not known: liblzma writes it so. */
static void pack_lzma(struct made *made, struct bytes plain)
{
	lzma_stream stream = LZMA_STREAM_INIT;
	lzma_options_lzma options;

	assert_false(lzma_lzma_preset(&options, 9));
	assert_int_equal(lzma_alone_encoder(&stream, &options), LZMA_OK);
	run_lzma(&stream, made, plain);
}
#endif

#ifdef WITH_ZSTD
static void pack_zstd(struct made *made, struct bytes plain)
{
	ZSTD_CCtx *context = ZSTD_createCCtx();
	size_t bound = ZSTD_compressBound(plain.len);
	char *packed = malloc(bound);

	ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1); /* as zstd does */
	size_t len = ZSTD_compress2(context, packed, bound, plain.data, plain.len);

	assert_false(ZSTD_isError(len));
	made_put(made, packed, len);
	free(packed);
	ZSTD_freeCCtx(context);
}
#endif

#ifdef WITH_LZ4
/* Blocks of 8 MiB, each with its packed size before it. */
static void pack_lz4_legacy(struct made *made, struct bytes plain)
{
	const size_t most = 8u << 20;
	char *packed = malloc((size_t)LZ4_compressBound((int)most));

	made_put(made, "\x02\x21\x4c\x18", 4);
	while (plain.len) {
		size_t len = plain.len < most ? plain.len : most;
		int got = LZ4_compress_default(
			plain.data, packed, (int)len, LZ4_compressBound((int)most));

		made_number(made, (uint64_t)got, 4, false);
		made_put(made, packed, (size_t)got);
		plain.data += len;
		plain.len -= len;
	}
	free(packed);
}

static void pack_lz4_frame(struct made *made, struct bytes plain)
{
	size_t bound = LZ4F_compressFrameBound(plain.len, NULL);
	char *packed = malloc(bound);
	size_t len = LZ4F_compressFrame(packed, bound, plain.data, plain.len, NULL);

	assert_false(LZ4F_isError(len));
	made_put(made, packed, len);
	free(packed);
}
#endif

#ifdef WITH_LZO
/* As lzop -9 does: version 1.040, method LZO1X-999, an Adler-32 of what is not packed. */
static void put_lzop_header(struct made *made)
{
	made_put(made, "\x89LZO\0\r\n\x1a\n", 9);
	made_number(made, 0x1040, 2, true);
	made_number(made, 0x20a0, 2, true);
	made_number(made, 0x0940, 2, true);
	made_put(made, "\3\11", 2);
	made_number(made, 1, 4, true); /* flags */
	made_number(made, 0100644, 4, true);
	made_number(made, 0, 8, true); /* time */
	made_put(made, "\5Image", 6);
	made_number(made, 0, 4, true); /* checksum */
}

static void pack_lzo(struct made *made, struct bytes plain)
{
	const size_t most = 256u << 10;
	unsigned char *packed = malloc(most + most / 16 + 64 + 3);
	void *memory = malloc(LZO1X_1_MEM_COMPRESS);

	put_lzop_header(made);
	while (plain.len) {
		size_t len = plain.len < most ? plain.len : most;
		lzo_bytep data = (lzo_bytep)plain.data;
		lzo_uint got = 0;

		lzo1x_1_compress(data, len, packed, &got, memory);
		bool stored = got >= len;

		made_number(made, len, 4, true);
		made_number(made, stored ? len : got, 4, true);
		made_number(made, lzo_adler32(1, data, len), 4, true);
		made_put(made, stored ? data : packed, stored ? len : got);
		plain.data += len;
		plain.len -= len;
	}
	made_number(made, 0, 4, true);
	free(packed);
	free(memory);
}
#endif

#ifdef WITH_BZIP2
static void pack_bzip2(struct made *made, struct bytes plain)
{
	unsigned len = (unsigned)plain.len + (unsigned)plain.len / 100 + 600;
	char *packed = malloc(len);

	assert_int_equal(BZ2_bzBuffToBuffCompress(packed, &len, (char *)plain.data,
				 (unsigned)plain.len, 9, 0, 0),
		BZ_OK);
	made_put(made, packed, len);
	free(packed);
}
#endif

static void pack_none(struct made *made, struct bytes plain)
{
	made_put(made, plain.data, plain.len);
}

struct packer {
	const char *name;
	void (*pack)(struct made *made, struct bytes plain);
	unsigned uimage; /* U-Boot's number for it */
};

/* The first one is the one that tests take which need any. */
static const struct packer packers[] = {
#ifdef WITH_GZIP
	{"gzip", pack_gzip, 1},
#endif
#ifdef WITH_LZMA
	{"xz", pack_xz, 0},
	{"lzma", pack_lzma, 3},
#endif
#ifdef WITH_ZSTD
	{"zstd", pack_zstd, 6},
#endif
#ifdef WITH_LZ4
	{"lz4", pack_lz4_legacy, 5},
	{"lz4", pack_lz4_frame, 5},
#endif
#ifdef WITH_LZO
	{"lzo", pack_lzo, 4},
#endif
#ifdef WITH_BZIP2
	{"bzip2", pack_bzip2, 2},
#endif
	{"", pack_none, 0},
};

/* Images. */

/* Bytes that cannot be packed well, and are the same in every run. */
static void put_noise(struct made *made, size_t len)
{
	uint32_t state = 2463534242u;
	size_t at = made->len;

	made_pad(made, at + len);
	for (size_t i = 0; i < len; i++) {
		state ^= state << 13;
		state ^= state >> 17;
		state ^= state << 5;
		made->data[at + i] = (char)state;
	}
}

/* A kernel as it runs: banners of which one is right, and a configuration. */
static struct made make_kernel(void)
{
	struct made kernel = {0};

	made_put(&kernel, "\0\1\2\3\4\5\6\7", 8);
	put_noise(&kernel, 5000);
	made_text(&kernel, "Linux version %s (%s)\n");
	made_put(&kernel, "", 1);
	made_text(&kernel, "Linux version 2.4 is too old");
	made_put(&kernel, "", 1);
	made_text(
		&kernel, "Linux version 6.1.99-made (us@here) (cc 12, ld 2.40) # SMP\n");
	made_put(&kernel, "", 1);
	made_text(&kernel, MADE_BANNER "\n");
	made_pad(&kernel, 40000);
#ifdef WITH_GZIP
	made_text(&kernel, "IKCFG_ST");
	pack_gzip(&kernel, bytes_of(MADE_CONFIG));
	made_text(&kernel, "IKCFG_ED");
#endif
	put_noise(&kernel, 30000);
	return kernel;
}

/* The header of Documentation/arch/x86/boot.rst, for PAYLOAD behind 700 bytes of code. */
static struct made make_bzimage(const struct made *payload, unsigned protocol)
{
	static const char version[] = "6.1.99-made (us@here) #7 SMP";
	struct made image = {0};
	const uint32_t setup = 5 * 512, code = 700;

	made_pad(&image, setup + code);
	image.data[0x1f1] = 4;
	memcpy(image.data + 0x1fe, "\x55\xaa", 2);
	memcpy(image.data + 0x202, "HdrS", 4);
	image.data[0x206] = (char)protocol;
	image.data[0x207] = 2;
	image.data[0x20e] = 0x40; /* + 0x200 */
	image.data[0x20f] = 1;
	memcpy(image.data + 0x340, version, sizeof(version));
	image.data[0x211] = 1;
	if (protocol >= 8) {
		made_set32(&image, 0x248, code, false);
		made_set32(&image, 0x24c, (uint32_t)payload->len + 4, false);
	}
	made_put(&image, payload->data, payload->len);
	made_number(&image, 74000, 4, false); /* what it unpacks to */
	put_noise(&image, 300);
	return image;
}

static struct made make_zimage(const struct made *payload, bool big)
{
	struct made image = {0};

	made_pad(&image, 3000);
	made_put(&image, payload->data, payload->len);
	made_pad(&image, image.len + 40);
	made_set32(&image, 0x24, 0x016f2818, big);
	made_set32(&image, 0x2c, (uint32_t)image.len, big);
	made_text(&image, "a device tree behind it");
	return image;
}

static struct made make_uimage(
	const struct made *payload, unsigned type, unsigned compression)
{
	struct made image = {0};

	made_number(&image, 0x27051956, 4, true);
	made_number(&image, 0, 8, true);
	made_number(&image, payload->len, 4, true);
	made_number(&image, 0, 12, true);
	made_number(&image, 5, 1, true); /* Linux */
	made_number(&image, 22, 1, true); /* arm64 */
	made_number(&image, type, 1, true);
	made_number(&image, compression, 1, true);
	made_pad(&image, 64);
	made_put(&image, payload->data, payload->len);
	return image;
}

static struct made make_zboot(const struct made *payload, const char *compression)
{
	struct made image = {0};

	made_put(&image, "MZ\0\0zimg", 8);
	made_number(&image, 0x400, 4, false);
	made_number(&image, payload->len, 4, false);
	made_pad(&image, 24);
	made_text(&image, compression);
	made_pad(&image, 0x3c);
	made_number(&image, 0x40, 4, false);
	made_put(&image, "PE\0\0\x64\xaa", 6);
	made_pad(&image, 0x400);
	made_put(&image, payload->data, payload->len);
	return image;
}

/* arm64's header, and a kernel behind it. */
static struct made make_image(const struct made *kernel)
{
	struct made image = {0};

	made_pad(&image, 0x38);
	made_put(&image, "ARM\x64", 4);
	made_pad(&image, 64);
	made_put(&image, kernel->data, kernel->len);
	return image;
}

/* A flattened tree, by hand: dtc is not everywhere. */

struct blob {
	struct made nodes, strings;
};

static void tree_begin(struct blob *tree, const char *name)
{
	made_number(&tree->nodes, 1, 4, true);
	made_put(&tree->nodes, name, strlen(name) + 1);
	made_pad(&tree->nodes, (tree->nodes.len + 3) & ~(size_t)3);
}

static void tree_end(struct blob *tree)
{
	made_number(&tree->nodes, 2, 4, true);
}

static void tree_put(struct blob *tree, const char *name, const void *data, size_t len)
{
	made_number(&tree->nodes, 3, 4, true);
	made_number(&tree->nodes, len, 4, true);
	made_number(&tree->nodes, tree->strings.len, 4, true);
	made_put(&tree->nodes, data, len);
	made_pad(&tree->nodes, (tree->nodes.len + 3) & ~(size_t)3);
	made_put(&tree->strings, name, strlen(name) + 1);
}

static void tree_text(struct blob *tree, const char *name, const char *text)
{
	tree_put(tree, name, text, strlen(text) + 1);
}

static void tree_number(struct blob *tree, const char *name, uint32_t value)
{
	uint8_t bytes[] = {(uint8_t)(value >> 24), (uint8_t)(value >> 16),
		(uint8_t)(value >> 8), (uint8_t)value};

	tree_put(tree, name, bytes, sizeof(bytes));
}

static struct made tree_finish(struct blob *tree)
{
	struct made file = {0};
	size_t nodes = 40 + 16;

	made_number(&tree->nodes, 9, 4, true);
	size_t strings = nodes + tree->nodes.len;

	made_number(&file, 0xd00dfeed, 4, true);
	made_number(&file, strings + tree->strings.len, 4, true);
	made_number(&file, nodes, 4, true);
	made_number(&file, strings, 4, true);
	made_number(&file, 40, 4, true);
	made_number(&file, 17, 4, true);
	made_number(&file, 16, 4, true);
	made_number(&file, 0, 4, true);
	made_number(&file, tree->strings.len, 4, true);
	made_number(&file, tree->nodes.len, 4, true);
	made_pad(&file, nodes);
	made_put(&file, tree->nodes.data, tree->nodes.len);
	made_put(&file, tree->strings.data, tree->strings.len);
	free(tree->nodes.data);
	free(tree->strings.data);
	return file;
}

/* Where the FIT's data are. */
enum place { IN_TREE, AT_OFFSET, AT_POSITION };

/* Two kernels, of which the configuration takes the second. */
static struct made make_fit(
	const struct made *payload, const char *compression, enum place place)
{
	struct blob tree = {0};

	tree_begin(&tree, "");
	tree_begin(&tree, "images");
	tree_begin(&tree, "kernel-1");
	tree_text(&tree, "type", "kernel");
	tree_text(&tree, "data", "not this one");
	tree_end(&tree);
	tree_begin(&tree, "kernel-2");
	tree_text(&tree, "type", "kernel");
	tree_text(&tree, "arch", "arm64");
	tree_text(&tree, "compression", compression);
	if (place == IN_TREE)
		tree_put(&tree, "data", payload->data, payload->len);
	else
		tree_number(&tree, "data-size", (uint32_t)payload->len);
	if (place == AT_OFFSET)
		tree_number(&tree, "data-offset", 8);
	if (place == AT_POSITION)
		tree_number(&tree, "data-position", 4096);
	tree_end(&tree);
	tree_end(&tree);
	tree_begin(&tree, "configurations");
	tree_text(&tree, "default", "conf-2");
	tree_begin(&tree, "conf-2");
	tree_text(&tree, "kernel", "kernel-2");
	tree_end(&tree);
	tree_end(&tree);
	tree_end(&tree);
	struct made file = tree_finish(&tree);

	if (place == AT_OFFSET)
		made_pad(&file, ((file.len + 3) & ~(size_t)3) + 8);
	if (place == AT_POSITION)
		made_pad(&file, 4096);
	if (place != IN_TREE)
		made_put(&file, payload->data, payload->len);
	return file;
}

/* What is asserted of them. */

struct wanted {
	const char *kind, *compression, *arch;
};

static int parse(const struct made *file, struct arena *arena, struct image *image,
	struct kvet_error *error)
{
	return image_parse(made_bytes(file), "made", arena, image, error);
}

/* Ends FILE. */
static void assert_image(struct made file, struct wanted wanted)
{
	struct arena arena = {0};
	struct image image;
	struct kvet_error error;

	if (parse(&file, &arena, &image, &error))
		fail_msg("%s in %s: %s", wanted.kind, wanted.compression, error.message);
	assert_string_equal(image.kind, wanted.kind);
	assert_string_equal(image.compression, wanted.compression);
	assert_string_equal(image.arch, wanted.arch);
	assert_string_equal(image.banner, MADE_BANNER);
	assert_string_equal(image.note, "");
	assert_null(image.compiled);
#ifdef WITH_GZIP
	assert_true(bytes_equal(image.config, MADE_CONFIG));
#endif
	assert_true(image_looks_like((struct bytes){
		file.data, file.len < IMAGE_HEAD_SIZE ? file.len : IMAGE_HEAD_SIZE}));
	arena_release(&arena);
	free(file.data);
}

/* FILE (of which LEN bytes count) is refused with CODE and a message that says WORDS. */
static void assert_refused(
	const struct made *file, size_t len, int code, const char *words)
{
	struct arena arena = {0};
	struct image image = {.kind = "untouched"};
	struct kvet_error error = {0};
	char *exact = malloc(len ? len : 1); /* so that a byte too far is seen */

	if (len)
		memcpy(exact, file->data, len);
	assert_int_equal(
		image_parse((struct bytes){exact, len}, "made", &arena, &image, &error),
		code);
	free(exact);
	assert_int_equal(error.code, code);
	assert_string_equal(error.path, "made");
	if (!strstr(error.message, words))
		fail_msg("'%s' does not say '%s'", error.message, words);
	assert_string_equal(image.kind, "untouched");
	arena_release(&arena);
}

static struct made pack(const struct packer *packer, const struct made *plain)
{
	struct made packed = {0};

	packer->pack(&packed, made_bytes(plain));
	return packed;
}

static void test_kernel_as_it_runs(void **state)
{
	struct made kernel = make_kernel();

	(void)state;
	assert_image(make_image(&kernel), (struct wanted){"Image", "", "arm64"});
	assert_image(kernel, (struct wanted){"vmlinux.bin", "", ""});
}

/* Whatever it is wrapped in, and whatever it is packed with. */
static void test_every_container_and_codec(void **state)
{
	struct made kernel = make_kernel();

	(void)state;
	for (size_t i = 0; i < COUNT(packers); i++) {
		const struct packer *packer = &packers[i];
		struct made packed = pack(packer, &kernel);
		struct made inner = make_image(&kernel);
		struct made image = pack(packer, &inner);
		const char *name = packer->name;

		if (*name) {
			assert_image(make_bzimage(&packed, 15),
				(struct wanted){"bzImage", name, "x86"});
			assert_image(make_bzimage(&packed, 6),
				(struct wanted){"bzImage", name, "x86"});
			assert_image(make_zimage(&packed, false),
				(struct wanted){"zImage", name, "arm"});
			assert_image(make_zimage(&packed, true),
				(struct wanted){"zImage", name, "arm"});
			assert_image(make_zboot(&packed, name),
				(struct wanted){"zboot", name, "arm64"});
		}
		assert_image(make_uimage(&packed, 2, packer->uimage),
			(struct wanted){"uImage", name, "arm64"});
#ifdef WITH_FDT
		for (enum place place = IN_TREE; place <= AT_POSITION; place++)
			assert_image(make_fit(&packed, *name ? name : "none", place),
				(struct wanted){"FIT", name, "arm64"});
#endif
		free(inner.data);
		free(packed.data);
		assert_image(image, (struct wanted){"Image", name, "arm64"});
	}
	free(kernel.data);
}

static void test_setup_header_has_the_release(void **state)
{
	struct made kernel = make_kernel(), packed = pack(&packers[0], &kernel);
	struct made file = make_bzimage(&packed, 15);
	struct arena arena = {0};
	struct image image;

	(void)state;
	assert_int_equal(parse(&file, &arena, &image, NULL), 0);
	assert_string_equal(image.setup_release, "6.1.99-made (us@here) #7 SMP");
	arena_release(&arena);
	free(file.data);
	free(packed.data);
	free(kernel.data);
}

/* A wrapper of which kvet knows nothing: some machine's code, and a kernel in it. */
static void test_payload_is_found_in_anything(void **state)
{
	if (COUNT(packers) == 1)
		skip();
	struct made kernel = make_kernel(), packed = pack(&packers[0], &kernel);
	struct made file = {0};

	(void)state;
	made_put(&file, "\0\0\1\2", 4);
	/* What looks like the beginning of one is not the end of the search. */
	made_put(&file, "\x1f\x8b\x08\0\0\0\0\0\2\3damaged, not gzip", 27);
	made_put(&file, packed.data, packed.len);
	assert_image(file, (struct wanted){"vmlinuz", packers[0].name, ""});
	free(packed.data);
	free(kernel.data);
}

static void test_first_part_of_several_is_the_kernel(void **state)
{
	struct made kernel = make_kernel(), packed = pack(&packers[0], &kernel);
	struct made parts = {0};

	(void)state;
	made_number(&parts, packed.len, 4, true);
	made_number(&parts, 7, 4, true);
	made_number(&parts, 0, 4, true);
	made_put(&parts, packed.data, packed.len);
	made_text(&parts, "ramdisk");
	assert_image(make_uimage(&parts, 4, packers[0].uimage),
		(struct wanted){"uImage", packers[0].name, "arm64"});
	free(parts.data);
	free(packed.data);
	free(kernel.data);
}

/* More than one block of 8 MiB, one of them just full. */
static void test_lz4_of_several_blocks(void **state)
{
	(void)state;
#ifdef WITH_LZ4
	const struct packer legacy = {"lz4", pack_lz4_legacy, 5};

	for (unsigned extra = 0; extra < 2; extra++) {
		struct made kernel = make_kernel();

		kernel.data = realloc(kernel.data, (8u << 20) + extra);
		memset(kernel.data + kernel.len, 7, (8u << 20) + extra - kernel.len);
		kernel.len = (8u << 20) + extra;
		struct made packed = pack(&legacy, &kernel);

		assert_image(make_bzimage(&packed, 15),
			(struct wanted){"bzImage", "lz4", "x86"});
		free(packed.data);
		free(kernel.data);
	}
#else
	skip();
#endif
}

static void test_nested_images(void **state)
{
	struct made kernel = make_kernel(), layer = make_uimage(&kernel, 2, 0);

	(void)state;
	for (unsigned i = 0; i < IMAGE_DEPTH_MAX - 1; i++) {
		struct made outer = make_uimage(&layer, 2, 0);

		free(layer.data);
		layer = outer;
	}
	struct made deeper = make_uimage(&layer, 2, 0);

	assert_image(layer, (struct wanted){"uImage", "", "arm64"});
	assert_refused(&deeper, deeper.len, KVET_ERROR_INPUT, "nested more than 4 deep");
	free(deeper.data);
	free(kernel.data);
}

/* At every place where it can be cut; and the message says what was expected. */
static void test_cut_images(void **state)
{
	struct made kernel = make_kernel();

	(void)state;
	for (size_t i = 0; i + 1 < COUNT(packers); i++) {
		struct made packed = pack(&packers[i], &kernel);
		struct made bzimage = make_bzimage(&packed, 15);
		struct made zimage = make_zimage(&packed, false);
		struct made uimage = make_uimage(&packed, 2, packers[i].uimage);

		assert_refused(&bzimage, bzimage.len - 400, KVET_ERROR_INPUT,
			"truncated image: its payload needs");
		assert_refused(&zimage, zimage.len - 70, KVET_ERROR_INPUT,
			"truncated image: its zImage needs");
		assert_refused(&uimage, uimage.len - 1, KVET_ERROR_INPUT,
			"truncated image: its uImage needs");
		assert_refused(&packed, packed.len / 2, KVET_ERROR_INPUT,
			"truncated image: its");
		for (size_t len = 0; len < packed.len; len += 1 + len / 7)
			assert_refused(&packed, len, KVET_ERROR_INPUT, "");
		for (size_t len = 0; len + 304 < bzimage.len; len += 1 + len / 7)
			assert_refused(&bzimage, len, KVET_ERROR_INPUT, "");
		free(uimage.data);
		free(zimage.data);
		free(bzimage.data);
		free(packed.data);
	}
	free(kernel.data);
}

static void test_damaged_payload(void **state)
{
	struct made kernel = make_kernel();

	(void)state;
	for (size_t i = 0; i + 1 < COUNT(packers); i++) {
		struct made packed = pack(&packers[i], &kernel);

		if (strcmp(packers[i].name, "lz4") != 0 &&
			strcmp(packers[i].name, "lzma") != 0) {
			packed.data[packed.len / 2] ^= 0x55;
			assert_refused(&packed, packed.len, KVET_ERROR_INPUT,
				"damaged image: its");
		}
		free(packed.data);
	}
	free(kernel.data);
}

/* Sizes that lie, in each header that has one. */
static void test_sizes_that_lie(void **state)
{
	struct made kernel = make_kernel(), packed = pack(&packers[0], &kernel);
	struct made bzimage = make_bzimage(&packed, 15), fit, zboot, uimage;

	(void)state;
	made_set32(&bzimage, 0x24c, 0x3fffffff, false);
	assert_refused(&bzimage, bzimage.len, KVET_ERROR_INPUT, "truncated image");
	made_set32(&bzimage, 0x24c, 0xffffffff, false);
	if (COUNT(packers) == 1)
		free(bzimage.data); /* nothing that could be looked for */
	else
		assert_image(bzimage, (struct wanted){"bzImage", packers[0].name, "x86"});
	zboot = make_zboot(&packed, packers[0].name);
	made_set32(&zboot, 8, 0xffffff00, false);
	assert_refused(&zboot, zboot.len, KVET_ERROR_INPUT, "truncated image");
	uimage = make_uimage(&packed, 2, packers[0].uimage);
	made_set32(&uimage, 12, 0xffffffff, true);
	assert_refused(&uimage, uimage.len, KVET_ERROR_INPUT, "truncated image");
	fit = make_fit(&packed, packers[0].name, AT_OFFSET);
#ifdef WITH_FDT
	assert_refused(
		&fit, fit.len - 1, KVET_ERROR_INPUT, "truncated image: its FIT's kernel");
	made_set32(&fit, 4, 0xfffffff0, true);
	assert_refused(&fit, fit.len, KVET_ERROR_INPUT, "truncated image: its FIT");
	made_set32(&fit, 4, 20, true);
	assert_refused(&fit, fit.len, KVET_ERROR_INPUT, "damaged device tree");
#else
	assert_refused(&fit, fit.len, KVET_ERROR_UNSUPPORTED, "without libfdt");
#endif
	free(fit.data);
	free(uimage.data);
	free(zboot.data);
	free(packed.data);
	free(kernel.data);
}

/* Each codec ends where it is told to, having written no more. */
static void test_limit(void **state)
{
	struct made kernel = make_kernel();

	(void)state;
	for (size_t i = 0; i + 1 < COUNT(packers); i++) {
		struct made packed = pack(&packers[i], &kernel);
		struct unpack unpack = {.in = made_bytes(&packed), .limit = 9999};
		const struct codec *codec = codec_find(unpack.in);

		assert_non_null(codec);
		assert_string_equal(codec->name, packers[i].name);
		assert_int_equal(unpack_run(&unpack, codec), UNPACK_LIMIT);
		assert_true(unpack.len <= 9999 && unpack.room <= 9999);
		free(unpack.data);
		unpack = (struct unpack){
			.in = made_bytes(&packed), .limit = kernel.len + 1};
		assert_int_equal(unpack_run(&unpack, codec), UNPACK_WHOLE);
		assert_int_equal(unpack.used, packed.len);
		assert_int_equal(unpack.len, kernel.len);
		assert_memory_equal(unpack.data, kernel.data, kernel.len);
		free(unpack.data);
		free(packed.data);
	}
	free(kernel.data);
}

/* A gibibyte of zeros, and one byte more, in a few kilobytes. */
static void test_bomb(void **state)
{
	(void)state;
#ifdef WITH_ZSTD
	struct made bomb = {0};
	uint64_t left = (uint64_t)IMAGE_UNPACKED_MAX + 1;

	/* A frame with a window of 128 KiB, and blocks that repeat a byte. */
	made_put(&bomb, "\x28\xb5\x2f\xfd\x00\x38", 6);
	while (left) {
		uint64_t len = left < (128u << 10) ? left : 128u << 10;

		left -= len;
		made_number(&bomb, len << 3 | 1 << 1 | !left, 3, false);
		made_number(&bomb, 0, 1, false);
	}
	assert_refused(
		&bomb, bomb.len, KVET_ERROR_INPUT, "unpacks to more than 1024 MiB");
	free(bomb.data);
#else
	skip();
#endif
}

/* The begin of each stream: what a build without its library says of it. */
static void test_library_left_out(void **state)
{
	static const struct {
		const char *library, *head;
		size_t len;
	} streams[] = {
		{"zlib", "\x1f\x8b\x08\0\0\0\0\0\2\3", 10},
		{"liblzma", "\xfd\x37zXZ\0\0\1", 8},
		{"liblzma", "\x5d\0\0\x80\0\xff\xff\xff\xff\xff\xff\xff\xff\0", 14},
		{"libzstd", "\x28\xb5\x2f\xfd\x04\x60", 6},
		{"liblz4", "\x02\x21\x4c\x18\x20\0\0\0", 8},
		{"liblz4", "\x04\x22\x4d\x18\x64\x40\xa7", 7},
		{"liblzo2", "\x89LZO\0\r\n\x1a\n", 9},
		{"libbz2", "BZh9\x31\x41\x59\x26\x53\x59", 10},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(streams); i++) {
		struct made file = {0};

		made_put(&file, streams[i].head, streams[i].len);
		made_pad(&file, 100);
		const struct codec *codec = codec_find(made_bytes(&file));

		assert_non_null(codec);
		assert_string_equal(codec->library, streams[i].library);
		if (codec->run)
			assert_refused(&file, file.len, KVET_ERROR_INPUT, "image");
		else
			assert_refused(&file, file.len, KVET_ERROR_UNSUPPORTED,
				streams[i].library);
		free(file.data);
	}
}

static void test_no_kernel(void **state)
{
	struct made file = {0}, uimage;

	(void)state;
	assert_refused(&file, 0, KVET_ERROR_INPUT, "the file is empty");
	put_noise(&file, 100000);
	assert_refused(&file, file.len, KVET_ERROR_INPUT, "no kernel");
	uimage = make_uimage(&file, 3, 0);
	assert_refused(&uimage, uimage.len, KVET_ERROR_INPUT, "without a kernel");
	uimage.data[30] = 2;
	uimage.data[31] = 9;
	assert_refused(&uimage, uimage.len, KVET_ERROR_INPUT, "compression 9");
	uimage.data[31] = 1;
	assert_refused(&uimage, uimage.len, KVET_ERROR_INPUT, "should be gzip");
	free(uimage.data);
	free(file.data);
	file = (struct made){0};
	uimage = make_uimage(&file, 2, 0);
	assert_refused(&uimage, uimage.len, KVET_ERROR_INPUT, "is empty");
	free(uimage.data);
}

/* The configuration is left out, and said to be, when it cannot be read. */
static void test_damaged_configuration(void **state)
{
	(void)state;
#ifdef WITH_GZIP
	struct made kernel = make_kernel();
	char *mark = memmem(kernel.data, kernel.len, "IKCFG_ED", 8);
	struct arena arena = {0};
	struct image image;

	mark[-1] ^= 1; /* the last byte of its size */
	assert_int_equal(parse(&kernel, &arena, &image, NULL), 0);
	assert_int_equal(image.config.len, 0);
	assert_string_equal(image.note, "its embedded configuration is damaged");
	assert_string_equal(image.banner, MADE_BANNER);
	arena_release(&arena);
	free(kernel.data);
#else
	skip();
#endif
}

static struct made make_tar(void)
{
	struct made tar = {0};
	unsigned sum = 0;
	char digits[8];

	made_text(&tar, "cve/published/2024/CVE-2024-1.json");
	made_pad(&tar, 1024);
	memset(tar.data + 148, ' ', 8);
	for (unsigned i = 0; i < 512; i++)
		sum += (unsigned char)tar.data[i];
	snprintf(digits, sizeof(digits), "%06o", sum);
	memcpy(tar.data + 148, digits, sizeof(digits));
	put_noise(&tar, 2000);
	return tar;
}

static void test_what_no_image_looks_like(void **state)
{
	static const char *const texts[] = {"", "6.1.99\n", "CONFIG_64BIT=y\n",
		"{\"cve\": 1}", "[]", "070701", "SQLite format 3", "PK\3\4",
		"Linux version 6.1.99 (us@here) #1 SMP\n"};
	struct made tar = make_tar();

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		struct made text = {0}, longer = {0};

		made_text(&text, texts[i]);
		made_text(&longer, texts[i]);
		assert_false(image_looks_like(made_bytes(&text)));
		if (!strchr("0SP", *texts[i]) || !*texts[i]) {
			free(text.data);
			free(longer.data);
			continue;
		}
		made_pad(&longer, 1000); /* of those that are no text */
		assert_false(image_looks_like(made_bytes(&longer)));
		free(text.data);
		free(longer.data);
	}
	assert_false(image_looks_like(made_bytes(&tar)));
	for (size_t i = 0; i + 1 < COUNT(packers); i++) {
		struct made packed = pack(&packers[i], &tar), text = {0};

		assert_false(image_looks_like(made_bytes(&packed)));
		packers[i].pack(&text, bytes_of("CONFIG_64BIT=y\n# as text, packed\n"));
		assert_false(image_looks_like(made_bytes(&text)));
		free(text.data);
		free(packed.data);
	}
	free(tar.data);
}

static void test_files(void **state)
{
	char path[] = "/tmp/kvet-image-XXXXXX";
	struct made kernel = make_kernel();
	int file = mkstemp(path);
	struct arena arena = {0};
	struct image image;
	struct kvet_error error;

	(void)state;
	assert_true(file >= 0);
	assert_int_equal(write(file, kernel.data, kernel.len), (ssize_t)kernel.len);
	close(file);
	assert_int_equal(image_read(path, &arena, &image, &error), 0);
	unlink(path);
	assert_string_equal(image.banner, MADE_BANNER);
	assert_int_equal(image_read(path, &arena, &image, &error), KVET_ERROR_NOT_FOUND);
	assert_string_equal(error.path, path);
	assert_int_equal(image_read("/", &arena, &image, &error), KVET_ERROR_INPUT);
	assert_string_equal(error.message, "not a regular file");
	arena_release(&arena);
	free(kernel.data);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_kernel_as_it_runs),
		cmocka_unit_test(test_every_container_and_codec),
		cmocka_unit_test(test_setup_header_has_the_release),
		cmocka_unit_test(test_payload_is_found_in_anything),
		cmocka_unit_test(test_first_part_of_several_is_the_kernel),
		cmocka_unit_test(test_lz4_of_several_blocks),
		cmocka_unit_test(test_nested_images),
		cmocka_unit_test(test_cut_images),
		cmocka_unit_test(test_damaged_payload),
		cmocka_unit_test(test_sizes_that_lie),
		cmocka_unit_test(test_limit),
		cmocka_unit_test(test_bomb),
		cmocka_unit_test(test_library_left_out),
		cmocka_unit_test(test_no_kernel),
		cmocka_unit_test(test_damaged_configuration),
		cmocka_unit_test(test_what_no_image_looks_like),
		cmocka_unit_test(test_files),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
