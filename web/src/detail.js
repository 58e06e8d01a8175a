// SPDX-License-Identifier: GPL-2.0-or-later
// What stands behind one finding.
import {commitLink, count, cveLink, day, h, words} from './dom.js';

const event = (name, of) => [h('dt', null, name), h('dd', null, of
	? [h('b', null, of.release), ' ', of.commit ? h('code', null, commitLink(of.commit)) : null]
	: 'not known')];

const field = (name, ...content) => [h('dt', null, name), h('dd', null, content)];

function scoreOf({cvss}) {
	if (!cvss)
		return 'not scored';
	return [`${cvss.score.toFixed(1)} ${cvss.severity} `, h('code', null, cvss.vector),
		cvss.source ? ` by ${cvss.source}` : null];
}

function evidenceOf(record) {
	return h('ol', {class: 'evidence'}, record.evidence.map(({kind, text, source}) =>
		h('li', null, h('span', {class: 'kind'}, words(kind)), h('span', null, text, ' ',
			h('small', null, source)))));
}

function explainCommand(record, page) {
	const command = `${page.explain} ${record.cve}${page.explain_options ?? ''}`;
	return h('p', {class: 'command'}, h('code', null, command));
}

export function detailOf(record, page) {
	const judged = 'evidence' in record;
	const files = record.files.length > 8
		? [...record.files.slice(0, 8), `and ${count(record.files.length - 8)} more`] : record.files;

	return h('div', {class: 'detail'}, h('p', {class: 'whole'}, record.title),
		judged ? h('div', null, h('h3', null, `Why ${words(record.verdict)}`), evidenceOf(record),
			page.explain ? explainCommand(record, page) : null) : null,
		h('dl', null,
			field('Record', cveLink(record.cve)),
			record.known_exploited ? field('Known exploited', `on the list since ${day(record.known_exploited)}`) : null,
			field('Score', scoreOf(record)),
			field('Class', `${record.class}, ${record.family}`),
			judged ? [event('Introduced', record.introduced), event('Fixed', record.fixed),
				field('Code', words(record.presence), record.module ? `, ${record.module}` : '',
					record.option ? [' by ', h('code', null, `${record.option.name}=${record.option.value}`)] : null)]
				: null,
			record.published ? field('Published', day(record.published)) : null,
			field('Language', record.language.split(',').join(', ')),
			field('Files', h('ul', {class: 'files'}, files.map((file) => h('li', null, h('code', null, file)))))));
}
