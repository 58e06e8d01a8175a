// SPDX-License-Identifier: GPL-2.0-or-later
//
// judge.mjs FOLDER SPDX-SCHEMA: what others' validators say of FOLDER/NAME.FORM, for every
// form that kvet hands on. A line each; status 1 when one is not valid, or nothing was there.
import fs from 'node:fs';
import path from 'node:path';
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import cyclonedx from '@cyclonedx/cyclonedx-library';
import * as csafTests from '@secvisogram/csaf-validator-lib/basic.js';
import validateCsaf from '@secvisogram/csaf-validator-lib/validate.js';
import { judgeOpenvex } from './openvex.mjs';
import { judgeMarkdown } from './markdown.mjs';

const require = createRequire(import.meta.url);
const multitool = path.dirname(require.resolve('@microsoft/sarif-multitool-linux/package.json'));
const [folder, spdxSchema] = process.argv.slice(2);

const readJson = (file) => JSON.parse(fs.readFileSync(file, 'utf8'));

// The official schema, compiled once: what is wrong with a document, or nothing.
const bySchema = (file) => {
  let check;
  return (document) => {
    if (!check) {
      const ajv = new Ajv2020({ strict: false });
      addFormats(ajv);
      check = ajv.compile(readJson(file));
    }
    return check(readJson(document)) ? [] : check.errors.slice(0, 5);
  };
};

const judgeCyclonedx = async (file) => {
  const validator = new cyclonedx.Validation.JsonStrictValidator('1.6');
  const error = await validator.validate(fs.readFileSync(file, 'utf8'));
  return error === null ? [] : [error];
};

// The strict schema and every mandatory test of CSAF 2.0, the profile's among them.
const judgeCsaf = async (file) => {
  const result = await validateCsaf(Object.values(csafTests), readJson(file));
  return result.tests
    .filter((test) => test.errors?.length)
    .map((test) => ({ test: test.name, errors: test.errors.slice(0, 3) }));
};

const judgeSarifSchema = bySchema(path.join(multitool, 'sarif-2.1.0.json'));

// Errors of SARIF's own validator; warnings ask for lines of code, which records have not.
// It takes minutes for thousands of results: those the schema alone judges.
const judgeSarif = async (file) => {
  if (fs.statSync(file).size > 1 << 20)
    return judgeSarifSchema(file);
  const program = path.join(multitool, 'Sarif.Multitool');
  const log = `${file}.log`;
  fs.chmodSync(program, 0o755);
  const run = spawnSync(program, ['validate', file, '--output', log, '--level', 'Error;Warning'], {
    encoding: 'utf8',
    env: { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1' },
  });
  if (!fs.existsSync(log))
    return [run.error?.message ?? run.stdout + run.stderr];
  const errors = readJson(log).runs.flatMap((each) => each.results ?? [])
    .filter((result) => result.level === 'error');
  return [...judgeSarifSchema(file), ...errors.slice(0, 5).map((each) => each.message)];
};

const judges = {
  openvex: judgeOpenvex,
  cyclonedx: judgeCyclonedx,
  csaf: judgeCsaf,
  sarif: judgeSarif,
  spdx: bySchema(spdxSchema),
  markdown: judgeMarkdown,
};

let judged = 0;
let wrong = 0;
for (const file of fs.readdirSync(folder).sort()) {
  const judge = judges[path.extname(file).slice(1)];
  if (!judge)
    continue;
  const errors = await judge(path.join(folder, file));
  judged += 1;
  wrong += errors.length > 0;
  console.log(`${errors.length ? 'not valid' : 'valid'}: ${file}`);
  for (const error of errors)
    console.log(`  ${JSON.stringify(error).slice(0, 600)}`);
}
console.log(`${judged - wrong} passed, ${wrong} failed`);
process.exitCode = wrong || !judged ? 1 : 0;
