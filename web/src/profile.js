// SPDX-License-Identifier: GPL-2.0-or-later
// How the vulnerabilities change: one chart of many profiles, and what goes with it.
import {count, day, first, h, plural, words} from './dom.js';
import {Reader, drawPeriods, readingOf} from './chart.js';
import {colour, onTheme} from './theme.js';
import {pictureOf, savePng, saveSvg} from './picture.js';
import {commonHorizon, showFigures} from './figures.js';

const SERIES = 9;
const bys = {family: 'family of bugs', class: 'class of bugs', severity: 'severity', language: 'language',
	subsystem: 'subsystem', line: 'line'};
const overs = {fixed: 'fixed', introduced: 'introduced', published: 'published'};
const overlapping = ['line']; // a record is in several rows: a stack would count it as often

const colours = {CRITICAL: 's-critical', HIGH: 's-high', MEDIUM: 's-medium', LOW: 's-low', NONE: 's-none',
	not_scored: 's-not'};

// Quarters of a year, added up. A record has one day, so nothing counts twice.
function toYears(periods, rows, until) {
	const names = [...new Set(periods.map(({period}) => period.slice(0, 4)))];
	const place = periods.map(({period}) => names.indexOf(period.slice(0, 4)));
	const add = (numbers) => numbers.reduce((years, number, i) => {
		years[place[i]] += number;
		return years;
	}, names.map(() => 0));
	const records = add(periods.map((period) => period.records));

	return {
		periods: names.map((name, i) => ({name, records: records[i], partial: `${name}-12-31` >= until})),
		rows: rows.map((row) => ({...row, counts: add(row.counts)})),
	};
}

const asQuarters = (periods, rows) =>
	({periods: periods.map(({period: name, ...rest}) => ({name, ...rest})), rows});

// The rows that are drawn: the largest, in the profile's own order, and what is left of them.
function seriesOf(profile, {periods, rows}) {
	const overlap = overlapping.includes(profile.by);
	const largest = new Set([...rows].sort((a, b) => b.count - a.count).slice(0, SERIES));
	const series = rows.filter((row) => largest.has(row)).map(({name, counts}, i) => ({name: words(name),
		colour: colour(profile.by === 'severity' ? colours[name] : `c${i}`), values: counts}));

	const left = periods.map(({records}, i) => records - series.reduce((all, {values}) => all + values[i], 0));
	if (!overlap && left.some((number) => number > 0))
		series.push({name: 'all others', colour: colour('other'), values: left.map((number) => Math.max(0, number))});
	return series;
}

const choose = (id, label, options, chosen, onchange) => h('label', null, h('span', null, label),
	h('select', {id, onchange}, Object.entries(options).map(([value, text]) =>
		h('option', {value, selected: value === chosen}, text))));

class Chart {
	constructor(profiles, section) {
		this.profiles = profiles;
		this.state = {by: 'family', over: 'fixed', per: 'year', as: 'records', from: null, to: null};
		this.hidden = new Set();
		this.common = commonHorizon(profiles);
		this.build(section);
		this.draw();
		onTheme(() => this.draw());
		new ResizeObserver(() => this.resize()).observe(this.reader.element);
	}

	build(section) {
		const pick = (name) => ({target}) => this.change({[name]: target.value, from: null, to: null});
		const {state} = this;

		const there = (names, key) => Object.fromEntries(Object.entries(names).filter(([name]) =>
			this.profiles.some((profile) => profile[key] === name)));
		const by = choose('profile-by', 'Count by', there(bys, 'by'), state.by, pick('by'));
		const over = choose('profile-over', 'Over the day when', there(overs, 'over'), state.over, pick('over'));
		this.bySelect = by.querySelector('select');
		this.overSelect = over.querySelector('select');
		this.reader = new Reader({name: 'Period', textOf: (i) => this.spoken(i), chosen: (i) => this.read(i),
			range: (from, to) => this.change({from: this.spec.periods[from].name, to: this.spec.periods[to].name}),
			whole: () => this.change({from: null, to: null})});
		this.fromSelect = h('select', {id: 'profile-from', onchange: ({target}) => this.change({from: target.value})});
		this.toSelect = h('select', {id: 'profile-to', onchange: ({target}) => this.change({to: target.value})});
		this.whole = h('button', {type: 'button', class: 'link', onclick: () => this.change({from: null, to: null})}, 'Whole time');
		this.caption = h('h3', {id: 'chart-title'});
		this.legend = h('div', {class: 'legend'});
		this.note = h('p', {class: 'note'});
		this.numbers = h('details', {class: 'numbers', ontoggle: () => this.table()}, h('summary', null, 'The numbers as a table'));
		section.append(h('form', {class: 'filters', onsubmit: (event) => event.preventDefault()},
			by, over,
			choose('profile-per', 'Per', {year: 'year', quarter: 'quarter'}, state.per, pick('per')),
			choose('profile-as', 'As', {records: 'records', shares: 'shares'}, state.as, pick('as')),
			h('label', null, h('span', null, 'From'), this.fromSelect),
			h('label', null, h('span', null, 'To'), this.toSelect)),
		h('figure', {class: 'chart', 'aria-labelledby': 'chart-title'},
			h('div', {class: 'above'}, this.caption, this.whole, h('span', {class: 'save'}, 'Save as ',
				h('button', {type: 'button', class: 'link', onclick: () => this.save(saveSvg)}, 'SVG'), ' ',
				h('button', {type: 'button', class: 'link', onclick: () => this.save(savePng)}, 'PNG'))),
			h('div', {class: 'both'}, this.reader.element, this.legend), this.note, this.numbers));
	}

	change(state) {
		Object.assign(this.state, state);
		// Not every day goes with everything that is counted.
		if (!this.profile())
			Object.assign(this.state, 'by' in state ? {over: 'fixed'} : {by: 'family'});
		this.bySelect.value = this.state.by;
		this.overSelect.value = this.state.over;
		if ('by' in state)
			this.hidden.clear();
		this.draw();
	}

	profile() {
		return this.profiles.find(({by, over}) => by === this.state.by && over === this.state.over);
	}

	// What is to be drawn, whole; then the part that is looked at.
	read_state() {
		const {state} = this, profile = this.profile();
		const grouped = state.per === 'year'
			? toYears(profile.periods, profile.rows, profile.snapshot.date ?? '9999-12-31')
			: asQuarters(profile.periods, profile.rows);
		const index = (name, otherwise) => {
			const at = grouped.periods.findIndex((period) => period.name === name);
			return at < 0 ? otherwise : at;
		};
		const ends = [index(state.from, 0), index(state.to, grouped.periods.length - 1)].sort((a, b) => a - b);
		const part = (list) => list.slice(ends[0], ends[1] + 1);

		this.all = grouped.periods;
		this.spec = {
			series: seriesOf(profile, grouped).map((each) => ({...each, values: part(each.values)})),
			periods: part(grouped.periods),
			shares: state.as === 'shares' && !overlapping.includes(profile.by),
			lines: overlapping.includes(profile.by),
		};
	}

	drawing(width, height) {
		const series = this.spec.series.filter(({name}) => !this.hidden.has(name));
		return drawPeriods({...this.spec, series, width, height});
	}

	resize() {
		const {clientWidth} = this.reader.element;
		if (Math.abs(clientWidth - (this.width ?? 0)) > 1)
			this.draw();
	}

	draw() {
		const profile = this.profile();

		this.read_state();
		this.width = this.reader.element.clientWidth || 700;
		const empty = this.spec.periods.length === 0;
		this.reader.element.hidden = empty;
		this.caption.textContent = `Records by ${bys[profile.by]}, per ${this.state.per}, by the day when ` +
			`they were ${overs[profile.over]}`;
		this.notes(profile, empty);
		this.ends();
		this.reader.show(this.drawing(this.width, this.width < 500 ? 260 : 340));
		this.table();
	}

	notes(profile, empty) {
		const notes = [];
		if (empty)
			notes.push('No record has such a day: days of publication come with records from git.');
		if (this.spec.periods.some(({partial}) => partial))
			notes.push('Paler bars: not over on the day of the records.');
		notes.push(...profile.horizon.filter((text) => !this.common.includes(text)).map((text) => `${first(text)}.`));
		this.note.textContent = notes.join(' ');
	}

	ends() {
		const options = (chosen) => this.all.map(({name}) =>
			h('option', {value: name, selected: name === chosen}, name));
		const {periods} = this.spec;

		this.fromSelect.replaceChildren(...options(periods[0]?.name));
		this.toSelect.replaceChildren(...options(periods.at(-1)?.name));
		this.whole.hidden = periods.length === this.all.length;
	}

	// The legend is what is read: numbers of the period pointed at, or of all that are shown.
	read(i) {
		const {periods} = this.spec;
		if (!periods.length)
			return this.legend.replaceChildren();
		const {total, items} = readingOf(this.spec, i);
		const name = i === null ? `${periods[0].name} to ${periods.at(-1).name}` : periods[i].name;
		const entries = this.legend.querySelectorAll('button');

		if (entries.length !== items.length || [...entries].some((each, n) => each.dataset.name !== items[n].name))
			this.makeLegend(items);
		this.legend.querySelector('.when').textContent = `${name}${i !== null && periods[i].partial ? ', so far' : ''}`;
		this.legend.querySelector('.total').textContent = plural(total, 'record');
		this.legend.querySelectorAll('li').forEach((entry, n) => {
			entry.querySelector('.number').textContent = count(items[n].number);
			entry.querySelector('.percent').textContent = items[n].share;
			entry.querySelector('.swatch').style.backgroundColor = items[n].colour;
		});
	}

	makeLegend(items) {
		this.legend.replaceChildren(h('p', {class: 'reading'}, h('b', {class: 'when'}), ' ', h('span', {class: 'total'})),
			h('ul', null, items.map(({name}) => h('li', null, h('button', {type: 'button', 'data-name': name,
				'aria-pressed': String(!this.hidden.has(name)), title: 'show or hide',
				onclick: ({currentTarget}) => this.toggle(name, currentTarget)},
			h('span', {class: 'swatch', 'aria-hidden': 'true'}), h('span', {class: 'name'}, name)),
			h('span', {class: 'number'}), h('span', {class: 'percent'})))));
	}

	toggle(name, button) {
		if (!this.hidden.delete(name))
			this.hidden.add(name);
		button.setAttribute('aria-pressed', String(!this.hidden.has(name)));
		this.draw();
	}

	spoken(i) {
		if (!this.spec.periods[i])
			return 'nothing';
		const {total, items} = readingOf(this.spec, i);
		return `${this.spec.periods[i].name}: ${plural(total, 'record')}; ` +
			items.filter(({number}) => number).map(({name, number}) => `${name} ${count(number)}`).join(', ');
	}

	table() {
		const {series, periods} = this.spec;
		if (!this.numbers.open)
			return;
		this.numbers.querySelector('.scroll')?.remove();
		this.numbers.append(h('div', {class: 'scroll numeric', tabindex: '0', role: 'region', 'aria-label': 'Numbers'},
			h('table', null, h('thead', null, h('tr', null, h('th', {scope: 'col'}, first(this.state.per)),
				h('th', {scope: 'col'}, 'records'), series.map(({name}) => h('th', {scope: 'col'}, name)))),
			h('tbody', null, periods.map(({name, records, partial}, i) => h('tr', null,
				h('th', {scope: 'row'}, partial ? `${name}, so far` : name), h('td', null, count(records)),
				series.map(({values}) => h('td', null, count(values[i])))))))));
	}

	save(how) {
		const {snapshot} = this.profile();
		const {picture} = this.drawing(860, 400);
		const name = `kvet-${this.state.by}-${this.state.over}`;

		how(pictureOf({chart: picture, title: this.caption.textContent,
			series: this.spec.series.filter((each) => !this.hidden.has(each.name)),
			source: `kvet, from the kernel's CVE records as of ${day(snapshot.date)}`}), name);
	}
}

export function showProfile(profiles, section) {
	section.append(h('h2', {id: 'profile-title'}, 'Profile'),
		h('p', {class: 'lead'}, `How the vulnerabilities of the kernel change: ${plural(profiles[0].records, 'record')}, of all kernels. `,
			h('span', {class: 'hint'}, 'Point at a bar or move with the arrow keys to read it; drag, or choose From and To, to look closer.')));
	new Chart(profiles, section);
	showFigures(profiles[0], section);
}
