/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The getters of a record. */
#include "store/loaded.h"

const char *kvet_record_cve(const kvet_record *record)
{
	return record->cve;
}

bool kvet_record_rejected(const kvet_record *record)
{
	return record->rejected;
}

const char *kvet_record_title(const kvet_record *record)
{
	return record->title;
}

const char *kvet_record_description(const kvet_record *record)
{
	return record->description;
}

const char *kvet_record_published(const kvet_record *record)
{
	return record->published;
}

kvet_set kvet_record_languages(const kvet_record *record)
{
	return record->languages;
}

enum kvet_class kvet_record_class(const kvet_record *record)
{
	return record->class;
}

enum kvet_family kvet_record_family(const kvet_record *record)
{
	return record->family;
}

const char *kvet_record_subsystem(const kvet_record *record)
{
	return record->subsystem;
}

const char *kvet_record_cvss_vector(const kvet_record *record)
{
	return record->cvss_vector;
}

const char *kvet_record_cvss_source(const kvet_record *record)
{
	return record->cvss_source;
}

double kvet_record_cvss_score(const kvet_record *record)
{
	return record->score / 10.0;
}

enum kvet_severity kvet_record_severity(const kvet_record *record)
{
	return record->severity;
}

const char *kvet_record_exploited(const kvet_record *record)
{
	return record->exploited;
}

static const char *text_at(const struct texts *texts, size_t index)
{
	return index < texts->count ? texts->items[index] : NULL;
}

const char *kvet_record_file(const kvet_record *record, size_t index)
{
	return text_at(&record->files, index);
}

const char *kvet_record_reference(const kvet_record *record, size_t index)
{
	return text_at(&record->references, index);
}

const char *kvet_record_contradiction(const kvet_record *record, size_t index)
{
	return text_at(&record->contradictions, index);
}

const struct kvet_pair *kvet_record_pair(const kvet_record *record, size_t index)
{
	return index < record->pair_count ? &record->pairs[index] : NULL;
}

const struct kvet_class_evidence *kvet_record_class_evidence(
	const kvet_record *record, size_t index)
{
	return index < record->class_count ? &record->classes[index] : NULL;
}
