import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const src = join(import.meta.dirname, '../../../src');

/** Beside what tells which entries count: what writes down which of all did. */
const doors = ['facts/gates/record-judgements.ts', 'facts/ledger/entries.ts'];

test('what decides asks for the entries that count, and never for all of them', () => {
  const readers = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(
    (path) =>
      /^(commands|facts)[\\/].*\.ts$/.test(path) &&
      /\breadLedger(Objects)?\b/.test(readFileSync(join(src, path), 'utf8')),
  );
  expect(readers.map((path) => path.replaceAll('\\', '/')).sort()).toEqual(doors);
});
