// SPDX-License-Identifier: GPL-2.0-or-later
// The documents that kvet wrote into the page (docs/json.md), and what sorting and searching
// need beside them.

const documents = (name) =>
	[...document.querySelectorAll(`script[data-kvet="${name}"]`)].map((element) => {
		const value = JSON.parse(element.textContent);
		element.remove(); // its text is as large as all the rest
		return value;
	});

export function loadData() {
	const [page] = documents('page');
	const [result] = documents('result');
	return {page, result, profiles: documents('profile'), records: recordsOf(result)};
}

// "6.1.57" as a number that sorts; candidates stand before their release.
export function releaseRank(release) {
	const [, main, candidate] = /^([\d.]+)(?:-rc(\d+))?/.exec(release ?? '') ?? [];
	if (!main)
		return Infinity; // not known, none: at the end
	const [major = 0, minor = 0, micro = 0, stable = 0] = main.split('.').map(Number);
	const parts = major < 3 ? [major, minor, micro, stable] : [major, minor, 0, micro];
	const rank = parts.reduce((sum, part) => sum * 1000 + part, 0);
	return rank * 100 + (candidate ? Number(candidate) : 99);
}

// "6.1" of "6.1.57", "2.6.32" of "2.6.32.70".
export const lineOf = (release) => /^(2\.\d+\.\d+|\d+\.\d+)/.exec(release ?? '')?.[0] ?? '';

export const severities = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW', 'NONE', 'not_scored'];

const severityOf = (record) => record.cvss?.severity ?? 'not_scored';

const cveRank = (cve) => {
	const [, year, number] = /^CVE-(\d+)-(\d+)$/.exec(cve) ?? [0, 0, 0];
	return Number(year) * 1e12 + Number(number);
};

// A row of the table: the record, and what it is sorted and filtered by.
function rowOf(record, order) {
	return {
		record,
		order,
		cve: cveRank(record.cve),
		score: record.cvss?.score ?? -1,
		severity: severityOf(record),
		languages: record.language.split(','),
		area: record.subsystem.split('/')[0],
		introduced: releaseRank(record.introduced?.release),
		fixed: releaseRank(record.fixed?.release),
		text: null,
	};
}

// Lower case, of all that a person may look for; made when first needed.
export function searchText(row) {
	const {record} = row;

	row.text ??= [record.cve, record.title, record.class, record.family, record.subsystem,
		record.option?.name, record.module, record.introduced?.release,
		record.introduced?.commit, record.fixed?.release, record.fixed?.commit,
		...record.files].filter(Boolean).join('\n').toLowerCase();
	return row.text;
}

function recordsOf(result) {
	return (result.findings ?? result.records).map(rowOf);
}
