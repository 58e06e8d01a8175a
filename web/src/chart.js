// SPDX-License-Identifier: GPL-2.0-or-later
// Charts as SVG, drawn from numbers alone: the same function draws for the screen and for a
// picture. And what makes one readable by pointer and by keys.
import {area, line, stack} from 'd3-shape';
import {scaleBand, scaleLinear} from 'd3-scale';
import {count, h, share, svg} from './dom.js';
import {colour} from './theme.js';

const margin = {top: 10, right: 12, bottom: 26, left: 46};
const font = "'IBM Plex Sans Variable', 'IBM Plex Sans', system-ui, sans-serif";

const label = (text, attributes) => svg('text', {'font-family': font, 'font-size': 12,
	fill: colour('muted'), ...attributes}, text);

function frame({width, height}, ...children) {
	return svg('svg', {xmlns: 'http://www.w3.org/2000/svg', viewBox: `0 0 ${width} ${height}`,
		width, height, 'aria-hidden': 'true'}, children);
}

function yAxis(y, {width}, format) {
	return y.ticks(5).map((tick) => [
		svg('line', {x1: margin.left, x2: width - margin.right, y1: y(tick), y2: y(tick),
			stroke: colour(tick ? 'rule' : 'ink'), 'stroke-width': 1, 'shape-rendering': 'crispEdges'}),
		label(format(tick), {x: margin.left - 8, y: y(tick) + 4, 'text-anchor': 'end'}),
	]);
}

// Years below their bars; of quarters the first of each year; as many as there is room for.
function xAxis(x, periods, {width, height}) {
	const years = periods.map(({name}, i) => ({name: name.slice(0, 4), at: i}))
		.filter(({name}, i) => !i || name !== periods[i - 1].name.slice(0, 4));
	const every = Math.ceil(years.length / Math.max(1, (width - margin.left - margin.right) / 44));

	return years.filter((year, i) => (years.length - 1 - i) % every === 0).map(({name, at}) =>
		label(name, {x: x(periods[at].name) + x.bandwidth() / 2, y: height - 8, 'text-anchor': 'middle'}));
}

const sum = (list) => list.reduce((all, each) => all + each, 0);

// The value of a series in a period, or its share of what is drawn there.
function valuesOf({series, periods, shares}) {
	return periods.map((period, i) => {
		const total = shares ? sum(series.map(({values}) => values[i])) : 1;
		return Object.fromEntries(series.map(({values}, s) => [s, total ? values[i] / total : 0]));
	});
}

function drawStack(spec, x, y, values) {
	const layers = stack().keys(spec.series.map((each, s) => s))(values);
	const gap = x.bandwidth() > 4 ? 1 : 0;

	return layers.map((layer, s) => svg('g', {fill: spec.series[s].colour}, layer.map(([low, high], i) => {
		const tall = y(low) - y(high);
		return tall > 0 ? svg('rect', {x: x(spec.periods[i].name), width: x.bandwidth(), y: y(high),
			height: Math.max(0.5, tall > 3 ? tall - gap : tall),
			opacity: spec.periods[i].partial ? 0.55 : 1}) : null;
	})));
}

function drawLines(spec, x, y, values) {
	const path = (s) => line().x((each, i) => x(spec.periods[i].name) + x.bandwidth() / 2)
		.y((each) => y(each[s]))(values);

	return spec.series.map(({colour: stroke}, s) =>
		svg('path', {d: path(s), fill: 'none', stroke, 'stroke-width': 2, 'stroke-linejoin': 'round'}));
}

// SPEC: series ({name, colour, values}), periods ({name, partial}), shares, lines, width, height.
export function drawPeriods(spec) {
	const values = valuesOf(spec);
	const tallest = (each) => (spec.lines ? Math.max(...Object.values(each)) : sum(Object.values(each)));
	const x = scaleBand(spec.periods.map(({name}) => name), [margin.left, spec.width - margin.right])
		.paddingInner(spec.periods.length > 60 ? 0.12 : 0.18);
	const y = scaleLinear([0, spec.shares ? 1 : Math.max(1, ...values.map(tallest))],
		[spec.height - margin.bottom, margin.top]);

	if (!spec.shares)
		y.nice(5);
	const picture = frame(spec, yAxis(y, spec, spec.shares ? (each) => `${Math.round(100 * each)} %` : count),
		spec.lines ? drawLines(spec, x, y, values) : drawStack(spec, x, y, values),
		xAxis(x, spec.periods, spec));
	return {picture, count: spec.periods.length,
		left: (i) => x(spec.periods[i].name), wide: x.bandwidth()};
}

// Kaplan-Meier at some ages: the share that is left, with its interval.
export function drawSurvival({points, width, height}) {
	const x = scaleLinear([0, points.at(-1).years], [margin.left, width - margin.right]);
	const y = scaleLinear([0, 1], [height - margin.bottom, margin.top]);
	const at = (each) => x(each.years);
	const band = area().x(at).y0((each) => y(each.alive.low ?? each.alive.value))
		.y1((each) => y(each.alive.high ?? each.alive.value));
	const curve = line().x(at).y((each) => y(each.alive.value));
	const picture = frame({width, height}, yAxis(y, {width}, (each) => `${Math.round(100 * each)} %`),
		svg('path', {d: band(points), fill: colour('c0'), opacity: 0.22}),
		svg('path', {d: curve(points), fill: 'none', stroke: colour('c0'), 'stroke-width': 2}),
		points.map((each) => svg('circle', {cx: at(each), cy: y(each.alive.value), r: 3.5, fill: colour('c0')})),
		points.map(({years}) => label(years, {x: x(years), y: height - 8, 'text-anchor': 'middle'})));
	return {picture, count: points.length, left: (i) => x(points[i].years), wide: 1};
}

// A row a line: from quartile to quartile, and the median as a mark. The names stand in HTML.
export function drawRanges({rows, width}) {
	const tall = 26, height = rows.length * tall + margin.bottom;
	const low = Math.min(0, ...rows.map(({from}) => from ?? 0));
	const x = scaleLinear([low, Math.max(1, ...rows.map(({to}) => to ?? 0))], [70, width - margin.right]).nice(6);

	return frame({width, height}, x.ticks(Math.max(2, width / 110)).map((tick) => [
		svg('line', {x1: x(tick), x2: x(tick), y1: 0, y2: height - margin.bottom + 4, stroke: colour('rule')}),
		label(count(tick), {x: x(tick), y: height - 6, 'text-anchor': 'middle'})]),
	rows.map(({name, from, middle, to}, i) => [
		label(name, {x: 60, y: i * tall + 17, 'text-anchor': 'end', fill: colour('ink')}),
		middle === null ? null : [
			svg('line', {x1: x(from), x2: x(to), y1: i * tall + 13, y2: i * tall + 13,
				stroke: colour('c0'), 'stroke-width': 6, opacity: 0.4}),
			svg('circle', {cx: x(middle), cy: i * tall + 13, r: 5, fill: colour('c0')})]]));
}

/*
 * What a person points at or moves to with keys. A slider is what screen readers have for
 * "one of these, in order": it speaks the text of each. OPTIONS: name, textOf(i), chosen(i)
 * (or null: none), range(from, to) for zooming, whole().
 */
export class Reader {
	constructor(options) {
		this.options = options;
		this.marker = h('div', {class: 'marker', hidden: true});
		this.span = h('div', {class: 'span', hidden: true});
		this.inside = h('div', {class: 'inside', 'aria-hidden': 'true'});
		this.element = h('div', {class: 'plot', tabindex: '0', role: 'slider', 'aria-label': options.name,
			'aria-orientation': 'horizontal', 'aria-valuemin': '1',
			onkeydown: (event) => this.key(event), onblur: () => this.choose(null),
			onfocus: () => this.choose(this.at ?? this.drawn.count - 1),
			onpointermove: (event) => this.move(event), onpointerleave: () => this.leave(),
			onpointerdown: (event) => this.press(event), onpointerup: (event) => this.release(event),
			onpointercancel: () => this.drop(), ondblclick: () => options.whole?.()},
		this.inside, this.marker, this.span);
	}

	show(drawn) {
		this.drawn = drawn;
		this.at = null;
		this.inside.replaceChildren(drawn.picture);
		this.element.setAttribute('aria-valuemax', Math.max(1, drawn.count));
		this.choose(null);
	}

	choose(i) {
		const at = i === null ? null : Math.max(0, Math.min(this.drawn.count - 1, i));
		const spoken = at ?? this.drawn.count - 1;

		this.at = at;
		this.marker.hidden = at === null;
		if (at !== null) {
			this.marker.style.left = `${this.drawn.left(at)}px`;
			this.marker.style.width = `${Math.max(1, this.drawn.wide)}px`;
		}
		this.element.setAttribute('aria-valuenow', spoken + 1);
		this.element.setAttribute('aria-valuetext', this.options.textOf(spoken));
		this.options.chosen(at);
	}

	nearest({clientX}) {
		const x = clientX - this.element.getBoundingClientRect().left;
		const off = (i) => Math.abs(this.drawn.left(i) + this.drawn.wide / 2 - x);
		let nearest = 0;

		for (let i = 1; i < this.drawn.count; i++)
			nearest = off(i) < off(nearest) ? i : nearest;
		return nearest;
	}

	key(event) {
		const from = this.at ?? this.drawn.count - 1;
		const to = {ArrowLeft: from - 1, ArrowDown: from - 1, ArrowRight: from + 1, ArrowUp: from + 1,
			PageUp: from + 4, PageDown: from - 4, Home: 0, End: this.drawn.count - 1}[event.key];

		if (to !== undefined)
			this.choose(to);
		else if ((event.key === '+' || event.key === '=') && this.options.range)
			this.zoom(from, Math.max(2, Math.ceil(this.drawn.count / 4)));
		else if ((event.key === '-' || event.key === 'Escape') && this.options.whole)
			this.options.whole();
		else
			return;
		event.preventDefault();
	}

	zoom(at, around) {
		this.options.range(Math.max(0, at - around), Math.min(this.drawn.count - 1, at + around));
	}

	press(event) {
		if (!this.options.range || event.pointerType === 'touch')
			return;
		this.from = this.nearest(event);
		this.element.setPointerCapture(event.pointerId);
	}

	move(event) {
		const at = this.nearest(event);

		this.choose(at);
		if (this.from === undefined)
			return;
		const [low, high] = [Math.min(this.from, at), Math.max(this.from, at)];
		this.span.hidden = low === high;
		this.span.style.left = `${this.drawn.left(low)}px`;
		this.span.style.width = `${this.drawn.left(high) + this.drawn.wide - this.drawn.left(low)}px`;
	}

	release(event) {
		const {from} = this, to = this.nearest(event);

		this.drop();
		if (from !== undefined && from !== to)
			this.options.range(Math.min(from, to), Math.max(from, to));
	}

	leave() {
		if (this.from === undefined && document.activeElement !== this.element)
			this.choose(null);
	}

	drop() {
		this.from = undefined;
		this.span.hidden = true;
	}
}

// "memory 512 (40 %)" of each series in one period, or in all of them.
export function readingOf({series, periods}, i) {
	const at = (values) => (i === null ? sum(values) : values[i]);
	const total = i === null ? sum(periods.map(({records}) => records)) : periods[i].records;
	return {total, items: series.map(({name, colour: of, values}) => ({name, colour: of, number: at(values),
		share: share(at(values), total)}))};
}
