// SPDX-License-Identifier: GPL-2.0-or-later
// The table of records: filters, order, and as many rows as there are, of which only those
// that can be seen are in the document.
import {Virtualizer, defaultRangeExtractor, elementScroll, measureElement, observeElementOffset,
	observeElementRect} from '@tanstack/virtual-core';
import {count, h, plural, words} from './dom.js';
import {lineOf, searchText, severities} from './data.js';
import {detailOf} from './detail.js';

const PRINTED = 3000; // rows on paper, at most

const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
const text = (name) => (a, b) => compare(a.record[name], b.record[name]);
const number = (name) => (a, b) => a[name] - b[name];

// SHOWN decides by the report; WIDE are left out where there is no room.
const columns = [
	{id: 'cve', label: 'CVE', compare: number('cve'), down: true, cell: ({record}) => record.cve},
	{id: 'score', label: 'Score', compare: number('score'), down: true, cell: scoreCell},
	{id: 'verdict', label: 'Verdict', compare: text('verdict'), shown: (view) => view.judged,
		cell: ({record}) => [h('span', {class: `swatch v-${record.verdict}`, 'aria-hidden': 'true'}),
			words(record.verdict)]},
	{id: 'class', label: 'Class', compare: text('class'), cell: ({record}) => record.class},
	{id: 'area', label: 'Subsystem', compare: text('subsystem'), cell: ({record}) => record.subsystem},
	{id: 'introduced', label: 'Since', compare: number('introduced'), shown: (view) => view.judged,
		cell: ({record}) => record.introduced?.release ?? ''},
	{id: 'fixed', label: 'Fixed in', compare: number('fixed'), shown: (view) => view.judged,
		cell: fixedCell},
	{id: 'presence', label: 'Code', compare: text('presence'), shown: (view) => view.built,
		cell: ({record}) => record.presence},
	{id: 'published', label: 'Published', shown: (view) => view.published,
		compare: (a, b) => compare(a.record.published ?? '', b.record.published ?? ''),
		down: true, cell: ({record}) => record.published ?? ''},
	{id: 'title', label: 'Title', compare: (a, b) => compare(titleKey(a), titleKey(b)), cell: ({record}) => record.title},
];

const titleKey = (row) => (row.title ??= row.record.title.toLowerCase());

function scoreCell({record, severity}) {
	const mark = record.known_exploited
		? h('span', {class: 'mark-exploited', title: `known to be exploited since ${record.known_exploited}`},
			'exploited') : null;
	if (!record.cvss)
		return mark ?? h('span', {class: 'none'}, 'not scored');
	return [h('span', {class: `swatch s-${severity}`, 'aria-hidden': 'true'}),
		h('b', null, record.cvss.score.toFixed(1)), ' ',
		mark ?? h('span', {class: 'severity'}, severity.toLowerCase())];
}

// In parentheses, as kvet check has it: mainline's, for the line of the kernel has none.
function fixedCell({record}, {line}) {
	const release = record.fixed?.release;
	if (!release)
		return h('span', {class: 'none'}, 'no fix');
	return line && lineOf(release) !== line
		? h('span', {class: 'none', title: `mainline's: ${line} has no fix`}, `(${release})`) : release;
}

// Which rows a choice of each filter lets through.
const accepts = {
	verdict: (row, value) => (value === 'open'
		? row.record.verdict === 'affected' || row.record.verdict === 'unknown'
		: row.record.verdict === value),
	severity: (row, value) => row.severity === value,
	class: (row, value) => row.record.class === value || `family ${row.record.family}` === value,
	area: (row, value) => row.area === value,
	language: (row, value) => row.languages.includes(value),
	presence: (row, value) => row.record.presence === value,
	fix: (row, value) => (row.record.fixed ? 'fixed' : 'none') === value,
	exploited: (row) => row.record.known_exploited !== null,
};

const tally = (rows, keyOf) => {
	const counts = new Map();
	for (const row of rows) {
		for (const key of [keyOf(row)].flat())
			counts.set(key, (counts.get(key) ?? 0) + 1);
	}
	return counts;
};

const choice = (value, label, number) =>
	h('option', {value}, number === undefined ? label : `${label} (${count(number)})`);

const byCount = (counts) => [...counts].sort((a, b) => b[1] - a[1]);

// The choices of each filter, with how many of all rows they let through.
function choicesOf(id, rows) {
	const plain = (keyOf) => byCount(tally(rows, keyOf)).map(([key, number]) =>
		choice(key, words(key) || 'none', number));

	switch (id) {
	case 'verdict':
		return [choice('open', 'affected and unknown'), ...plain(({record}) => record.verdict)];
	case 'severity': {
		const counts = tally(rows, ({severity}) => severity);
		return severities.filter((each) => counts.has(each)).map((each) =>
			choice(each, words(each).toLowerCase(), counts.get(each)));
	}
	case 'class':
		return byCount(tally(rows, ({record}) => record.family)).map(([family, number]) => {
			const of = rows.filter(({record}) => record.family === family);
			return h('optgroup', {label: family}, choice(`family ${family}`, `all ${family}`, number),
				byCount(tally(of, ({record}) => record.class)).map(([key, each]) => choice(key, key, each)));
		});
	case 'area':
		return plain(({area}) => area);
	case 'language':
		return plain(({languages}) => languages);
	default:
		return plain(({record}) => record.presence);
	}
}

const filterLabels = {verdict: 'Verdict', severity: 'Severity', class: 'Class', area: 'Subsystem',
	language: 'Language', presence: 'Code'};

export class Findings {
	constructor(data, section) {
		const {records, page, result} = data;
		Object.assign(this, {records, page, rows: records, open: new Set(), focused: 0,
			judged: Boolean(result.target), line: result.target?.line, built: Boolean(result.target?.knows_build),
			published: records.some(({record}) => record.published), order: null, down: false});
		this.columns = columns.filter(({shown}) => !shown || shown(this));
		// What was asked for with --verdict is what is wanted.
		const has = (verdict) => records.some(({record}) => record.verdict === verdict);
		const open = this.judged && (has('affected') || has('unknown'));
		this.filters = open ? {verdict: 'open'} : {};
		this.build(section);
		this.start();
		this.update();
	}

	build(section) {
		const ids = ['verdict', 'severity', 'class', 'area', 'language', 'presence'].filter((id) =>
			(id === 'verdict' ? this.judged : id === 'presence' ? this.built : true));

		this.selects = Object.fromEntries(ids.map((id) => [id, h('select', {id: `filter-${id}`,
			onchange: ({target}) => this.set(id, target.value)},
		choice('', 'all'), choicesOf(id, this.records))]));
		this.search = h('input', {type: 'search', id: 'search', placeholder: 'CVE, words, path, option, commit',
			autocomplete: 'off', spellcheck: 'false', oninput: ({target}) => this.set('words', target.value)});
		this.exploited = h('input', {type: 'checkbox', id: 'filter-exploited',
			onchange: ({target}) => this.set('exploited', target.checked)});
		this.status = h('p', {class: 'status', role: 'status', id: 'findings-status'});
		this.clear = h('button', {type: 'button', class: 'link', onclick: () => this.reset()}, 'Show all');
		this.head = h('div', {role: 'row', class: 'row head', 'aria-rowindex': '1'}, this.columns.map((column) =>
			h('div', {role: 'columnheader', class: `c-${column.id}`, 'data-column': column.id}, h('button',
				{type: 'button', onclick: () => this.sort(column)}, column.label,
				h('span', {class: 'arrow', 'aria-hidden': 'true'})))));
		this.body = h('div', {role: 'rowgroup', class: 'body'});
		this.scroller = h('div', {class: 'scroller', role: 'treegrid', id: 'table',
			'aria-label': 'Records', 'aria-describedby': 'findings-status findings-keys',
			'aria-colcount': this.columns.length, onkeydown: (event) => this.key(event)},
		h('div', {role: 'rowgroup', class: 'heads'}, this.head), this.body);
		this.printed = h('div', {class: 'printed'});
		section.append(h('h2', {id: 'findings-title'}, this.judged ? 'Findings' : 'Records'),
			h('form', {class: 'filters', role: 'search', onsubmit: (event) => event.preventDefault()},
				h('label', {class: 'wide'}, h('span', null, 'Search'), this.search),
				ids.map((id) => h('label', null, h('span', null, filterLabels[id]), this.selects[id])),
				h('label', {class: 'check'}, this.exploited, h('span', null, 'known exploited'))),
			h('div', {class: 'above'}, this.status, this.clear),
			this.scroller, this.printed,
			h('p', {class: 'keys', id: 'findings-keys'}, 'Arrow keys move through the rows, Enter opens one.'));
		this.scroller.style.setProperty('--columns', this.columns.map(({id}) => `var(--w-${id})`).join(' '));
	}

	// Filters ----------------------------------------------------------------------

	set(id, value) {
		if (value)
			this.filters[id] = value;
		else
			delete this.filters[id];
		this.update();
	}

	reset() {
		this.filters = {};
		this.update();
		this.search.focus();
	}

	// From the summary: these filters alone, and the table in view.
	narrow(filters) {
		this.filters = {...(this.judged && !filters.verdict ? {verdict: 'affected'} : {}), ...filters};
		this.update();
		document.getElementById('findings').scrollIntoView();
		this.scroller.querySelector('[tabindex="0"]')?.focus({preventScroll: true});
	}

	passing() {
		const asked = Object.entries(this.filters).filter(([id]) => id !== 'words');
		const looked = (this.filters.words ?? '').toLowerCase().split(/\s+/).filter(Boolean);

		return this.records.filter((row) => asked.every(([id, value]) => accepts[id](row, value)) &&
			looked.every((word) => searchText(row).includes(word)));
	}

	showFilters() {
		for (const [id, select] of Object.entries(this.selects))
			select.value = this.filters[id] ?? '';
		if (this.search.value !== (this.filters.words ?? ''))
			this.search.value = this.filters.words ?? '';
		this.exploited.checked = Boolean(this.filters.exploited);
		this.clear.hidden = Object.keys(this.filters).length === 0;
		this.status.textContent = this.rows.length === this.records.length
			? plural(this.rows.length, 'record')
			: `${count(this.rows.length)} of ${plural(this.records.length, 'record')}`;
	}

	// Order ------------------------------------------------------------------------

	sort(column) {
		if (this.order === column)
			this.down = !this.down;
		else
			Object.assign(this, {order: column, down: Boolean(column.down)});
		this.update();
	}

	showOrder() {
		for (const cell of this.head.children) {
			const of = this.order?.id === cell.dataset.column;
			cell.setAttribute('aria-sort', of ? (this.down ? 'descending' : 'ascending') : 'none');
		}
	}

	update() {
		const sign = this.down ? -1 : 1;

		this.rows = this.passing();
		if (this.order)
			this.rows.sort((a, b) => sign * this.order.compare(a, b) || a.order - b.order);
		this.focused = 0;
		this.showFilters();
		this.showOrder();
		this.scroller.setAttribute('aria-rowcount', this.rows.length + 1);
		this.scroller.scrollTop = 0;
		this.body.replaceChildren();
		this.take({count: this.rows.length});
		this.virtual.measure();
		this.render();
	}

	// Rows -------------------------------------------------------------------------

	start() {
		const narrow = matchMedia('(max-width: 720px)');
		const look = () => {
			this.tall = narrow.matches ? 79 : 31;
		};

		look();
		narrow.addEventListener('change', () => {
			look();
			this.virtual.measure();
			this.render();
		});
		this.virtual = new Virtualizer({
			count: 0,
			estimateSize: () => this.tall,
			getItemKey: (index) => this.rows[index]?.order ?? index,
			getScrollElement: () => this.scroller,
			scrollPaddingEnd: 34, // the heads stand above the rows
			overscan: 12,
			initialRect: {width: 1000, height: 640},
			observeElementRect,
			observeElementOffset,
			measureElement,
			scrollToFn: elementScroll,
			onChange: () => this.render(),
		});
		this.virtual._didMount();
		this.virtual._willUpdate();
	}

	// The row that has the focus stays, wherever the others are.
	take(options) {
		const {focused} = this;

		this.virtual.setOptions({...this.virtual.options, ...options, rangeExtractor: (range) => {
			const list = defaultRangeExtractor(range);
			return focused < range.count && !list.includes(focused)
				? [...list, focused].sort((a, b) => a - b) : list;
		}});
	}

	// To measure a row may move those behind it, which asks for this again.
	render() {
		if (this.placing) {
			this.again = true;
			return;
		}
		this.placing = true;
		for (let tries = 0; tries < 4 && (!tries || this.again); tries++) {
			this.again = false;
			this.place();
		}
		this.placing = false;
	}

	// Keeps the rows that stay, so that focus and selections do.
	place() {
		this.virtual._willUpdate();
		const items = this.virtual.getVirtualItems();
		const there = new Map([...this.body.children].map((row) => [Number(row.dataset.index), row]));

		this.body.style.height = `${this.virtual.getTotalSize()}px`;
		for (const [index, row] of there) {
			if (!items.some((item) => item.index === index))
				row.remove();
		}
		this.virtual.measureElement(null); // forgets those that went
		for (const {index, start} of items) {
			let row = there.get(index);
			if (!row) {
				row = this.row(index);
				this.body.append(row);
			}
			row.style.transform = `translateY(${start}px)`;
		}
		// All at once: to look at a row's height after each change would lay out for each.
		for (const row of this.body.children)
			this.virtual.measureElement(row);
	}

	row(index) {
		const row = this.rows[index];
		const open = this.open.has(row.order);
		const cells = this.columns.map((column, i) => h('div', {role: 'gridcell', class: `c-${column.id}`,
			'aria-colindex': i + 1, title: column.id === 'class' || column.id === 'area'
				? row.record[column.id === 'area' ? 'subsystem' : 'class'] : null}, column.cell(row, this)));

		return h('div', {class: `item${open ? ' open' : ''}`, role: 'presentation', 'data-index': index},
			h('div', {role: 'row', class: 'row', 'aria-rowindex': index + 2, 'aria-level': '1', 'aria-expanded': String(open),
				tabindex: index === this.focused ? '0' : '-1',
				onclick: (event) => this.click(event, index)}, cells),
			open ? h('div', {role: 'row', class: 'more', 'aria-level': '2'}, h('div', {role: 'gridcell',
				'aria-colspan': this.columns.length}, detailOf(row.record, this.page))) : null);
	}

	click(event, index) {
		if (getSelection().toString() && event.detail !== 0)
			return; // a person marks text
		this.focus(index);
		this.toggle(index);
	}

	toggle(index) {
		const {order} = this.rows[index];

		if (!this.open.delete(order))
			this.open.add(order);
		const item = this.item(index);
		const next = this.row(index);
		next.style.transform = item.style.transform;
		item.replaceWith(next);
		this.virtual.measureElement(next);
		next.firstChild.focus({preventScroll: true});
	}

	item(index) {
		return this.body.querySelector(`[data-index="${index}"]`);
	}

	// Keys -------------------------------------------------------------------------

	focus(index) {
		const before = this.item(this.focused)?.firstChild;

		this.focused = index;
		this.take({});
		this.render();
		const row = this.item(index).firstChild;
		row.setAttribute('tabindex', '0');
		row.focus({preventScroll: true});
		if (before !== row)
			before?.setAttribute('tabindex', '-1');
		this.virtual.scrollToIndex(index, {align: 'auto'});
	}

	key(event) {
		const page = 15, last = this.rows.length - 1;
		const to = {ArrowDown: this.focused + 1, ArrowUp: this.focused - 1, PageDown: this.focused + page,
			PageUp: this.focused - page, Home: 0, End: last}[event.key];

		if (!event.target.matches('.item > .row') || event.ctrlKey || event.altKey || event.metaKey)
			return;
		if (to !== undefined && last >= 0)
			this.focus(Math.max(0, Math.min(last, to)));
		else if (event.key === 'Enter' || event.key === ' ')
			this.toggle(this.focused);
		else if ((event.key === 'ArrowRight') !== this.open.has(this.rows[this.focused]?.order) &&
			/^Arrow(Left|Right)$/.test(event.key))
			this.toggle(this.focused);
		else
			return;
		event.preventDefault();
	}

	// Paper ------------------------------------------------------------------------

	print(on) {
		if (!on)
			return this.printed.replaceChildren();
		const rows = this.rows.slice(0, PRINTED);
		this.printed.replaceChildren(h('table', null,
			h('thead', null, h('tr', null, this.columns.map(({id, label}) => h('th', {class: `c-${id}`}, label)))),
			h('tbody', null, rows.map((row) => h('tr', null, this.columns.map((column) =>
				h('td', {class: `c-${column.id}`}, column.cell(row, this))))))),
		rows.length < this.rows.length ? h('p', null, `The first ${count(rows.length)} of ` +
			`${count(this.rows.length)}; narrow the table to print others.`) : '');
	}
}
