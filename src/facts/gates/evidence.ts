import { readFileSync, statSync } from 'node:fs';
import { RelError } from '../../domain/errors.ts';
import type { LedgerEntry } from '../../domain/ledger.ts';
import type { TestResults, TestSuite } from '../../domain/records.ts';
import { readJUnit } from './junit.ts';

/** How many names of cases one entry holds at most: an entry is small, and nobody reads more. */
const mostNames = 1000;

/** How large a document on record may be, in bytes. */
const largestDocument = 262_144;

/**
 * What is in a JUnit report. `name` makes one suite of all of it.
 *
 * @param path the file; `shown` is how the person called it
 * @throws RelError `file-unreadable`
 */
export async function testRun(
  path: string,
  shown: string,
  name: string | null,
): Promise<Omit<TestResults, 'sha'>> {
  const { suites, failures, passed } = await readJUnit(path, shown);
  return {
    suites: name === null ? [...suites] : [joined(name, suites)],
    failures: [...failures],
    passed: [...passed],
  };
}

function joined(name: string, suites: readonly TestSuite[]): TestSuite {
  const sum = (of: 'tests' | 'failed' | 'skipped' | 'seconds') =>
    suites.reduce((all, suite) => all + suite[of], 0);
  return {
    name,
    tests: sum('tests'),
    failed: sum('failed'),
    skipped: sum('skipped'),
    seconds: sum('seconds'),
  };
}

/** The same as the ledger holds it: of the passed cases only those that somebody will ask about. */
export function recordedRun<T extends Omit<TestResults, 'sha'>>(run: T, records: readonly LedgerEntry[]): T {
  const tests = records.flatMap((entry) => (entry.kind === 'incident' ? (entry.test ?? []) : []));
  // A fix is named by its PR, or by its commit where it has none.
  const asked = (name: string) => /#\d+|[0-9a-f]{10}/.test(name) || tests.some((test) => name.includes(test));
  return {
    ...run,
    failures: run.failures.slice(0, mostNames),
    passed: run.passed.filter(asked).slice(0, mostNames),
  };
}

/** The text of a document. Throws RelError `file-unreadable` where it cannot be read, is too large or is no text. */
export function documentText(path: string, shown: string): string {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined || !stats.isFile()) throw unusable(shown, 'there is no such file');
  if (stats.size > largestDocument)
    throw unusable(shown, `it has ${stats.size} bytes, and the ledger takes ${largestDocument}`);
  const text = readFileSync(path, 'utf8');
  if (text.includes('\0')) throw unusable(shown, 'it is no text');
  return text;
}

const unusable = (shown: string, why: string): RelError =>
  new RelError({
    code: 'file-unreadable',
    message: `${shown} cannot be put on record`,
    why,
    remedy: 'name a text file: rel record document notes.md',
  });
