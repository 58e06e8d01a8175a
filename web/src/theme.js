// SPDX-License-Identifier: GPL-2.0-or-later
// Light and dark: the system's choice until a person makes one. It lasts as long as the page
// is open: a file has no place to keep it.

const dark = matchMedia('(prefers-color-scheme: dark)');
const root = document.documentElement;
const listeners = [];

export const isDark = () => (root.dataset.theme ? root.dataset.theme === 'dark' : dark.matches);

// The value of a colour of style.css, as it is now.
export const colour = (name) => getComputedStyle(root).getPropertyValue(`--${name}`).trim();

export const onTheme = (listener) => listeners.push(listener);

export function startTheme(button) {
	const show = () => {
		button.textContent = isDark() ? 'Light' : 'Dark';
		button.setAttribute('aria-label', isDark() ? 'Light colours' : 'Dark colours');
		listeners.forEach((listener) => listener());
	};

	button.addEventListener('click', () => {
		root.dataset.theme = isDark() ? 'light' : 'dark';
		show();
	});
	dark.addEventListener('change', show);
	show();
}

// Paper is white: what is drawn in colours of the theme is drawn again.
export function startPrint(button, expand) {
	let before;

	addEventListener('beforeprint', () => {
		before = root.dataset.theme;
		root.dataset.theme = 'light';
		listeners.forEach((listener) => listener());
		expand(true);
	});
	addEventListener('afterprint', () => {
		if (before)
			root.dataset.theme = before;
		else
			delete root.dataset.theme;
		listeners.forEach((listener) => listener());
		expand(false);
	});
	button.addEventListener('click', () => print());
}
