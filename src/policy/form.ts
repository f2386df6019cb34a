import type * as z from 'zod';
import { gateKinds } from '../gates/registry.ts';
import { mapping, valueAt } from './data.ts';
import { knownKeys, unknownWord } from './known.ts';
import { type Complaint, nameOf, type Path } from './problem.ts';
import { sharedKeys } from './products.ts';

type Issue = z.core.$ZodIssue;

/** What the schema has against a policy, in words for whoever wrote it; one complaint for each unknown key. */
export function formComplaints(issues: readonly Issue[], policy: unknown): Complaint[] {
  // A rule over several keys says nothing worth reading where one of them is misspelt.
  const misspelt = issues.filter((i) => i.code === 'unrecognized_keys').map((i) => i.path.join('\0'));
  return issues
    .filter((issue) => issue.code !== 'custom' || !misspelt.includes(issue.path.join('\0')))
    .flatMap((issue) => complaintsOf(issue, policy));
}

/** Nobody reads more of one kind, and each costs as much as there are keys beside it. */
const mostTold = 100;

function complaintsOf(issue: Issue, policy: unknown): Complaint[] {
  const { path } = issue;
  const value = valueAt(policy, path);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.slice(0, mostTold).map((key) => unknownKey(path, key, policy));
    case 'invalid_union':
      return issue.discriminator === 'kind' ? [kindComplaint(path, value)] : unionComplaints(issue, policy);
    case 'invalid_key':
      return [at(path, 'key', `${nameOf(path)} is no name: ${issue.issues[0]?.message ?? issue.message}`)];
    case 'invalid_type':
      return [typeComplaint(path, issue.expected, value)];
    case 'invalid_value':
      return [choiceComplaint(path, issue.values.map(String), value)];
    case 'too_small':
      return [
        at(path, 'value', `${nameOf(path)} is empty${issue.origin === 'array' ? ': it needs an entry' : ''}`),
      ];
    case 'invalid_format':
      return [at(path, 'value', `${nameOf(path)} has not the right form`, issue.message)];
    default:
      return [at(path, 'value', `${nameOf(path)} ${issue.message}`)];
  }
}

const at = (path: Path, on: 'key' | 'value', message: string, hint?: string): Complaint => ({
  path,
  on,
  message,
  ...(hint === undefined ? {} : { hint }),
});

const unknownKey = (path: Path, key: string, policy: unknown): Complaint => ({
  path: [...path, key],
  on: 'key',
  ...(path.length === 2 && path[0] === 'products' && sharedKeys.some((shared) => shared === key)
    ? { message: `\`${key}\` is the same for all products`, hint: 'it stands at the top of the policy only' }
    : unknownWord('key', key, knownKeys(path, policy))),
});

const missing = (path: Path): Complaint =>
  at(
    path.slice(0, -1),
    'key',
    `${nameOf(path)} is missing`,
    path[0] === 'version' ? 'write `version: 1`' : undefined,
  );

function kindComplaint(path: Path, value: unknown): Complaint {
  const known = gateKinds.map((kind) => kind.kind);
  if (value === undefined) return { ...missing(path), hint: `known: ${known.join(', ')}` };
  return { path, on: 'value', ...unknownWord('gate kind', String(value), known) };
}

const typeWords: Readonly<Record<string, string>> = {
  array: 'a list',
  object: 'a mapping',
  record: 'a mapping',
  string: 'text',
  number: 'a number',
  boolean: 'true or false',
};

function typeComplaint(path: Path, expected: string, value: unknown): Complaint {
  if (value === undefined) return missing(path);
  if (value === null) return at(path, 'key', `${nameOf(path)} is empty`, 'give it a value, or leave it out');
  const found = Array.isArray(value) ? 'array' : typeof value;
  const quoted = expected === 'string' && found !== 'array' && found !== 'object';
  return at(
    path,
    'value',
    `${nameOf(path)} must be ${typeWords[expected] ?? expected}, not ${found === 'boolean' ? String(value) : (typeWords[found] ?? found)}`,
    quoted ? inQuotes(path, value) : undefined,
  );
}

/** Of a line, what was written cannot be told any more. */
const inQuotes = (path: Path, value: unknown): string =>
  path.includes('lines') && typeof value === 'number'
    ? 'put it in quotes, as in "1.10", which YAML takes for 1.1 without them'
    : `put it in quotes: "${String(value)}"`;

function choiceComplaint(path: Path, values: readonly string[], value: unknown): Complaint {
  if (value === undefined) return missing(path);
  const choice = values.map((v) => `\`${v}\``).join(', ');
  const rest = values.length === 1 ? choice : `one of ${choice}`;
  return at(path, 'value', `${nameOf(path)} must be ${rest}`);
}

/** A union of forms, such as the ways to give an approval: said once, not once for each form. */
function unionComplaints(issue: z.core.$ZodIssueInvalidUnion, policy: unknown): Complaint[] {
  const { path } = issue;
  const keys = Object.keys(mapping(valueAt(policy, path)));
  const known = knownKeys(path, policy);
  const unknown = keys.filter((key) => !known.includes(key));
  if (unknown.length > 0) return unknown.map((key) => unknownKey(path, key, policy));
  const near = issue.errors.find((errors) => !errors.some((e) => e.code === 'unrecognized_keys'));
  if (keys.length === 1 && near !== undefined) {
    return formComplaints(
      near.map((e) => ({ ...e, path: [...path, ...e.path] })),
      policy,
    );
  }
  const choice = known.map((key) => `\`${key}\``).join(' or ');
  return [
    at(
      path,
      'value',
      `${nameOf(path)} must be one of ${choice}`,
      keys.length > 1 ? 'several ways are several entries' : undefined,
    ),
  ];
}
