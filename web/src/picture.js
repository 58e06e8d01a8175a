// SPDX-License-Identifier: GPL-2.0-or-later
// A chart as a file of its own: with its title, its legend and where it comes from.
import {h, svg} from './dom.js';
import {colour} from './theme.js';

const font = "'IBM Plex Sans', system-ui, sans-serif";
const write = (text, x, y, attributes) => svg('text', {x, y, 'font-family': font, 'font-size': 13,
	fill: colour('ink'), ...attributes}, text);

function legendOf(series, x, y) {
	return series.map(({name, colour: fill}, i) => [
		svg('rect', {x, y: y + i * 22, width: 12, height: 12, fill}),
		write(name, x + 20, y + i * 22 + 11)]);
}

// A chart of CHART's width gets its legend beside it.
export function pictureOf({chart, title, source, series}) {
	const width = Number(chart.getAttribute('width')) + 240;
	const height = Math.max(Number(chart.getAttribute('height')), series.length * 22) + 90;

	chart.setAttribute('y', 50);
	chart.removeAttribute('aria-hidden');
	return svg('svg', {xmlns: 'http://www.w3.org/2000/svg', width, height, viewBox: `0 0 ${width} ${height}`},
		svg('title', null, title), svg('rect', {width, height, fill: colour('paper')}),
		write(title, 16, 30, {'font-size': 17, 'font-weight': 600}), chart,
		legendOf(series, width - 225, 62),
		write(source, 16, height - 14, {'font-size': 11, fill: colour('muted')}));
}

const bytesOf = (picture) =>
	new Blob([new XMLSerializer().serializeToString(picture)], {type: 'image/svg+xml'});

function save(blob, name) {
	const address = URL.createObjectURL(blob);
	const link = h('a', {href: address, download: name});

	link.click();
	setTimeout(() => URL.revokeObjectURL(address), 10000);
}

export const saveSvg = (picture, name) => save(bytesOf(picture), `${name}.svg`);

export async function savePng(picture, name) {
	const address = URL.createObjectURL(bytesOf(picture));
	const image = new Image();
	const canvas = document.createElement('canvas');

	image.src = address;
	await image.decode();
	canvas.width = 2 * image.width;
	canvas.height = 2 * image.height;
	canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
	URL.revokeObjectURL(address);
	canvas.toBlob((blob) => save(blob, `${name}.png`), 'image/png');
}
