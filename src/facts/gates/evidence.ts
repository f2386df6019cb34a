import { RelError } from '../../domain/errors.ts';
import type { LedgerEntry } from '../../domain/ledger.ts';
import type { TestResults, TestSuite } from '../../domain/records.ts';
import { redact } from '../../github/redact.ts';
import { readNamedFile } from '../named-file.ts';
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
  if (name === null && suites.length > mostNames)
    throw new RelError({
      code: 'file-unreadable',
      message: `${shown} cannot be put on record`,
      why: `it has ${suites.length} suites, and the ledger takes ${mostNames} at once`,
      remedy: 'make one of them all: rel record test-results junit.xml --suite NAME',
    });
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
  const text = readNamedFile(path, shown);
  const size = Buffer.byteLength(text);
  if (size > largestDocument)
    throw unusable(shown, `it has ${size} bytes, and the ledger takes ${largestDocument}`);
  if (/[\0\ufffd]/.test(text)) throw unusable(shown, 'it is no text in UTF-8');
  if (redact(text) !== text) throw unusable(shown, 'it holds what looks like a token or a password');
  return text;
}

const unusable = (shown: string, why: string): RelError =>
  new RelError({
    code: 'file-unreadable',
    message: `${shown} cannot be put on record`,
    why,
    remedy: 'name a text file: rel record document notes.md',
  });
