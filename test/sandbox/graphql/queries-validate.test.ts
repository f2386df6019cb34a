import { readdirSync } from 'node:fs';
import { parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { schema } from '../../../src/sandbox/github/graphql/schema.ts';
import { published } from './published.ts';

const folder = new URL('../../../src/github/queries/', import.meta.url);
const sha = 'a'.repeat(40);

/** Every document that a module of src/github/queries exports: as text, or as a function of numbers or SHAs. */
function documents(module: Readonly<Record<string, unknown>>): [string, string][] {
  return Object.entries(module).flatMap(([name, value]): [string, string][] => {
    const text = typeof value === 'function' ? value(/Number/.test(name) ? [7, 231] : [sha]) : value;
    return typeof text === 'string' && /\b(query|mutation)\b/.test(text) ? [[name, text]] : [];
  });
}

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
