/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The tables of a store, schema 1. Words are the vocabulary's; ids are a CVE's year * 10^9
 * + number, so that they sort as CVEs do; `ordinal` keeps the order that a record writes.
 */
#ifndef KVET_STORE_SCHEMA_SQL_H
#define KVET_STORE_SCHEMA_SQL_H

/* clang-format off */
#define STORE_SCHEMA_SQL \
	/* source, kind, date, commit of the snapshot; understood_by; days of the facts */ \
	"CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;" \
	/* light, because a check reads all of it; digest tells a changed record; the score is */ \
	/* in tenths */ \
	"CREATE TABLE record(" \
	"  id INTEGER PRIMARY KEY, rejected INTEGER NOT NULL, digest INTEGER NOT NULL," \
	"  published TEXT NOT NULL, title TEXT NOT NULL," \
	"  language TEXT NOT NULL, class TEXT NOT NULL, family TEXT NOT NULL," \
	"  subsystem TEXT NOT NULL, cvss_vector TEXT NOT NULL, cvss_source TEXT NOT NULL," \
	"  cvss_score INTEGER NOT NULL, severity TEXT NOT NULL," \
	/* the record's pairs, packed: the index that all records' verdicts are given from, */ \
	/* without a row for each pair; table pair is the same for people and for SQL */ \
	"  exposure BLOB NOT NULL);" \
	"CREATE TABLE text(record INTEGER PRIMARY KEY, description TEXT NOT NULL," \
	"  links TEXT NOT NULL);" \
	"CREATE TABLE file(record INTEGER, ordinal INTEGER, path TEXT NOT NULL," \
	"  PRIMARY KEY(record, ordinal)) WITHOUT ROWID;" \
	"CREATE TABLE pair(record INTEGER, ordinal INTEGER," \
	"  introduced TEXT NOT NULL, introduced_commit TEXT NOT NULL," \
	"  fixed TEXT NOT NULL, fixed_commit TEXT NOT NULL," \
	"  PRIMARY KEY(record, ordinal)) WITHOUT ROWID;" \
	/* only of records without pairs; whole: what an entry says of all other releases */ \
	"CREATE TABLE range(record INTEGER, ordinal INTEGER, entry INTEGER NOT NULL," \
	"  whole INTEGER NOT NULL, affected INTEGER NOT NULL, open INTEGER NOT NULL," \
	"  inclusive INTEGER NOT NULL, single INTEGER NOT NULL," \
	"  first INTEGER NOT NULL, last INTEGER NOT NULL, text TEXT NOT NULL," \
	"  PRIMARY KEY(record, ordinal)) WITHOUT ROWID;" \
	"CREATE TABLE class_evidence(record INTEGER, ordinal INTEGER, class TEXT NOT NULL," \
	"  words TEXT NOT NULL, place TEXT NOT NULL," \
	"  PRIMARY KEY(record, ordinal)) WITHOUT ROWID;" \
	"CREATE TABLE contradiction(record INTEGER, ordinal INTEGER, text TEXT NOT NULL," \
	"  PRIMARY KEY(record, ordinal)) WITHOUT ROWID;" \
	/* what the last update did not understand */ \
	"CREATE TABLE problem(name TEXT NOT NULL, reason TEXT NOT NULL);" \
	"CREATE TABLE release(name TEXT PRIMARY KEY, date TEXT NOT NULL) WITHOUT ROWID;" \
	"CREATE TABLE line(name TEXT PRIMARY KEY, released TEXT NOT NULL," \
	"  end_of_life TEXT NOT NULL, longterm INTEGER NOT NULL) WITHOUT ROWID;" \
	"CREATE TABLE exploited(id INTEGER PRIMARY KEY, added TEXT NOT NULL," \
	"  name TEXT NOT NULL, kernel INTEGER NOT NULL);" \
	/* full text; holds no copy of the text, and no sizes, which only ranking needs */ \
	"CREATE VIRTUAL TABLE search USING fts5(title, description, content='', columnsize=0);" \
	/* its parts are merged when there are many, not while a first update writes them, */ \
	/* and are gathered in no more memory than a processor's cache has */ \
	"INSERT INTO search(search, rank) VALUES('automerge', 0);" \
	"INSERT INTO search(search, rank) VALUES('crisismerge', 64);"

/* Lines of code by release: made when a census is first kept, so that a store from before */
/* there was one can keep it too, and a kvet from before can read the store. */
#define STORE_CENSUS_SQL \
	"CREATE TABLE IF NOT EXISTS census(release TEXT, language TEXT, subsystem TEXT," \
	"  files INTEGER NOT NULL, code INTEGER NOT NULL, comments INTEGER NOT NULL," \
	"  blank INTEGER NOT NULL, PRIMARY KEY(release, language, subsystem)) WITHOUT ROWID"
/* clang-format on */

#endif
