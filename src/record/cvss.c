/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * FIRST's specification: https://www.first.org/cvss/v3.1/specification-document, sections
 * 5 (scale), 6 (vector), 7.1 (base equations), 7.4 (weights) and appendix A (rounding).
 *
 * The base equations of 3.0 and 3.1 are the same. 3.0 asks for the next tenth above, and
 * leaves open what floating point makes of a product that ends on a tenth; 3.1 says how
 * to round. Both are rounded here as 3.1 says.
 */
#include "record/cvss.h"
#include "util/error.h"

/* Every value of version 3 is one letter. */
static const struct metric {
	char name[4];
	char values[6];
} metrics[CVSS_METRICS] = {
	[CVSS_AV] = {"AV", "NALP"},
	[CVSS_AC] = {"AC", "LH"},
	[CVSS_PR] = {"PR", "NLH"},
	[CVSS_UI] = {"UI", "NR"},
	[CVSS_S] = {"S", "UC"},
	[CVSS_C] = {"C", "NLH"},
	[CVSS_I] = {"I", "NLH"},
	[CVSS_A] = {"A", "NLH"},
	/* temporal */
	[CVSS_E] = {"E", "XUPFH"},
	[CVSS_RL] = {"RL", "XOTWU"},
	[CVSS_RC] = {"RC", "XURC"},
	/* environmental */
	[CVSS_CR] = {"CR", "XLMH"},
	[CVSS_IR] = {"IR", "XLMH"},
	[CVSS_AR] = {"AR", "XLMH"},
	[CVSS_MAV] = {"MAV", "XNALP"},
	[CVSS_MAC] = {"MAC", "XLH"},
	[CVSS_MPR] = {"MPR", "XNLH"},
	[CVSS_MUI] = {"MUI", "XNR"},
	[CVSS_MS] = {"MS", "XUC"},
	[CVSS_MC] = {"MC", "XNLH"},
	[CVSS_MI] = {"MI", "XNLH"},
	[CVSS_MA] = {"MA", "XNLH"},
};

/* The weights, each in the order of the metric's values above. */
static const double attack_vector[] = {0.85, 0.62, 0.55, 0.2};
static const double attack_complexity[] = {0.77, 0.44};
static const double privileges[2][3] = {
	{0.85, 0.62, 0.27}, /* scope unchanged */
	{0.85, 0.68, 0.5}, /* changed */
};
static const double interaction[] = {0.85, 0.62};
static const double impact_weight[] = {0, 0.22, 0.56};

static int fail(struct kvet_error *error, size_t offset, const char *message)
{
	error_set(error, KVET_ERROR_INPUT, NULL, "%s", message);
	error_place(error, 1, (unsigned)offset + 1);
	return KVET_ERROR_INPUT;
}

/* A byte of the input as a message can carry it. */
static char printable(char byte)
{
	return byte > ' ' && byte < 0x7f ? byte : '?';
}

static int fail_metric(
	struct kvet_error *error, size_t offset, const char *problem, struct bytes item)
{
	char shown[16];
	size_t len = 0;

	while (len < item.len && len < sizeof(shown) - 1) {
		shown[len] = printable(item.data[len]);
		len++;
	}
	shown[len] = '\0';
	error_set(error, KVET_ERROR_INPUT, NULL, "%s '%s'%s", problem, shown,
		len < item.len ? "..." : "");
	error_place(error, 1, (unsigned)offset + 1);
	return KVET_ERROR_INPUT;
}

static bool starts_with(struct bytes text, const char *start)
{
	size_t len = strlen(start);

	return text.len >= len && memcmp(text.data, start, len) == 0;
}

/* Version 2 has no prefix, and is often written in brackets. */
static bool looks_like_version_2(struct bytes vector)
{
	return starts_with(vector, "AV:") || starts_with(vector, "(AV:") ||
	       starts_with(vector, "CVSS2#");
}

static int check_version(struct bytes vector, struct kvet_error *error)
{
	if (starts_with(vector, "CVSS:3.1/") || starts_with(vector, "CVSS:3.0/"))
		return 0;
	if (starts_with(vector, "CVSS:4."))
		return fail(error, 5,
			"CVSS version 4 is not understood, only 3.0 and 3.1 are");
	if (looks_like_version_2(vector))
		return fail(error, 0,
			"CVSS version 2 is not understood, only 3.0 and 3.1 are");
	if (starts_with(vector, "CVSS:"))
		return fail(
			error, 5, "CVSS version is not understood, only 3.0 and 3.1 are");
	return fail(error, 0,
		"not a CVSS vector: it starts with neither CVSS:3.0/ nor CVSS:3.1/");
}

static const struct metric *find_metric(struct bytes name)
{
	for (size_t i = 0; i < CVSS_METRICS; i++) {
		if (bytes_equal(name, metrics[i].name))
			return &metrics[i];
	}
	return NULL;
}

/* ITEM is what stands between two slashes, at OFFSET of the vector. */
static int parse_metric(struct bytes item, size_t offset, struct cvss_metrics *choice,
	struct kvet_error *error)
{
	const char *colon = item.len ? memchr(item.data, ':', item.len) : NULL;

	if (!colon)
		return fail_metric(error, offset, "not a CVSS metric:", item);
	struct bytes name = {item.data, (size_t)(colon - item.data)};
	struct bytes value = {colon + 1, item.len - name.len - 1};
	const struct metric *metric = find_metric(name);

	if (!metric)
		return fail_metric(error, offset, "unknown CVSS metric", name);
	const char *known = value.len == 1 && value.data[0]
				    ? strchr(metric->values, value.data[0])
				    : NULL;
	if (!known)
		return fail_metric(
			error, offset + name.len + 1, "unknown CVSS value", value);
	signed char *chosen = &choice->value[metric - metrics];
	if (*chosen >= 0)
		return fail_metric(error, offset, "CVSS metric stands twice:", name);
	*chosen = (signed char)(known - metric->values);
	return 0;
}

static int check_complete(
	const struct cvss_metrics *choice, struct bytes vector, struct kvet_error *error)
{
	for (size_t i = 0; i < CVSS_BASE_METRICS; i++) {
		if (choice->value[i] < 0)
			return fail_metric(error, vector.len, "CVSS vector lacks metric",
				bytes_of(metrics[i].name));
	}
	return 0;
}

static int parse_metrics(
	struct bytes vector, struct cvss_metrics *choice, struct kvet_error *error)
{
	size_t offset = strlen("CVSS:3.1/");

	memset(choice->value, -1, sizeof(choice->value));
	for (;;) {
		struct bytes item = {vector.data + offset, vector.len - offset};
		const char *slash = item.len ? memchr(item.data, '/', item.len) : NULL;

		if (slash)
			item.len = (size_t)(slash - item.data);
		int status = parse_metric(item, offset, choice, error);
		if (status)
			return status;
		if (!slash)
			return check_complete(choice, vector, error);
		offset += item.len + 1;
	}
}

/*
 * Appendix A's Roundup, in tenths: the next tenth above, once the noise of floating point
 * behind the fifth digit is gone. No score, base, temporal or environmental, is nearer than
 * 3e-9 to the middle between two such digits, so the result is the same on every machine.
 */
unsigned cvss_round_up(double score)
{
	unsigned long units = (unsigned long)(score * 100000 + 0.5);

	return (unsigned)((units + 9999) / 10000);
}

double cvss_power(double base, unsigned exponent)
{
	double power = 1;

	while (exponent--)
		power *= base;
	return power;
}

double cvss_impact_weight(int value)
{
	return impact_weight[value];
}

double cvss_exploitability(int av, int ac, int pr, int ui, bool changed)
{
	return 8.22 * attack_vector[av] * attack_complexity[ac] *
	       privileges[changed][pr] * interaction[ui];
}

unsigned cvss_join(double impact, double exploitability, bool changed)
{
	double sum = impact + exploitability;

	if (impact <= 0)
		return 0;
	if (changed)
		sum *= 1.08;
	return cvss_round_up(sum < 10 ? sum : 10);
}

static double impact_subscore(const signed char *value, bool changed)
{
	double iss = 1 - (1 - impact_weight[value[CVSS_C]]) *
				 (1 - impact_weight[value[CVSS_I]]) *
				 (1 - impact_weight[value[CVSS_A]]);

	if (!changed)
		return 6.42 * iss;
	return 7.52 * (iss - 0.029) - 3.25 * cvss_power(iss - 0.02, 15);
}

static unsigned base_score(const struct cvss_metrics *choice)
{
	const signed char *value = choice->value;
	bool changed = value[CVSS_S] == 1;

	return cvss_join(impact_subscore(value, changed),
		cvss_exploitability(value[CVSS_AV], value[CVSS_AC], value[CVSS_PR],
			value[CVSS_UI], changed),
		changed);
}

enum kvet_severity cvss_severity(unsigned tenths)
{
	static const struct {
		unsigned from;
		enum kvet_severity severity;
	} scale[] = {
		{90, KVET_CRITICAL},
		{70, KVET_HIGH},
		{40, KVET_MEDIUM},
		{1, KVET_LOW},
		{0, KVET_NONE},
	};
	size_t i = 0;

	while (tenths < scale[i].from)
		i++;
	return scale[i].severity;
}

int cvss_read(struct bytes vector, struct cvss_metrics *choice, struct kvet_error *error)
{
	/* All metrics, each once, are 117 bytes. */
	if (vector.len >= CVSS_VECTOR_SIZE)
		return fail(error, CVSS_VECTOR_SIZE - 1, "CVSS vector is too long");
	int status = check_version(vector, error);
	return status ? status : parse_metrics(vector, choice, error);
}

const char *cvss_metric_name(enum cvss_metric metric)
{
	return metrics[metric].name;
}

const char *cvss_metric_values(enum cvss_metric metric)
{
	return metrics[metric].values;
}

int cvss_parse(struct bytes vector, struct cvss *cvss, struct kvet_error *error)
{
	struct cvss_metrics choice;
	int status = cvss_read(vector, &choice, error);

	if (status)
		return status;
	*cvss = (struct cvss){.score = base_score(&choice)};
	memcpy(cvss->vector, vector.data, vector.len);
	cvss->severity = cvss_severity(cvss->score);
	return 0;
}

static bool is_blank(char byte)
{
	return byte == ' ' || byte == '\t';
}

/* Cuts the first word off REST, which then starts at the next word. */
static struct bytes next_word(struct bytes *rest)
{
	struct bytes word = {rest->data, 0};

	while (word.len < rest->len && !is_blank(rest->data[word.len]))
		word.len++;
	size_t next = word.len;
	while (next < rest->len && is_blank(rest->data[next]))
		next++;
	rest->data += next;
	rest->len -= next;
	return word;
}

/* The id goes out into JSON and onto terminals as it is: nothing but visible ASCII. */
static int check_source(struct bytes source, size_t offset, struct kvet_error *error)
{
	if (source.len >= sizeof(((struct cvss *)0)->source))
		return fail(error, offset,
			"name of the organisation that scored is too long");
	for (size_t i = 0; i < source.len; i++) {
		if (printable(source.data[i]) != source.data[i])
			return fail(error, offset + i,
				"unexpected byte in the name of the organisation that "
				"scored");
	}
	return 0;
}

/* LINE is not blank. Columns count from its start. */
static int parse_line(struct bytes line, struct cvss *cvss, struct kvet_error *error)
{
	struct bytes rest = line;

	if (is_blank(rest.data[0]))
		next_word(&rest);
	struct bytes source = next_word(&rest);
	struct bytes vector = next_word(&rest);
	size_t offset = (size_t)(vector.data - line.data);

	if (!vector.len)
		return fail(error, offset,
			"no CVSS vector behind the organisation that scored");
	if (rest.len)
		return fail(error, (size_t)(rest.data - line.data),
			"unexpected text behind the CVSS vector");
	int status = check_source(source, (size_t)(source.data - line.data), error);
	if (status)
		return status;
	status = cvss_parse(vector, cvss, error);
	if (status && error)
		error->column += (unsigned)offset;
	if (!status)
		memcpy(cvss->source, source.data, source.len);
	return status;
}

static bool is_blank_line(struct bytes line)
{
	for (size_t i = 0; i < line.len; i++) {
		if (!is_blank(line.data[i]))
			return false;
	}
	return true;
}

int cvss_parse_file(struct bytes text, struct cvss *cvss, struct kvet_error *error)
{
	struct bytes line;
	unsigned number = 0;

	while (bytes_next_line(&text, &line)) {
		number++;
		if (is_blank_line(line))
			continue;
		int status = parse_line(line, cvss, error);
		if (status && error)
			error->line = number;
		return status;
	}
	return fail(error, 0, "no CVSS vector in the file");
}
