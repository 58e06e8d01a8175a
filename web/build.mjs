// SPDX-License-Identifier: GPL-2.0-or-later
//
// node build.mjs OUTPUT.c OUTPUT.html: bundles src/ into one page, and writes it twice: to
// look at, and as the arrays of src/report/page.h. --check only says whether it could.
//
// The policy in the page names the hashes of its one style and its one script: nothing else
// can run or be loaded, whatever the data say.
import {createHash} from 'node:crypto';
import {existsSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import path from 'node:path';

const here = path.dirname(fileURLToPath(import.meta.url));
const read = (...parts) => readFileSync(path.join(here, ...parts), 'utf8');
const lock = JSON.parse(read('package-lock.json')).packages;
const installed = (name) => path.join('node_modules', name, 'package.json');

function fail(reason) {
	console.error(`web: ${reason}; 'scripts/deps web' brings it (npm ci)`);
	process.exit(3);
}

// What the lock file asks for is there, at just that version.
function checkPackages() {
	for (const [place, {version, dev, optional}] of Object.entries(lock)) {
		const name = place.replace(/^node_modules\//, '');
		if (!place || dev || (optional && !existsSync(path.join(here, installed(name)))))
			continue;
		if (!existsSync(path.join(here, installed(name))))
			fail(`${name} is not there`);
		if (JSON.parse(read(installed(name))).version !== version)
			fail(`${name} is not of version ${version}`);
	}
}

async function loadBundler() {
	try {
		const esbuild = await import('esbuild');
		await esbuild.transform('0');
		return esbuild;
	} catch (error) {
		return fail(`esbuild does not run here (${String(error.message).split('\n')[0]})`);
	}
}

const escapeText = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
const hashOf = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

// The packages that files of the bundle come from.
function packagesOf(inputs) {
	const names = Object.keys(inputs)
		.map((file) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1])
		.filter(Boolean);
	return [...new Set(names)].sort();
}

// Their licences want to be where the code is.
function creditsOf(names) {
	return names.map((name) => {
		const {version, license} = JSON.parse(read(installed(name)));
		const folder = path.join(here, 'node_modules', name);
		const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
		if (!license || !file)
			fail(`${name} says no licence`);
		return `<details><summary>${escapeText(`${name} ${version}, ${license}`)}</summary>` +
			`<pre>${escapeText(read('node_modules', name, file).trim())}</pre></details>`;
	}).join('\n');
}

async function bundle(esbuild) {
	const {outputFiles, metafile} = await esbuild.build({
		absWorkingDir: here,
		entryPoints: ['src/main.js', 'src/style.css'],
		outdir: 'out',
		bundle: true,
		charset: 'utf8',
		define: {'process.env.NODE_ENV': '"production"'},
		format: 'iife',
		legalComments: 'none',
		loader: {'.woff2': 'dataurl'},
		metafile: true,
		minify: true,
		target: ['chrome111', 'firefox113', 'safari16.4'],
		write: false,
	});
	const text = (ending) => outputFiles.find(({path: name}) => name.endsWith(ending)).text;
	// A script may not hold what ends or hides it; in strings this is the same text.
	const script = text('.js').replace(/<(?=\/script|!--|script)/gi, '\\x3c');
	return {script, style: text('.css'), credits: creditsOf(packagesOf(metafile.inputs))};
}

function makePage({script, style, credits}) {
	const policy = ["default-src 'none'", `script-src ${hashOf(script)}`,
		`style-src ${hashOf(style)}`, 'font-src data:', 'img-src data: blob:',
		"base-uri 'none'", "form-action 'none'"].join('; ');
	const parts = {policy, style, credits, script};
	const page = read('src', 'page.html').replace(/\{\{(\w+)\}\}/g,
		(all, name) => parts[name] ?? all);
	const [head, tail, more] = page.split('{{data}}');
	if (tail === undefined || more !== undefined)
		throw new Error('src/page.html needs one {{data}}');
	return {head, tail};
}

function arrayOf(name, text) {
	const bytes = Buffer.from(text, 'utf8');
	const lines = [];
	for (let i = 0; i < bytes.length; i += 32)
		lines.push(`${[...bytes.subarray(i, i + 32)].join(',')},`);
	return `const unsigned char ${name}[] = {\n${lines.join('\n')}\n};\n` +
		`const size_t ${name}_size = sizeof(${name});\n`;
}

checkPackages();
const esbuild = await loadBundler();
if (process.argv[2] !== '--check') {
	const {head, tail} = makePage(await bundle(esbuild));
	writeFileSync(process.argv[2], '/* Made by web/build.mjs. */\n#include "report/page.h"\n\n' +
		`${arrayOf('page_head', head)}\n${arrayOf('page_tail', tail)}`);
	writeFileSync(process.argv[3], head + tail);
}
