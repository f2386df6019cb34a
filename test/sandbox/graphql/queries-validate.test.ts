import { readdirSync } from 'node:fs';
import { parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { documentOf, type Fields, fieldOf } from '../../../src/github/queries/fields.ts';
import { schema } from '../../../src/sandbox/github/graphql/schema.ts';
import { published } from './published.ts';

const folder = new URL('../../../src/github/queries/', import.meta.url);
const sha = 'a'.repeat(40);

/** What each sort of question is asked about here. */
const page = { labels: ['bug'], base: 'devel', milestone: 3, after: null };
const key = (name: string) =>
  /ByNumber$|Prints$/.test(name)
    ? 7
    : /List$/.test(name)
      ? page
      : /^team/.test(name)
        ? { team: 'acme/qa', after: null }
        : sha;

/** Every document that a module of src/github/queries exports: as text, or as a sort of question. */
function documents(module: Readonly<Record<string, unknown>>): [string, string][] {
  return Object.entries(module).flatMap(([name, value]): [string, string][] => {
    const given = /^own/.test(name) ? 'main' : { comments: true, tickets: true, remembered: true };
    const fields =
      /^(own|pullRequestsByNumber|pullRequestPrints)/.test(name) && typeof value === 'function'
        ? value(given)
        : value;
    if (isFields(fields))
      return [[name, documentOf([fieldOf(fields, name === 'milestoneList' ? null : key(name))])]];
    return typeof value === 'string' && /\b(query|mutation)\b/.test(value) ? [[name, value]] : [];
  });
}

const isFields = (value: unknown): value is Fields<unknown> =>
  typeof value === 'object' && value !== null && 'alias' in value && 'field' in value;

const modules = await Promise.all(
  readdirSync(folder)
    .filter((name) => name.endsWith('.ts'))
    .map((name) => import(new URL(name, folder).href) as Promise<Record<string, unknown>>),
);
const all = modules.flatMap(documents);

describe("rel's queries", () => {
  it('are found', () => expect(all.length).toBeGreaterThanOrEqual(8));
  it.each(all)("%s is valid against GitHub's published schema", (_, text) => {
    expect(validate(published(), parse(text)).map(({ message }) => message)).toEqual([]);
  });
  it.each(all)('%s is covered by the embedded GitHub', (_, text) => {
    expect(validate(schema(), parse(text)).map(({ message }) => message)).toEqual([]);
  });
});
