// SPDX-License-Identifier: GPL-2.0-or-later
//
// OpenVEX has no schema in a package that could be had, nor a reader. These are the rules of
// its specification (github.com/openvex/spec, OPENVEX-SPEC.md, 0.2.0), as far as a document
// of one kernel can break them: fields that must be there, those that nothing else may be,
// labels, and what each status asks for.
import fs from 'node:fs';

const justifications = new Set([
  'component_not_present', 'vulnerable_code_not_present', 'vulnerable_code_not_in_execute_path',
  'vulnerable_code_cannot_be_controlled_by_adversary', 'inline_mitigations_already_exist',
]);
const statuses = new Set(['not_affected', 'affected', 'fixed', 'under_investigation']);
const documentFields = new Set(['@context', '@id', 'author', 'role', 'timestamp',
  'last_updated', 'version', 'tooling', 'statements']);
const statementFields = new Set(['@id', 'version', 'vulnerability', 'timestamp', 'last_updated',
  'products', 'status', 'supplier', 'status_notes', 'justification', 'impact_statement',
  'action_statement', 'action_statement_timestamp']);
const isTime = (text) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text) && !isNaN(Date.parse(text));
const isIri = (text) => typeof text === 'string' && /^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`]+$/i.test(text);
const unknown = (object, fields) => Object.keys(object).filter((key) => !fields.has(key));

const judgeStatement = (statement) => {
  const errors = unknown(statement, statementFields).map((key) => `no field of a statement: ${key}`);
  const { status, vulnerability, products } = statement;
  if (typeof vulnerability?.name !== 'string' || !isIri(vulnerability['@id']))
    errors.push('vulnerability needs a name, and its @id is an IRI');
  if (!products?.length || !products.every((each) => isIri(each['@id'])))
    errors.push('products are lacking, or their @id is no IRI');
  if (!statuses.has(status))
    errors.push(`no status: ${status}`);
  if (status === 'not_affected' && !statement.justification && !statement.impact_statement)
    errors.push('not_affected needs a justification or an impact statement');
  if ('justification' in statement && status !== 'not_affected')
    errors.push(`a justification of ${status}`);
  if ('justification' in statement && !justifications.has(statement.justification))
    errors.push(`no justification: ${statement.justification}`);
  if ((status === 'affected') !== Boolean(statement.action_statement))
    errors.push(`an action statement goes with affected, and it alone: ${status}`);
  return errors.map((error) => `${vulnerability?.name}: ${error}`);
};

export const judgeOpenvex = (file) => {
  const document = JSON.parse(fs.readFileSync(file, 'utf8'));
  const errors = unknown(document, documentFields).map((key) => `no field of a document: ${key}`);
  if (document['@context'] !== 'https://openvex.dev/ns/v0.2.0')
    errors.push('@context is not that of 0.2.0');
  if (!isIri(document['@id']))
    errors.push('@id is no IRI');
  if (typeof document.author !== 'string' || !document.author)
    errors.push('author is lacking');
  if (!isTime(document.timestamp))
    errors.push('timestamp is none');
  if (!Number.isInteger(document.version) || document.version < 1)
    errors.push('version is no whole number from 1');
  if (!document.statements?.length)
    errors.push('statements are lacking');
  const names = (document.statements ?? []).map((each) => each.vulnerability?.name);
  if (new Set(names).size !== names.length)
    errors.push('two statements on one vulnerability');
  return [...errors, ...(document.statements ?? []).flatMap(judgeStatement)].slice(0, 10);
};
