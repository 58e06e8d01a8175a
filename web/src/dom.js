// SPDX-License-Identifier: GPL-2.0-or-later
// Elements and words. Every text becomes a text node: nothing in the data is ever markup.

const SVG = 'http://www.w3.org/2000/svg';

function fill(element, attributes, children) {
	for (const [name, value] of Object.entries(attributes ?? {})) {
		if (value === false || value === null || value === undefined)
			continue;
		if (name.startsWith('on'))
			element.addEventListener(name.slice(2), value);
		else
			element.setAttribute(name, value === true ? '' : value);
	}
	element.append(...children.flat(Infinity).filter((child) => child !== null &&
		child !== undefined && child !== false));
	return element;
}

// h('p', {class: 'note'}, 'text', element, ...)
export const h = (tag, attributes, ...children) =>
	fill(document.createElement(tag), attributes, children);

export const svg = (tag, attributes, ...children) =>
	fill(document.createElementNS(SVG, tag), attributes, children);

const numbers = new Intl.NumberFormat('en');
export const count = (number) => numbers.format(number);

export const share = (part, whole) => {
	const percent = whole ? 100 * part / whole : 0;
	return `${percent > 0 && percent < 9.95 ? percent.toFixed(1) : Math.round(percent)} %`;
};

// "1 record", "2 records".
export const plural = (number, one, many = `${one}s`) =>
	`${count(number)} ${number === 1 ? one : many}`;

// The words of the vocabulary, as a person writes them.
export const words = (word) => String(word).replace(/_/g, ' ');

export const first = (text) => text.charAt(0).toUpperCase() + text.slice(1);

// "2026-07-01" as "1 July 2026".
export function day(text) {
	const at = /^\d{4}-\d\d-\d\d$/.test(text ?? '') ? new Date(`${text}T00:00:00Z`) : null;
	return at && !Number.isNaN(at.valueOf())
		? at.toLocaleDateString('en-GB', {day: 'numeric', month: 'long', year: 'numeric',
			timeZone: 'UTC'})
		: 'a day that is not known';
}

// Where the world keeps what is named; nothing is fetched until a person follows it.
export function outside(text, address) {
	return h('a', {href: address, rel: 'noopener noreferrer', target: '_blank'}, text);
}

export const cveLink = (cve) => /^CVE-\d{4}-\d{4,19}$/.test(cve)
	? outside(cve, `https://www.cve.org/CVERecord?id=${cve}`) : cve;

export const commitLink = (commit) => /^[0-9a-f]{12,64}$/.test(commit ?? '')
	? outside(commit.slice(0, 12), `https://git.kernel.org/stable/c/${commit}`) : commit ?? '';

// A list of sentences; `backquoted` words are commands.
export const sentences = (list) => h('ul', {class: 'sentences'},
	list.map((text) => h('li', null, first(text))));
