// SPDX-License-Identifier: GPL-2.0-or-later
// The answer, how sure it is, and what matters of it.
import {count, cveLink, day, first, h, plural, sentences, share, words} from './dom.js';
import {lineOf, releaseRank, severities} from './data.js';

const verdicts = ['affected', 'unknown', 'fixed', 'not_introduced', 'not_built'];

const have = (number) => (number === 1 ? 'is' : 'are');

function nameOf(target) {
	const build = target.knows_build ? ' with this configuration' : '';
	return `${target.distribution ? `${target.distribution}, ${target.release}` : target.release}${build}`;
}

// "6.1.147: 2,639 of 12,560 records affect it; 3 of them are known to be exploited"
export function headlineOf({page, result, records}) {
	const {target, snapshot, summary} = result;
	const affected = records.filter(({record}) => !target || record.verdict === 'affected');
	const exploited = affected.filter(({record}) => record.known_exploited).length;
	const known = page.exploited_list === false ? 'which are exploited is not known here' : exploited ? `${count(exploited)} of them ${have(exploited)} known to be exploited`
		: 'none is known to be exploited';

	if (!target)
		return `${plural(records.length, 'record')} of vulnerabilities of the kernel; ${known}`;
	if (summary.unknown === snapshot.records)
		return `${nameOf(target)}: its release cannot be told, so nothing is known`;
	// With options that narrow, the findings are fewer than the summary counts.
	const narrowed = affected.length !== summary.affected;
	return `${nameOf(target)}: ${count(summary.affected)} of ${count(snapshot.records)} records ` +
		`affect it; ${narrowed ? `${count(affected.length)} of these are in this report` : known}`;
}

// Why the verdicts are as good as they are.
function certaintyOf({result}) {
	const {target} = result;

	if (!target)
		return [];
	const release = target.upper_bound
		? 'An upper bound: this kernel may carry fixes that its release does not show.'
		: 'Judged by its release: the records say what that contains.';
	const build = target.knows_build
		? 'What is compiled into it is known: code that is proven to be left out does not count.'
		: 'What is compiled into it is not known: code that is not there counts as well.';
	return [release, build];
}

function facts(data) {
	const {result} = data;
	const {snapshot, target} = result;
	const rows = [];

	if (target) {
		const kinds = {release: 'a release string', host: 'the running host',
			root: 'the image of a device', tree: 'a source tree', build: 'a build folder',
			image: 'a kernel image', description: 'a description', sbom: 'an SBOM'};
		rows.push(['Kernel', `${target.release}, told by ${kinds[target.kind] ?? target.kind}`,
			target.input === target.release ? null : h('code', null, target.input)]);
		rows.push(['How sure', certaintyOf(data).join(' ')]);
		if (target.notes.length)
			rows.push(['What told', sentences(target.notes)]);
	}
	rows.push(['Records', `${count(snapshot.records)}, as of ${day(snapshot.date)}`,
		h('code', null, snapshot.commit ? `${snapshot.source} ${snapshot.commit.slice(0, 12)}`
			: snapshot.source)]);
	rows.push(['Horizon', sentences(result.horizon)]);
	return h('dl', {class: 'facts'}, rows.map(([name, ...texts]) =>
		[h('dt', null, name), h('dd', null, texts.filter(Boolean).map((text, i) =>
			(i ? [h('br'), text] : text)))]));
}

// One bar of all records, and the counts as buttons that narrow the table.
function verdictBar({result}, narrow) {
	const {summary, snapshot} = result;
	const shown = verdicts.filter((verdict) => verdict in summary);
	const bar = h('div', {class: 'verdicts', 'aria-hidden': 'true'});

	for (const verdict of shown) {
		const part = h('span', {class: `v-${verdict}`});
		part.style.flexGrow = summary[verdict];
		if (summary[verdict])
			bar.append(part);
	}
	return h('div', null, bar, h('ul', {class: 'counts', 'aria-label': 'Records by verdict'},
		shown.map((verdict) => h('li', null,
			h('button', {type: 'button', 'data-verdict': verdict,
				onclick: () => narrow({verdict})},
			h('span', {class: `swatch v-${verdict}`, 'aria-hidden': 'true'}),
			h('b', null, count(summary[verdict])), ' ', words(verdict), ' ',
			h('small', null, share(summary[verdict], snapshot.records)))))));
}

function exploitedList(rows, narrow, missing, {exploited_list: known}) {
	const listed = rows.filter(({record}) => record.known_exploited);
	const shown = listed.slice(0, 12);
	const note = missing?.length ? h('details', {class: 'note'},
		h('summary', null, `${plural(missing.length, 'known exploited CVE')} of the kernel ` +
			`${missing.length === 1 ? 'has' : 'have'} no record, and ${have(missing.length)} not judged`),
		h('p', null, missing.map((cve, i) => [i ? ', ' : '', cveLink(cve)]))) : null;

	return h('div', null, h('h2', {class: 'small'}, 'Known to be exploited'),
		listed.length ? h('ul', {class: 'exploited'}, shown.map(({record}) => h('li', null,
			h('span', {class: 'cve'}, cveLink(record.cve)), h('span', null, record.title,
				record.fixed ? h('small', null, ` fixed in ${record.fixed.release}`) : null))))
			: h('p', null, known === false ? 'Not known: the store has no list of them (kvet update --known-exploited FILE).'
				: 'None.'),
		listed.length > shown.length ? h('p', null, h('button', {type: 'button', class: 'link',
			onclick: () => narrow({exploited: true})}, `All ${count(listed.length)}`)) : null,
		note);
}

// Bars with their numbers, each a button that narrows the table.
function bars(title, items, total) {
	const most = Math.max(1, ...items.map(({number}) => number));

	return h('div', null, h('h2', {class: 'small'}, title), h('ul', {class: 'bars'}, items.map((item) => {
		const bar = h('span', {class: `amount ${item.number ? item.kind : 'empty'}`, 'aria-hidden': 'true'});
		bar.style.width = `${100 * item.number / most}%`;
		const content = [h('span', {class: 'label'}, item.label),
			h('span', {class: 'track', 'aria-hidden': 'true'}, bar),
			h('span', {class: 'number'}, count(item.number), ' ',
				h('small', null, share(item.number, total)))];
		return h('li', null, item.narrow && item.number
			? h('button', {type: 'button', onclick: item.narrow}, content)
			: h('div', null, content));
	})));
}

function bySeverity(rows, title, narrow) {
	return bars(title, severities.map((severity) => ({
		label: first(words(severity).toLowerCase()),
		kind: `s-${severity}`,
		number: rows.filter((row) => row.severity === severity).length,
		narrow: () => narrow({severity}),
	})).filter(({number, label}) => number || label !== 'None'), rows.length);
}

// Of the affected: is there a later release of the line that has the fix?
function byFix(rows, target) {
	const kinds = {line: 0, mainline: 0, none: 0};
	let last = null;

	for (const {record} of rows) {
		const release = record.fixed?.release;
		const own = release && lineOf(release) === target.line;
		kinds[own ? 'line' : release ? 'mainline' : 'none']++;
		if (own && (!last || releaseRank(release) > releaseRank(last)))
			last = release;
	}
	return bars('Where they are fixed', [
		{label: last ? `${target.line}, up to ${last}` : `On ${target.line}`, number: kinds.line, kind: 'fix-line'},
		{label: 'Mainline alone', number: kinds.mainline, kind: 'fix-main'},
		{label: 'Nowhere yet', number: kinds.none, kind: 'fix-none'},
	], rows.length);
}

export function showSummary(data, section, narrow) {
	const {result, records, page} = data;
	const {target} = result;
	const rows = target ? records.filter(({record}) => record.verdict === 'affected') : records;
	const headline = headlineOf(data);

	document.title = `${headline} - kvet report`;
	section.append(h('h1', {id: 'headline'}, headline));
	if (target)
		section.append(verdictBar(data, narrow));
	section.append(h('div', {class: 'matters'},
		exploitedList(rows, narrow, result.not_judged, page),
		bySeverity(rows, target ? 'Affected, by severity' : 'By severity', narrow),
		target ? byFix(rows, target) : null));
	section.append(facts(data));
	document.getElementById('made-by').append(`Made by kvet ${page.version}`,
		...(page.made_by ? [': ', h('code', null, page.made_by)] : []),
		'. Its numbers are those of --format json (docs/json.md).');
}
