// SPDX-License-Identifier: GPL-2.0-or-later
//
// A reader of Markdown as strict as it is greedy: what is a table has as many cells in every
// row as in its heading, links lead to CVE records alone, and nothing is HTML or an image.
import fs from 'node:fs';
import MarkdownIt from 'markdown-it';

const reader = new MarkdownIt({ html: true, linkify: true });
const record = /^https:\/\/www\.cve\.org\/CVERecord\?id=CVE-\d+-\d+$/;

const judgeInline = (token) => {
  const errors = [];
  for (const child of token.children ?? []) {
    if (child.type === 'link_open' && !record.test(child.attrGet('href')))
      errors.push(`a link to ${child.attrGet('href')}`);
    if (['html_inline', 'image', 'em_open', 's_open'].includes(child.type))
      errors.push(`${child.type}: ${token.content.slice(0, 200)}`);
    if (child.type === 'text' && /(^|\W)@\w|#\d/.test(child.content))
      errors.push(`a mention: ${child.content.slice(0, 200)}`);
  }
  return errors;
};

export const judgeMarkdown = (file) => {
  const text = fs.readFileSync(file, 'utf8');
  const tokens = reader.parse(text, {});
  const cells = [];
  const errors = [];
  for (const token of tokens) {
    if (token.type === 'tr_open')
      cells.push(0);
    if (token.type === 'th_open' || token.type === 'td_open')
      cells[cells.length - 1] += 1;
    if (token.type === 'html_block')
      errors.push(`HTML: ${token.content.slice(0, 200)}`);
    if (token.type === 'inline')
      errors.push(...judgeInline(token));
  }
  // A reader adds cells to short rows and drops those too many: the lines are counted too.
  const lines = text.split('\n').filter((line) => line.startsWith('|'));
  const bars = lines.map((line) => line.replace(/\\./g, '').split('|').length - 2);
  if (new Set(cells).size > 1 || new Set(bars).size > 1)
    errors.push(`rows of ${[...new Set([...cells, ...bars])].join(', ')} cells`);
  if (!tokens.some((token) => token.type === 'heading_open'))
    errors.push('no heading');
  return errors.slice(0, 10);
};
