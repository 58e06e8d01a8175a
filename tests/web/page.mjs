// SPDX-License-Identifier: GPL-2.0-or-later
//
// page.mjs PAGE.html RESULT.json KIND: opens a page that kvet wrote in headless Chromium, and
// uses it as a person would. RESULT is what --format json says of the same; the profiles are
// those in the page, which tests/cli/report.sh compares. KIND: plain, made or real.
// With SCREENSHOTS=FOLDER it keeps pictures to look at.
import assert from 'node:assert/strict';
import {createRequire} from 'node:module';
import {readFileSync} from 'node:fs';
import path from 'node:path';
import {pathToFileURL} from 'node:url';

const require = createRequire(path.join(process.env.WEB, 'package.json'));
const {chromium} = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const [file, resultFile, kind] = process.argv.slice(2);
const name = path.basename(file, '.html');
const result = JSON.parse(readFileSync(resultFile, 'utf8'));
const profiles = [...readFileSync(file, 'utf8').matchAll(
	/<script type="application\/json" data-kvet="profile">(.*?)<\/script>\n/gs)]
	.map(([, text]) => JSON.parse(text));
const records = result.findings ?? result.records;
const judged = Boolean(result.target);
const open = ({verdict}) => !judged || verdict === 'affected' || verdict === 'unknown';
const shown = records.filter(open);
const number = (text) => Number(text.replace(/,/g, ''));
const listed = (count) => count.toLocaleString('en');
const complaints = [];

const browser = await chromium.launch({executablePath: process.env.CHROMIUM, args: ['--no-sandbox']});

async function openPage(options) {
	const context = await browser.newContext({viewport: {width: 1400, height: 900}, acceptDownloads: true, ...options});
	const page = await context.newPage();
	page.on('console', (message) => complaints.push(`console: ${message.text()}`));
	page.on('pageerror', (error) => complaints.push(`error: ${error.stack}`));
	page.on('request', (request) => {
		if (!/^(file|data|blob):/.test(request.url()))
			complaints.push(`request: ${request.url()}`);
	});
	await page.goto(pathToFileURL(file).href);
	return page;
}

const page = await openPage({colorScheme: 'light'});
const text = (selector) => page.locator(selector).first().innerText();
const rows = () => page.locator('.item > .row .c-cve').allInnerTexts();
const status = async () => number((await text('#findings-status')).split(' ')[0]);
const rowOf = (cve) => page.locator('.item', {has: page.locator('.c-cve', {hasText: new RegExp(`^${cve}$`)})});
const search = async (words) => page.locator('#search').fill(words);
const picture = async (part, of = page) => process.env.SCREENSHOTS &&
	of.screenshot({path: path.join(process.env.SCREENSHOTS, `${kind}-${name}-${part}.png`)});

const tests = {
	async 'the headline and the counts are those of the JSON'() {
		const headline = await text('h1');
		const numbers = judged ? [listed(result.summary.affected), listed(result.snapshot.records)] : [listed(records.length)];
		numbers.forEach((each) => assert.ok(headline.includes(each), headline));
		const exploited = records.filter((each) => each.known_exploited && (!judged || each.verdict === 'affected'));
		assert.ok(headline.includes(kind === 'plain' ? 'is not known' : exploited.length ? `${exploited.length} of them` : 'none is'), headline);
		assert.ok((await page.title()).startsWith(headline));
		const {decided, ...verdicts} = result.summary ?? {};
		assert.ok(!decided, 'the page takes no decisions');
		for (const [verdict, count] of Object.entries(verdicts))
			assert.equal(number(await text(`.counts [data-verdict=${verdict}] b`)), count);
		for (const sentence of result.horizon)
			assert.ok((await text('#limits')).toLowerCase().includes(sentence.toLowerCase()), sentence);
	},

	async 'the table has the findings, in their order'() {
		assert.equal(await status(), shown.length);
		const there = await rows();
		assert.deepEqual(there, shown.slice(0, there.length).map(({cve}) => cve));
		assert.equal(await page.locator('#table').getAttribute('aria-rowcount'), String(shown.length + 1));
	},

	async 'it sorts'() {
		const head = page.locator('[data-column=cve]');
		const ranked = shown.map(({cve}) => cve).sort((a, b) => {
			const [x, y] = [a, b].map((each) => each.split('-').slice(1).map(Number));
			return x[0] - y[0] || x[1] - y[1];
		});
		await head.getByRole('button').click();
		assert.equal(await head.getAttribute('aria-sort'), 'descending');
		assert.equal((await rows())[0], ranked.at(-1));
		await head.getByRole('button').click();
		assert.equal(await head.getAttribute('aria-sort'), 'ascending');
		assert.deepEqual((await rows()).slice(0, 5), ranked.slice(0, 5));
		await page.locator('[data-column=score] button').click();
		const score = ({cvss}) => cvss?.score ?? -1;
		const best = Math.max(...shown.map(score));
		const order = await rows();
		const scores = order.map((cve) => score(records.find((each) => each.cve === cve)));
		assert.deepEqual(scores, [...scores].sort((a, b) => b - a));
		assert.equal(scores[0], best);
	},

	async 'it filters and searches'() {
		const count = async (filter, value, wanted) => {
			await page.locator(`#filter-${filter}`).selectOption(value);
			assert.equal(await status(), wanted.length, `${filter} ${value}`);
			await page.locator(`#filter-${filter}`).selectOption('');
		};
		await page.locator('#findings .above .link').click({force: true}).catch(() => {});
		assert.equal(await status(), records.length);
		for (const verdict of judged ? ['affected', 'fixed', 'not_introduced'] : []) {
			const wanted = records.filter((each) => each.verdict === verdict);
			if (wanted.length)
				await count('verdict', verdict, wanted);
		}
		const family = records[0].family, some = records[0].class;
		await count('class', `family ${family}`, records.filter((each) => each.family === family));
		await count('class', some, records.filter((each) => each.class === some));
		await count('area', records[0].subsystem.split('/')[0],
			records.filter((each) => each.subsystem.split('/')[0] === records[0].subsystem.split('/')[0]));
		const severity = ({cvss}) => cvss?.severity ?? 'not_scored';
		await count('severity', severity(records[0]), records.filter((each) => severity(each) === severity(records[0])));
		await page.locator('#filter-exploited').check();
		assert.equal(await status(), records.filter((each) => each.known_exploited).length);
		await page.locator('#filter-exploited').uncheck();
		await search(records.at(-1).cve.toLowerCase());
		assert.ok((await rows()).includes(records.at(-1).cve));
		await search(records[0].files[0]);
		assert.ok((await status()) >= 1 && (await rows()).includes(records[0].cve));
		await search('no such words anywhere');
		assert.equal(await status(), 0);
		await search('');
	},

	async 'a row opens with its evidence'() {
		const record = records.find((each) => !judged || each.evidence.length > 1);
		await search(record.cve);
		const row = rowOf(record.cve);
		await row.locator('.row').first().click();
		assert.equal(await row.locator('.row').first().getAttribute('aria-expanded'), 'true');
		const detail = await row.locator('.detail').innerText();
		[record.title, ...record.files.slice(0, 8), ...(record.evidence ?? []).flatMap(({text: of, source}) => [of, source])]
			.forEach((each) => assert.ok(detail.includes(each.replace(/\s+/g, ' ')), `${each} in ${detail}`));
		await picture('open');
		await row.locator('.row').first().click();
		assert.equal(await row.locator('.detail').count(), 0);
		await search('');
	},

	async 'text is text'() {
		assert.equal(await page.evaluate('window.bad'), undefined);
		if (kind === 'real')
			return;
		await search('90001');
		assert.ok((await text('.item .c-title')).startsWith('</script><img src=x'));
		assert.equal(await page.locator('main img').count(), 0);
		await search('');
	},

	async 'keys do what a pointer does'() {
		const page = await openPage({});
		await page.keyboard.press('Tab');
		assert.equal(await page.evaluate(() => document.activeElement.className), 'skip');
		await page.keyboard.press('Enter');
		for (let i = 0; i < 40 && !(await page.evaluate(() => document.activeElement.matches('.item > .row'))); i++)
			await page.keyboard.press('Tab');
		const focused = () => page.evaluate(() => Number(document.activeElement.getAttribute('aria-rowindex')));
		assert.equal(await focused(), 2);
		await page.keyboard.press('ArrowDown');
		assert.equal(await focused(), 3);
		await page.keyboard.press('Enter');
		assert.equal(await page.evaluate(() => document.activeElement.getAttribute('aria-expanded')), 'true');
		await page.keyboard.press('ArrowLeft');
		assert.equal(await page.evaluate(() => document.activeElement.getAttribute('aria-expanded')), 'false');
		await page.keyboard.press('End');
		assert.equal(await focused(), shown.length + 1);
		const box = await page.evaluate(() => {
			const [row, table] = [document.activeElement, document.getElementById('table')].map((each) => each.getBoundingClientRect());
			return row.bottom <= table.bottom + 1 && row.top >= table.top;
		});
		assert.ok(box, 'the last row is out of view');
		await page.keyboard.press('Home');
		assert.equal(await focused(), 2);
		await page.close();
	},

	// Every number of every chart, by year, is the sum of the profile's quarters.
	async 'the charts have the numbers of the profiles'() {
		for (const profile of profiles) {
			await page.locator('#profile-by').selectOption(profile.by);
			await page.locator('#profile-over').selectOption(profile.over);
			if (!profile.periods.length) {
				assert.ok((await text('.chart .note')).includes('No record has such a day'));
				continue;
			}
			const details = page.locator('.chart .numbers');
			if (!(await details.evaluate((each) => each.open)))
				await details.locator('summary').click();
			await details.locator('tbody tr').first().waitFor();
			const table = await details.locator('tr').evaluateAll((all) => all.map((row) => [...row.cells].map((cell) => cell.textContent)));
			const [heads, ...lines] = table;
			const years = [...new Set(profile.periods.map(({period}) => period.slice(0, 4)))];
			assert.deepEqual(lines.map(([year]) => year.slice(0, 4)), years);
			const sum = (numbers, year) => profile.periods.reduce((all, {period}, i) =>
				(period.startsWith(year) ? all + numbers[i] : all), 0);
			lines.forEach(([year, total, ...cells]) => {
				assert.equal(number(total), sum(profile.periods.map((each) => each.records), year.slice(0, 4)));
				heads.slice(2).forEach((head, i) => {
					const row = profile.rows.find((each) => each.name.replace(/_/g, ' ') === head);
					if (row)
						assert.equal(number(cells[i]), sum(row.counts, year.slice(0, 4)), `${profile.by} ${head} ${year}`);
					else
						assert.equal(head, 'all others');
				});
			});
		}
	},

	async 'a chart is read, zoomed and saved'() {
		const profile = profiles.find(({by, over}) => by === 'family' && over === 'fixed');
		await page.locator('#profile-by').selectOption('family');
		await page.locator('#profile-over').selectOption('fixed');
		if (profile.periods.length < 8)
			return;
		await page.locator('#profile-per').selectOption('quarter');
		const plot = page.getByRole('slider', {name: 'Period'});
		await plot.focus();
		await page.keyboard.press('Home');
		await page.keyboard.press('ArrowRight');
		const second = profile.periods[1];
		assert.ok((await plot.getAttribute('aria-valuetext')).startsWith(`${second.period}: ${second.records} record`));
		assert.ok((await text('.legend .when')).startsWith(second.period));
		await page.locator('#profile-from').selectOption(profile.periods[2].period);
		assert.equal(await plot.getAttribute('aria-valuemax'), String(profile.periods.length - 2));
		await page.getByRole('button', {name: 'Whole time'}).click();
		assert.equal(await plot.getAttribute('aria-valuemax'), String(profile.periods.length));
		const {x, y, width} = await plot.boundingBox();
		await page.mouse.move(x + width * 0.5, y + 60);
		await page.mouse.down();
		await page.mouse.move(x + width * 0.9, y + 60, {steps: 4});
		await page.mouse.up();
		assert.ok(Number(await plot.getAttribute('aria-valuemax')) < profile.periods.length);
		await plot.press('Escape');
		assert.equal(await plot.getAttribute('aria-valuemax'), String(profile.periods.length));
		for (const [form, magic] of [['SVG', '<svg'], ['PNG', '\x89PNG']]) {
			const waiting = page.waitForEvent('download');
			await page.getByRole('button', {name: form, exact: true}).click();
			const saved = readFileSync(await (await waiting).path(), 'latin1');
			assert.ok(saved.startsWith(magic) && saved.length > 2000, `${form} of ${saved.length} bytes`);
		}
		await page.locator('#profile-per').selectOption('year');
		await page.evaluate(() => document.getElementById('profile').scrollIntoView());
		await picture('profile');
	},

	async 'nothing stands in the way of a screen reader, in light and dark'() {
		const theme = () => page.evaluate(() => getComputedStyle(document.documentElement).colorScheme);
		await page.locator('.item > .row').first().click();
		for (const wanted of ['light', 'dark']) {
			assert.equal(await theme(), wanted);
			await page.evaluate(axe);
			const {violations} = await page.evaluate(() => window.axe.run(document, {resultTypes: ['violations']}));
			assert.deepEqual(violations.map(({id, nodes}) => `${id}: ${nodes.slice(0, 3).map(({html}) => html.slice(0, 160)).join(' | ')}`), []);
			await page.locator('#theme').click();
		}
		assert.equal(await theme(), 'light');
	},

	async 'it fits a narrow screen'() {
		const narrow = await openPage({viewport: {width: 390, height: 800}, colorScheme: 'dark'});
		const wide = await narrow.evaluate(() => document.documentElement.scrollWidth);
		assert.ok(wide <= 390, `it is ${wide} wide`);
		// Rows of several lines do not lie on each other.
		const overlaps = await narrow.locator('.item').evaluateAll((all) => all.map((each) => each.getBoundingClientRect())
			.sort((a, b) => a.top - b.top).filter((each, i, list) => i && each.top < list[i - 1].bottom - 1).length);
		assert.equal(overlaps, 0);
		await picture('narrow', narrow);
		await narrow.close();
	},

	async 'on paper all rows are there'() {
		await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
		assert.equal(await page.locator('.printed tbody tr').count(), Math.min(3000, await status()));
		await page.evaluate(() => dispatchEvent(new Event('afterprint')));
		assert.equal(await page.locator('.printed tr').count(), 0);
		if (process.env.SCREENSHOTS)
			await page.pdf({path: path.join(process.env.SCREENSHOTS, `${kind}-${name}.pdf`), format: 'A4'});
	},

	// In milliseconds of the page's own thread, so that another's work is not counted.
	async 'it does not lag'() {
		if (kind !== 'real')
			return;
		const context = await browser.newContext({viewport: {width: 1400, height: 900}});
		const page = await context.newPage();
		const session = await context.newCDPSession(page);
		await session.send('Performance.enable', {timeDomain: 'threadTicks'});
		const spent = async () => 1000 * (await session.send('Performance.getMetrics')).metrics
			.find((each) => each.name === 'TaskDuration').value;
		const times = {};
		const timed = async (what, act) => {
			const before = await spent();
			await act();
			times[what] = Math.round(await spent() - before);
		};
		const type = (words) => page.evaluate((value) => {
			const input = document.getElementById('search');
			input.value = value;
			input.dispatchEvent(new Event('input', {bubbles: true}));
			document.getElementById('table').getBoundingClientRect();
		}, words);
		const sort = (column) => page.evaluate((id) => {
			document.querySelector(`[data-column=${id}] button`).click();
			document.getElementById('table').getBoundingClientRect();
		}, column);
		await timed('load', () => page.goto(pathToFileURL(file).href));
		await timed('first search', () => type('net'));
		await timed('search', () => type('net use after'));
		await timed('all', () => type(''));
		await timed('sort by title', () => sort('title'));
		await timed('sort by CVE', () => sort('cve'));
		await timed('scroll', () => page.evaluate(() => { document.getElementById('table').scrollTop = 50000; }));
		await context.close();
		console.log(Object.entries(times).map(([what, took]) => `${what} ${took} ms`).join(', '));
		for (const [what, took] of Object.entries(times))
			assert.ok(took < (what === 'load' ? 1500 : 250), `${what} takes ${took} ms`);
	},
};

let failed = 0;
for (const [what, test] of Object.entries(tests)) {
	try {
		await test();
		assert.deepEqual(complaints.splice(0), []);
	} catch (error) {
		failed++;
		console.error(`FAILED: ${name}, ${kind}: ${what}\n${error.stack.slice(0, 1500)}`);
	}
}
await browser.close();
console.log(`${name}, ${kind}: ${Object.keys(tests).length - failed} held, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
