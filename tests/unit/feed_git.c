/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "feed_sink.h"

#include <fcntl.h>
#include <git2.h>
#include <zlib.h>

#define A "cve/published/2024/CVE-2024-1000"
#define B "cve/published/2024/CVE-2024-1001"
#define C "cve/published/2023/CVE-2023-1002"
#define C_REJECTED "cve/rejected/2023/CVE-2023-1002"

/* Noon of the DAYth of March 2024, one hour east: the committer's day is UTC's. */
#define NOON(day) (1709290800 + ((day)-1) * 86400)

struct edit {
	const char *path, *text; /* NULL: deleted; "->X": a link to X */
};

static void put(git_repository *repository, git_index *index, const struct edit *edit)
{
	git_index_entry entry = {.path = edit->path, .mode = GIT_FILEMODE_BLOB};

	if (!edit->text) {
		assert_int_equal(git_index_remove(index, edit->path, 0), 0);
		return;
	}
	if (!strncmp(edit->text, "->", 2))
		entry.mode = GIT_FILEMODE_LINK;
	assert_int_equal(git_blob_create_from_buffer(
				 &entry.id, repository, edit->text, strlen(edit->text)),
		0);
	assert_int_equal(git_index_add(index, &entry), 0);
}

/* Commits EDITS (up to one without a path) on top of the branch, and tells its hash. */
static void commit(git_repository *repository, git_time_t time, const struct edit *edits,
	char hash[65])
{
	git_index *index;
	git_signature *who;
	git_tree *tree;
	git_oid id, parent_id;
	git_commit *parent = NULL;

	assert_int_equal(git_repository_index(&index, repository), 0);
	for (; edits->path; edits++)
		put(repository, index, edits);
	assert_int_equal(git_index_write_tree(&id, index), 0);
	assert_int_equal(git_index_write(index), 0);
	assert_int_equal(git_tree_lookup(&tree, repository, &id), 0);
	assert_int_equal(git_signature_new(&who, "A", "a@b", time, 60), 0);
	if (!git_reference_name_to_id(&parent_id, repository, "HEAD"))
		assert_int_equal(git_commit_lookup(&parent, repository, &parent_id), 0);
	const git_commit *parents[] = {parent};

	assert_int_equal(git_commit_create(&id, repository, "HEAD", who, who, NULL, "m",
				 tree, parent ? 1 : 0, (void *)parents),
		0);
	git_oid_tostr(hash, 65, &id);
	git_commit_free(parent);
	git_tree_free(tree);
	git_signature_free(who);
	git_index_free(index);
}

static const struct edit first[] = {{A ".json", "{a}"}, {A ".dyad", "da"},
	{A ".cvss", "ca"}, {"README", "x"}, {NULL, NULL}};
static const struct edit second[] = {{B ".json", "{b}"}, {C ".json", "{c}"},
	{A ".dyad", "da2"}, {C_REJECTED "0.json", "{r}"}, {NULL, NULL}};

/* A repository with FIRST on March 1 and SECOND on March 2. */
static git_repository *make(const char *path, bool bare, char hash1[65], char hash2[65])
{
	git_repository *repository;

	assert_int_equal(git_repository_init(&repository, path, bare), 0);
	commit(repository, NOON(1), first, hash1);
	commit(repository, NOON(2), second, hash2);
	return repository;
}

static int feed_since(const char *source, const char *commit, struct heard *heard)
{
	char path[4096];
	struct feed_options options = {
		.source = source, .since_source = source, .since_commit = commit};

	if (!strstr(source, "://"))
		options.since_source = realpath(source, path);
	options.cache = "cache/of/kvet";
	return feed_heard(&options, heard);
}

static void check_all(const struct heard *heard, const char *commit)
{
	const struct heard_document *a = heard_find(heard, CVE(2024, 1000));
	const struct heard_document *b = heard_find(heard, CVE(2024, 1001));
	const struct heard_document *c = heard_find(heard, CVE(2023, 1002));
	const struct heard_document *r = heard_find(heard, CVE(2023, 10020));

	assert_int_equal(heard->documents_count, 4);
	assert_true(a && b && c && r);
	assert_string_equal(a->path, A ".json");
	assert_string_equal(a->json, "{a}");
	assert_string_equal(a->dyad, "da2");
	assert_string_equal(a->cvss, "ca");
	assert_string_equal(a->published, "2024-03-01");
	assert_string_equal(b->published, "2024-03-02");
	assert_false(b->has_dyad);
	assert_true(r->rejected && !c->rejected);
	assert_int_equal(heard->documents[3].cve, r->cve);
	assert_string_equal(heard->origin.kind, "git");
	assert_string_equal(heard->origin.date, "2024-03-02");
	assert_string_equal(heard->origin.commit, commit);
	assert_false(heard->origin.incremental);
	assert_int_equal(heard->gone_count, 0);
	assert_int_equal(heard->problems_count, 0);
}

static void test_git_bare_or_not(void **state)
{
	char one[65], two[65];
	struct heard heard;

	(void)state;
	git_repository_free(make("plain", false, one, two));
	assert_int_equal(feed_heard_path("plain", &heard), 0);
	check_all(&heard, two);
	git_repository_free(make("bare.git", true, one, two));
	assert_int_equal(feed_heard_path("bare.git", &heard), 0);
	check_all(&heard, two);
}

static void test_git_day_is_that_of_the_first_addition(void **state)
{
	static const struct edit removed[] = {{A ".json", NULL}, {C ".json", NULL},
		{C_REJECTED ".json", "{c}"}, {NULL, NULL}};
	static const struct edit again[] = {{A ".json", "{a}"}, {NULL, NULL}};
	char one[65], two[65], hash[65];
	git_repository *repository = make("days", true, one, two);
	struct heard heard;

	(void)state;
	commit(repository, NOON(3), removed, hash);
	commit(repository, NOON(4), again, hash);
	git_repository_free(repository);
	assert_int_equal(feed_heard_path("days", &heard), 0);
	assert_string_equal(heard_find(&heard, CVE(2024, 1000))->published, "2024-03-01");
	assert_string_equal(heard_find(&heard, CVE(2023, 1002))->published, "2024-03-02");
	assert_true(heard_find(&heard, CVE(2023, 1002))->rejected);
}

static void test_git_incremental(void **state)
{
	static const struct edit third[] = {{A ".dyad", "da3"}, /* changed */
		{"cve/published/2024/CVE-2024-1005.json", "{new}"}, {B ".json", NULL},
		{C ".json", NULL}, {C_REJECTED ".json", "{c, rejected}"}, {NULL, NULL}};
	char one[65], two[65], three[65];
	git_repository *repository = make("since", true, one, two);
	struct heard heard;

	(void)state;
	commit(repository, NOON(3), third, three);
	git_repository_free(repository);
	assert_int_equal(feed_since("since", two, &heard), 0);
	assert_true(heard.origin.incremental);
	assert_string_equal(heard.origin.commit, three);
	assert_int_equal(heard.documents_count, 3);
	const struct heard_document *a = heard_find(&heard, CVE(2024, 1000));
	const struct heard_document *new = heard_find(&heard, CVE(2024, 1005));
	const struct heard_document *moved = heard_find(&heard, CVE(2023, 1002));

	assert_true(a && new &&moved);
	assert_string_equal(a->json, "{a}");
	assert_string_equal(a->dyad, "da3");
	assert_string_equal(a->cvss, "ca");
	assert_string_equal(a->published, "");
	assert_string_equal(new->published, "2024-03-03");
	assert_true(moved->rejected);
	assert_string_equal(moved->published, "");
	assert_int_equal(heard.gone_count, 1);
	assert_int_equal(heard.gone[0], CVE(2024, 1001));
}

/* Rejected, and then published after all: the copy that is left is handed out. */
static void test_git_incremental_copy_is_left(void **state)
{
	static const struct edit both[] = {{C_REJECTED ".json", "{cr}"}, {NULL, NULL}};
	static const struct edit back[] = {{C_REJECTED ".json", NULL}, {NULL, NULL}};
	char one[65], two[65], three[65], four[65];
	git_repository *repository = make("copies", true, one, two);
	struct heard heard;

	(void)state;
	commit(repository, NOON(3), both, three);
	assert_int_equal(feed_since("copies", two, &heard), 0);
	assert_int_equal(heard.documents_count, 2);
	assert_true(!heard.documents[0].rejected && heard.documents[1].rejected);
	commit(repository, NOON(4), back, four);
	git_repository_free(repository);
	assert_int_equal(feed_since("copies", three, &heard), 0);
	assert_int_equal(heard.documents_count, 1);
	assert_string_equal(heard.documents[0].json, "{c}");
	assert_int_equal(heard.gone_count, 0);
}

static void test_git_nothing_new(void **state)
{
	char one[65], two[65];
	struct heard heard;

	(void)state;
	git_repository_free(make("same", true, one, two));
	assert_int_equal(feed_since("same", two, &heard), 0);
	assert_true(heard.origin.incremental);
	assert_int_equal(heard.documents_count + heard.gone_count, 0);
	assert_string_equal(heard.origin.date, "2024-03-02");
}

static void test_git_rewritten_history_is_read_whole(void **state)
{
	char one[65], two[65], other[65];
	git_repository *repository;
	struct heard heard;

	(void)state;
	git_repository_free(make("rewritten", true, one, two));
	/* Nothing that is there, nothing that is a hash. */
	assert_int_equal(feed_since("rewritten",
				 "0123456789012345678901234567890123456789", &heard),
		0);
	check_all(&heard, two);
	assert_int_equal(feed_since("rewritten", "what", &heard), 0);
	check_all(&heard, two);

	/* There, but no ancestor. */
	assert_int_equal(git_repository_open(&repository, "rewritten"), 0);
	commit(repository, NOON(3), (const struct edit[]){{"x", "y"}, {NULL, NULL}},
		other);
	git_oid id;
	git_reference *branch, *moved, *head;

	git_oid_fromstr(&id, two);
	assert_int_equal(git_repository_head(&head, repository), 0);
	assert_int_equal(
		git_reference_lookup(&branch, repository, git_reference_name(head)), 0);
	assert_int_equal(git_reference_set_target(&moved, branch, &id, NULL), 0);
	git_reference_free(branch);
	git_reference_free(moved);
	git_reference_free(head);
	git_repository_free(repository);
	assert_int_equal(feed_since("rewritten", other, &heard), 0);
	check_all(&heard, two);
}

static void test_git_another_repository_is_read_whole(void **state)
{
	char one[65], two[65];
	struct heard heard;
	struct feed_options options = {
		.source = "another", .since_source = "/elsewhere", .since_commit = one};

	(void)state;
	git_repository_free(make("another", true, one, two));
	assert_int_equal(feed_heard(&options, &heard), 0);
	check_all(&heard, two);
}

static void test_git_names_what_it_leaves_out(void **state)
{
	static const struct edit odd[] = {
		{A ".json", "->/etc/passwd"}, {B ".dyad", "->x"}, {NULL, NULL}};
	char *big = malloc(FEED_DOCUMENT_MAX + 2), one[65], two[65], hash[65];
	git_repository *repository = make("odd", true, one, two);
	struct heard heard;

	(void)state;
	assert_non_null(big);
	memset(big, ' ', FEED_DOCUMENT_MAX + 1);
	big[FEED_DOCUMENT_MAX + 1] = '\0';
	commit(repository, NOON(3), odd, hash);
	commit(repository, NOON(3), (const struct edit[]){{C ".json", big}, {NULL, NULL}},
		hash);
	git_repository_free(repository);
	free(big);
	assert_int_equal(feed_heard_path("odd", &heard), 0);
	/* B's pairs are no file: it stays out. */
	assert_int_equal(heard.documents_count, 1);
	assert_true(heard.documents[0].rejected);
	assert_int_equal(heard.problems_count, 3);
	assert_string_equal(heard.problems[0], C ".json: larger than 4 MiB");
	assert_string_equal(heard.problems[1], A ".json: is a link, not a file");
	assert_string_equal(heard.problems[2], B ".dyad: is a link, not a file");
}

static void test_git_without_records(void **state)
{
	static const struct edit other[] = {{"README", "x"}, {NULL, NULL}};
	git_repository *repository;
	struct heard heard;
	char hash[65];

	(void)state;
	assert_int_equal(git_repository_init(&repository, "unborn", 0), 0);
	assert_int_equal(feed_heard_path("unborn", &heard), KVET_ERROR_INPUT);
	assert_non_null(strstr(heard.error.message, "no commit"));
	commit(repository, NOON(1), other, hash);
	git_repository_free(repository);
	assert_int_equal(feed_heard_path("unborn", &heard), KVET_ERROR_INPUT);
	assert_non_null(strstr(heard.error.message, "no CVE records"));
}

/* HEAD names a branch that is not there. */
static void test_git_falls_back_to_master(void **state)
{
	char one[65], two[65];
	git_repository *repository = make("master", true, one, two);
	git_reference *reference;
	struct heard heard;
	git_oid id;

	(void)state;
	git_oid_fromstr(&id, two);
	git_reference_create(&reference, repository, "refs/heads/main", &id, 1, NULL);
	git_reference_free(reference);
	git_repository_free(repository);
	write_text("master/HEAD", "ref: refs/heads/nowhere\n");
	assert_int_equal(feed_heard_path("master", &heard), 0);
	check_all(&heard, two);
}

static void test_git_damaged(void **state)
{
	char one[65], two[65], path[128];
	git_repository *repository = make("damaged", true, one, two);
	git_object *tree;
	struct heard heard;

	(void)state;
	assert_int_equal(git_revparse_single(&tree, repository, "HEAD:cve/published"), 0);
	char id[65];

	git_oid_tostr(id, sizeof(id), git_object_id(tree));
	git_object_free(tree);
	git_repository_free(repository);
	snprintf(path, sizeof(path), "damaged/objects/%.2s/%s", id, id + 2);
	assert_int_equal(chmod(path, 0600), 0);
	write_text(path, "nonsense");
	assert_int_equal(feed_heard_path("damaged", &heard), KVET_ERROR_INPUT);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(feed_heard_path("damaged", &heard), KVET_ERROR_INPUT);
}

/* A loose object of a repository, opened to be overwritten. */
static void loose_path(
	const char *repository, const char *what, char path[256], git_oid *id)
{
	git_repository *opened;
	git_object *object;
	char hex[65];

	assert_int_equal(git_repository_open(&opened, repository), 0);
	assert_int_equal(git_revparse_single(&object, opened, what), 0);
	*id = *git_object_id(object);
	git_oid_tostr(hex, sizeof(hex), id);
	snprintf(path, 256, "%sobjects/%.2s/%s", git_repository_path(opened), hex,
		hex + 2);
	git_object_free(object);
	git_repository_free(opened);
	assert_int_equal(chmod(path, 0600), 0);
}

/* Reads SOURCE, whose loose object at PATH is damaged, within 10 seconds: it is an error or
 * a problem, which says so of that file. */
static void check_damaged(const char *source, const char *path, const char *said)
{
	struct heard heard;
	const char *told;
	int result;

	alarm(10);
	result = feed_heard_path(source, &heard);
	alarm(0);
	if (result) {
		assert_int_equal(result, KVET_ERROR_INPUT);
		told = heard.error.message;
	} else {
		assert_int_equal(heard.problems_count, 1);
		assert_int_equal(heard.documents_count, 3);
		told = heard.problems[0];
	}
	assert_non_null(strstr(told, strstr(path, "objects/")));
	assert_non_null(strstr(told, said));
}

static const char *const objects_of_all_types[] = {
	"HEAD",
	"HEAD~1",
	"HEAD^{tree}",
	"HEAD~1^{tree}",
	"HEAD:cve/published",
	"HEAD:" A ".json",
	"HEAD:" A ".dyad",
};

/* libgit2 reads such objects for ever. */
static void test_git_loose_object_cut_short(void **state)
{
	char one[65], two[65], path[256], data[4096];
	git_oid id;

	(void)state;
	git_repository_free(make("cut", true, one, two));
	for (size_t i = 0; i < sizeof(objects_of_all_types) / sizeof(char *); i++) {
		loose_path("cut", objects_of_all_types[i], path, &id);
		int fd = open(path, O_RDWR);
		ssize_t len = read(fd, data, sizeof(data));

		assert_true(len > 10 && len < (ssize_t)sizeof(data));
		for (ssize_t cut = len - 1; cut >= 0; cut -= cut < 7 ? 1 : 7) {
			assert_int_equal(ftruncate(fd, cut), 0);
			check_damaged("cut", path, "is cut short");
		}
		assert_int_equal(unlink(path), 0);
		assert_int_equal(symlink("/dev/zero", path), 0);
		check_damaged("cut", path, "is not a regular file");
		assert_int_equal(unlink(path), 0);
		assert_int_equal(mkfifo(path, 0600), 0);
		check_damaged("cut", path, "is not a regular file");
		assert_int_equal(unlink(path), 0);
		close(fd);
		write_bytes(path, data, (size_t)len);
	}
	struct heard heard;

	assert_int_equal(feed_heard_path("cut", &heard), 0);
	check_all(&heard, two);
}

static void write_loose(const char *path, const char *text, size_t len)
{
	unsigned char packed[4096];
	uLongf packed_len = sizeof(packed);

	assert_int_equal(
		compress(packed, &packed_len, (const unsigned char *)text, len), Z_OK);
	write_bytes(path, packed, packed_len);
}

static void test_git_loose_object_that_lies(void **state)
{
	static const struct lie {
		const char *text;
		size_t len;
		const char *said;
	} lies[] = {
#define LIE(text, said) {text, sizeof(text) - 1, said}
		LIE("blob 3\0{a}4", "is longer than its header says"),
		LIE("blob 3\0{a", "is shorter than its header says"),
		LIE("blob 4194304\0{a}", "is shorter than its header says"),
		LIE("blob 99999999999999999999\0{a}", "no header that can be read"),
		LIE("blob 67108865\0{a}", "is larger than 64 MiB"),
		LIE("blob 03\0{a}", "no header that can be read"),
		LIE("blob -3\0{a}", "no header that can be read"),
		LIE("blob \0{a}", "no header that can be read"),
		LIE("blob3\0{a}", "no header that can be read"),
		LIE("", "no header that can be read"),
		LIE("blob 3 and more text than any header has, and no end", "no header"),
		LIE("blobblobblobblob 3\0{a}", "no header"),
		LIE("bulb 3\0{a}", "is of an unknown type"),
		LIE("ofs-delta 3\0{a}", "no header"),
	};
	char one[65], two[65], path[256];
	struct heard heard;
	git_oid id;

	(void)state;
	git_repository_free(make("lies", true, one, two));
	loose_path("lies", "HEAD:" A ".json", path, &id);
	for (size_t i = 0; i < sizeof(lies) / sizeof(*lies); i++) {
		write_loose(path, lies[i].text, lies[i].len);
		check_damaged("lies", path, lies[i].said);
	}
	write_text(path, "nonsense");
	check_damaged("lies", path, "is damaged");
	/* Sizes within what a file may be, but not a file of a record, or a commit. */
	write_loose(path, "blob 4194305\0{a}", 16);
	assert_int_equal(feed_heard_path("lies", &heard), 0);
	assert_string_equal(heard.problems[0], A ".json: larger than 4 MiB");
	write_loose(path, "blob 0\0", 7);
	assert_int_equal(feed_heard_path("lies", &heard), 0);
	assert_string_equal(heard_find(&heard, CVE(2024, 1000))->json, "");
	loose_path("lies", "HEAD", path, &id);
	write_loose(path, "commit 1048577\0{a}", 18);
	check_damaged("lies", path, "is larger than one of its type may be");
}

/* Objects of another repository are read where they are, and as carefully. */
static void test_git_alternates(void **state)
{
	char one[65], two[65], path[256];
	git_repository *repository = make("lender", true, one, two);
	struct heard heard;
	git_oid id;

	(void)state;
	git_repository_free(repository);
	assert_int_equal(git_repository_init(&repository, "borrower", true), 0);
	git_repository_free(repository);
	/* A loop, a comment, a folder that is not there. */
	write_text("borrower/objects/info/alternates",
		"# lent\n../../lender/objects\n/nowhere\n");
	write_text("lender/objects/info/alternates", "../../borrower/objects");
	write_text("borrower/HEAD", "ref: refs/heads/master\n");
	write_text("borrower/refs/heads/master", two);
	assert_int_equal(feed_heard_path("borrower", &heard), 0);
	check_all(&heard, two);
	loose_path("lender", "HEAD^{tree}", path, &id);
	assert_int_equal(truncate(path, 20), 0);
	check_damaged("borrower", path, "is cut short");

	assert_int_equal(unlink("borrower/objects/info/alternates"), 0);
	assert_int_equal(mkfifo("borrower/objects/info/alternates", 0600), 0);
	assert_int_equal(feed_heard_path("borrower", &heard), KVET_ERROR_INPUT);
	assert_int_equal(unlink("borrower/objects/info/alternates"), 0);
	FILE *file = fopen("borrower/objects/info/alternates", "w");

	for (int i = 0; i < 9; i++) {
		snprintf(path, sizeof(path), "lent%d", i);
		assert_int_equal(mkdir(path, 0700), 0);
		fprintf(file, "../../lent%d\n", i);
	}
	assert_int_equal(fclose(file), 0);
	assert_int_equal(feed_heard_path("borrower", &heard), KVET_ERROR_INPUT);
	assert_non_null(strstr(heard.error.message, "more than 8 folders"));
}

/* With file:// libgit2 reads the repository in its own way, as a server. */
static void test_git_url_of_a_damaged_repository(void **state)
{
	static const struct edit third[] = {{A ".json", "{a3}"}, {NULL, NULL}};
	char one[65], two[65], three[65], path[256], source[4096], url[4096 + 8];
	git_repository *repository = make("dam aged", false, one, two);
	struct heard heard;
	git_oid id;

	(void)state;
	assert_non_null(realpath("dam aged", source));
	snprintf(url, sizeof(url), "file://%.*s%%20aged",
		(int)(strchr(source, ' ') - source), source);
	assert_int_equal(feed_since(url, NULL, &heard), 0);
	check_all(&heard, two);
	commit(repository, NOON(3), third, three);
	git_repository_free(repository);
	loose_path("dam aged", "HEAD", path, &id);
	assert_int_equal(truncate(path, 20), 0);
	alarm(10);
	assert_int_equal(feed_since(url, two, &heard), KVET_ERROR_INPUT);
	alarm(0);
	assert_non_null(strstr(heard.error.message, "is cut short"));
	assert_non_null(strstr(heard.error.message, strstr(path, "objects/")));
}

static void test_git_url_is_cloned_then_fetched(void **state)
{
	static const struct edit third[] = {{A ".json", "{a3}"}, {NULL, NULL}};
	char one[65], two[65], three[65], url[4096 + 8], path[4096];
	git_repository *repository = make("remote", false, one, two);
	struct heard heard;
	struct stat st;

	(void)state;
	assert_non_null(realpath("remote", path));
	snprintf(url, sizeof(url), "file://%s", path);
	assert_int_equal(feed_since(url, NULL, &heard), 0);
	check_all(&heard, two);
	assert_string_equal(heard.origin.source, url);
	assert_int_equal(stat("cache/of", &st), 0);
	assert_int_equal(st.st_mode & 0777, 0700);

	commit(repository, NOON(3), third, three);
	git_repository_free(repository);
	assert_int_equal(feed_since(url, two, &heard), 0);
	assert_true(heard.origin.incremental);
	assert_int_equal(heard.documents_count, 1);
	assert_string_equal(heard.documents[0].json, "{a3}");
	assert_string_equal(heard.origin.commit, three);

	/* A server that is gone is an error, whatever the cache has. */
	assert_int_equal(rename("remote", "moved"), 0);
	assert_int_equal(feed_since(url, three, &heard), KVET_ERROR_SYSTEM);
	assert_non_null(strstr(heard.error.message, url));
	assert_true(*heard.error.hint);
}

static void test_git_url_hides_the_password(void **state)
{
	struct heard heard;

	(void)state;
	assert_int_equal(
		feed_since("http://me:secret@127.0.0.1:1/x/vulns.git", NULL, &heard),
		KVET_ERROR_SYSTEM);
	assert_null(strstr(heard.error.message, "secret"));
	assert_non_null(strstr(heard.error.message, "http://127.0.0.1:1/x/vulns.git"));
	assert_int_equal(access("cache/of/kvet", F_OK), 0);
}

/* libgit2 1.5 with PCRE2 loses memory for every look-up in a configuration; the leak
 * checker, where there is one, asks this what to pass over. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
	return "leak:libpcre2\n";
}

static int start(void **state)
{
	return git_libgit2_init() < 0 ? -1 : scratch_make(state);
}

static int stop(void **state)
{
	git_libgit2_shutdown();
	return scratch_remove(state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_git_bare_or_not),
		cmocka_unit_test(test_git_day_is_that_of_the_first_addition),
		cmocka_unit_test(test_git_incremental),
		cmocka_unit_test(test_git_incremental_copy_is_left),
		cmocka_unit_test(test_git_nothing_new),
		cmocka_unit_test(test_git_rewritten_history_is_read_whole),
		cmocka_unit_test(test_git_another_repository_is_read_whole),
		cmocka_unit_test(test_git_names_what_it_leaves_out),
		cmocka_unit_test(test_git_without_records),
		cmocka_unit_test(test_git_falls_back_to_master),
		cmocka_unit_test(test_git_damaged),
		cmocka_unit_test(test_git_loose_object_cut_short),
		cmocka_unit_test(test_git_loose_object_that_lies),
		cmocka_unit_test(test_git_alternates),
		cmocka_unit_test(test_git_url_of_a_damaged_repository),
		cmocka_unit_test(test_git_url_is_cloned_then_fetched),
		cmocka_unit_test(test_git_url_hides_the_password),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
