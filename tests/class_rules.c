/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * class_rules: the rules of src/record/class_table.c that tell no class, primary or further,
 * of any record on standard input, each as CLASS<TAB>PHRASE. A record is its title and its
 * description, a zero byte behind each. For tests/classes/unused.
 */
#include "record/class.h"
#include "record/class_table.h"
#include "record/record.h"

#include <stdio.h>
#include <stdlib.h>

static void count_told(const struct class_matcher *matcher, const char *title,
	const char *description, unsigned *told)
{
	struct class_match matches[CLASS_MATCHES_MAX];
	size_t count = class_find(
		matcher, bytes_of(title), bytes_of(record_body(description)), matches);

	for (size_t i = 0; i < count; i++)
		told[matches[i].rule] += matches[i].words.len > 0;
}

/* How many records were read. */
static unsigned read_records(const struct class_matcher *matcher, unsigned *told)
{
	char *texts[2] = {NULL, NULL};
	size_t sizes[2] = {0, 0};
	unsigned records = 0;

	while (getdelim(&texts[0], &sizes[0], '\0', stdin) > 0 &&
		getdelim(&texts[1], &sizes[1], '\0', stdin) > 0) {
		count_told(matcher, texts[0], texts[1], told);
		records++;
	}
	free(texts[0]);
	free(texts[1]);
	return records;
}

int main(void)
{
	struct class_matcher *matcher = class_matcher_new();
	unsigned *told = calloc(class_rules_count, sizeof(*told));
	unsigned records = 0;

	if (matcher && told)
		records = read_records(matcher, told);
	for (unsigned i = 0; records && i < class_rules_count; i++)
		if (!told[i])
			printf("%s\t%s\n",
				kvet_word(KVET_WORDS_CLASS, class_rules[i].class),
				class_rules[i].phrase);
	free(told);
	class_matcher_free(matcher);
	return records ? 0 : 3;
}
