// SPDX-License-Identifier: GPL-2.0-or-later
// What a profile has beside its counts: what Rust would prevent, how old bugs get, how fixes
// come to lines. And what none of the numbers can say.
import {count, cveLink, h, plural, sentences, share, words} from './dom.js';
import {Reader, drawRanges, drawSurvival} from './chart.js';
import {onTheme} from './theme.js';

const percent = (value) => `${Math.round(100 * value)} %`;
const estimate = (of) => (of ? `${percent(of.value)}${of.low === null ? ''
	: ` (${percent(of.low)} to ${percent(of.high)})`}` : 'none');
const days = (number) => (number === null || number === undefined ? 'none' : count(number));

const table = (label, heads, rows, kind = '') => h('div', {class: `scroll ${kind}`, tabindex: '0', role: 'region', 'aria-label': label},
	h('table', null, h('thead', null, h('tr', null, heads.map((head) => h('th', {scope: 'col'}, head)))),
		h('tbody', null, rows.map(([name, ...cells]) => h('tr', null, h('th', {scope: 'row'}, name),
			cells.map((cell) => h('td', null, cell)))))));

const folded = (label, heads, rows, kind) => h('details', {class: 'numbers'},
	h('summary', null, label), table(label, heads, rows, kind));

function rustPart({rust}) {
	const kinds = {prevents: 'prevents', makes_rarer: 'makes rarer', checks: 'turns into a checked error',
		no_help: 'does not help', unclassified: 'not known'};
	const bar = h('div', {class: 'verdicts', 'aria-hidden': 'true'});

	Object.keys(kinds).forEach((kind) => {
		const part = h('span', {class: `r-${kind}`});
		part.style.flexGrow = rust.safe_rust[kind];
		bar.append(part);
	});
	return h('div', {class: 'part'}, h('h3', null, 'What safe Rust would have done'),
		h('p', null, `Of ${plural(rust.c_records, 'record')} of C code, ${share(rust.safe_rust.prevents, rust.c_records)} ` +
			`are of classes that safe Rust prevents. ${plural(rust.rust_records, 'record')} ` +
			`${rust.rust_records === 1 ? 'is' : 'are'} of Rust code.`),
		bar, h('ul', {class: 'counts plain'}, Object.entries(kinds).map(([kind, text]) => h('li', null,
			h('span', {class: `swatch r-${kind}`, 'aria-hidden': 'true'}), h('b', null, count(rust.safe_rust[kind])),
			` ${text} `, h('small', null, share(rust.safe_rust[kind], rust.c_records))))),
		rust.records.length ? folded('The records of Rust code', ['CVE', 'class', 'title', 'words that name unsafe code'],
			rust.records.map((record) => [cveLink(record.cve), record.class, record.title, record.unsafe_words ?? ''])) : null);
}

// Drawn anew when the theme or the room changes.
function redrawn(element, draw) {
	let width = 0;
	const show = () => {
		width = element.clientWidth;
		draw(width || 500);
	};

	new ResizeObserver(() => Math.abs(element.clientWidth - width) > 1 && show()).observe(element);
	onTheme(show);
}

function survivalChart(points) {
	const reading = h('p', {class: 'reading'});
	const text = (i) => `after ${plural(points[i].years, 'year')}: ${estimate(points[i].alive)} are still there; ` +
		`${plural(points[i].at_risk, 'bug')} of that age`;
	const reader = new Reader({name: 'Age of the bugs', textOf: text, chosen: (i) => {
		reading.textContent = i === null ? 'Share of the known bugs that mainline still had, by age in years, with its interval of 95 %'
			: text(i);
	}});

	redrawn(reader.element, (width) => reader.show(drawSurvival({points, width, height: 260})));
	return [reader.element, reading];
}

function agesPart({ages}) {
	const points = ages.survival.filter(({alive}) => alive);
	const whole = {years: 0, at_risk: ages.dated, alive: {value: 1, low: 1, high: 1}};
	const {numbered} = ages;

	return h('div', {class: 'part'}, h('h3', null, 'How old bugs are when they are fixed'),
		numbered.records ? h('p', null, `Of those fixed since February 2024 half were older than ${days(numbered.median)} days; ` +
			`a quarter was younger than ${days(numbered.first_quartile)}, a quarter older than ${days(numbered.third_quartile)}.`) : null,
		points.length > 1 ? survivalChart([whole, ...points]) : null,
		ages.cohorts.length ? folded('By the year that brought them', ['year', 'known', 'fixed', 'still there after 1 year',
			'after 2', 'after 5', 'half fixed after days', 'against the year before'],
		ages.cohorts.map((each) => [String(each.year), count(each.known), count(each.fixed), estimate(each.alive['1']),
			estimate(each.alive['2']), estimate(each.alive['5']), days(each.median), words(each.apart)]), 'numeric') : null);
}

function lagsPart({lags}) {
	const place = h('div', {class: 'ranges', 'aria-hidden': 'true'});

	if (!lags.length)
		return null;
	redrawn(place, (width) => place.replaceChildren(drawRanges({width, rows: lags.map(({line, lag, ...rest}) => {
		const of = lag ?? rest;
		return {name: line, from: of.first_quartile, middle: of.median, to: of.third_quartile};
	})})));
	return h('div', {class: 'part broad'}, h('h3', null, 'How long fixes take to each line'),
		h('p', null, 'Days from the mainline release with a fix to the line\'s own: half of the fixes that came lie in the bar, the dot is the median. The table has those that never came.'),
		h('div', {class: 'halves'}, place, table('Fixes by line', ['line', 'median days', 'quartiles', 'came', 'never', 'pending'],
			lags.map((each) => [each.ended ? `${each.line}, ended` : each.line, days(each.median),
				each.median === null ? 'none' : `${days(each.first_quartile)} to ${days(each.third_quartile)}`, count(each.came),
				count(each.never), count(each.pending)]), 'numeric')));
}

// What every profile says; what one alone does stands below its chart.
export const commonHorizon = (profiles) => (profiles[0]?.horizon ?? []).filter((text) =>
	profiles.every(({horizon}) => horizon.includes(text)));

export function showFigures(profile, section) {
	section.append(h('div', {class: 'parts'}, rustPart(profile), agesPart(profile), lagsPart(profile)));
}

export function showLimits({result, profiles}, section) {
	const all = new Set([...result.horizon, ...commonHorizon(profiles)]);

	section.append(h('h2', {id: 'limits-title'}, 'What these numbers do not say'), sentences([...all]));
}
