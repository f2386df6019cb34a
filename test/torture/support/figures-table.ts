import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The folder that the figures of this run are left in. */
    readonly figures: string;
  }
}

const rooms = ['crash', 'races', 'refusals', 'network', 'hostile', 'repositories'] as const;

/** What was tried, how often, and how often it went wrong. */
export interface Figure {
  readonly room: (typeof rooms)[number];
  /** A short phrase, as it stands in the table. */
  readonly what: string;
  /** The same number in every run of the same code. */
  readonly tried: number;
  readonly failures: number;
}

const page = 'docs/survival.md';
const [begin, end] = ['<!-- figures -->', '<!-- /figures -->'];

/**
 * Gathers the figures of a run and holds them against the table of docs/survival.md: a number that has shrunk, or a row
 * that is gone, means that something is tried no more. `UPDATE_DOCS=1` writes the table anew. A run of some files only
 * is held against the rooms it was in.
 */
export default function figures(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'rel-figures-'));
  project.provide('figures', folder);
  return () => {
    const rows = summedUp(readFigures(folder));
    rmSync(folder, { recursive: true, force: true });
    if (rows.length === 0) return;
    const text = readFileSync(page, 'utf8');
    const written = parseTable(text);
    const fresh = rooms.filter((room) => rows.some((row) => row.room === room));
    const table = [...written.filter(({ room }) => !fresh.includes(room)), ...rows].sort(byRoom);
    process.stdout.write(`\n${tableText(table)}\n`);
    if (process.env.UPDATE_DOCS === '1') writeFileSync(page, withTable(text, table));
    else
      fail(
        shrunk(
          written.filter(({ room }) => fresh.includes(room)),
          rows,
        ),
      );
  };
}

const readFigures = (folder: string): Figure[] =>
  existsSync(folder)
    ? readdirSync(folder).map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Figure)
    : [];

/** Rows of the same words as one. */
export function summedUp(rows: readonly Figure[]): Figure[] {
  const sums = new Map<string, Figure>();
  for (const row of rows) {
    const key = `${row.room} ${row.what}`;
    const before = sums.get(key) ?? { ...row, tried: 0, failures: 0 };
    const [tried, failures] = [before.tried + row.tried, before.failures + row.failures];
    sums.set(key, { ...before, tried, failures });
  }
  return [...sums.values()];
}

/** A row that ends like this may shrink or be missing: what it needs comes from elsewhere, and a run says what it had not. */
const optional = '(where they can be had)';

/** A row that ends like this may shrink by one in fifty: which of the things that rel has under way at once is first, counts. */
const inexact = '(about)';

const least = ({ what, tried }: Figure): number => {
  if (what.endsWith(optional)) return 0;
  return what.endsWith(inexact) ? tried * 0.98 : tried;
};

/** What is tried less often than it says in the docs, or went wrong, a line each. */
export function shrunk(written: readonly Figure[], rows: readonly Figure[]): string[] {
  const now = (row: Figure) => rows.find(({ room, what }) => room === row.room && what === row.what);
  return [
    ...written.flatMap((row) => {
      const tried = now(row)?.tried ?? 0;
      return tried >= least(row) ? [] : [`${row.room}, ${row.what}: ${tried} tried, ${row.tried} before`];
    }),
    ...rows
      .filter(({ failures }) => failures > 0)
      .map(({ room, what, failures }) => `${room}, ${what}: ${failures} failed`),
  ];
}

function fail(problems: readonly string[]): void {
  if (problems.length === 0) return;
  process.stdout.write(`${problems.join('\n')}\n(docs/survival.md is written anew by UPDATE_DOCS=1)\n`);
  process.exitCode = 1;
}

const byRoom = (a: Figure, b: Figure): number =>
  rooms.indexOf(a.room) - rooms.indexOf(b.room) || (a.what < b.what ? -1 : 1);

const tableText = (rows: readonly Figure[]): string =>
  [
    '| room | what was tried | how often | failures |',
    '| --- | --- | ---: | ---: |',
    ...rows.map(({ room, what, tried, failures }) => `| ${room} | ${what} | ${tried} | ${failures} |`),
  ].join('\n');

/** The rows between the marks of the page. */
export function parseTable(text: string): Figure[] {
  const rows = text.slice(text.indexOf(begin), text.indexOf(end)).split('\n').slice(4);
  return rows.flatMap((line) => {
    const [, room, what, tried, failures] = line.split('|').map((cell) => cell.trim());
    const known = rooms.find((each) => each === room);
    return known === undefined || what === undefined
      ? []
      : [{ room: known, what, tried: Number(tried), failures: Number(failures) }];
  });
}

const withTable = (text: string, rows: readonly Figure[]): string =>
  `${text.slice(0, text.indexOf(begin))}${begin}\n\n${tableText(rows)}\n\n${text.slice(text.indexOf(end))}`;
