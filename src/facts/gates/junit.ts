import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { RelError } from '../../domain/errors.ts';
import type { TestSuite } from '../../domain/records.ts';
import { streamNamedFile } from '../named-file.ts';

/** A JUnit report, read: its suites, and its cases by name (`SUITE > CLASS > NAME`). */
export interface JUnitReport {
  readonly suites: readonly TestSuite[];
  readonly failures: readonly string[];
  readonly passed: readonly string[];
}

/**
 * Reads a JUnit XML file as a stream, whatever its size. No entity but XML's own five is known, so nothing expands and
 * nothing is fetched.
 *
 * @throws RelError `file-unreadable` where there is no such file, or it is no JUnit report.
 */
export async function readJUnit(path: string, shown: string): Promise<JUnitReport> {
  const report = new Report();
  const parser = new SaxesParser<{ xmlns: false }>({ xmlns: false });
  parser.on('error', (error) => {
    throw error;
  });
  const size = new Size();
  parser.on('opentagstart', () => size.open());
  parser.on('attribute', () => size.attribute());
  parser.on('opentag', (tag) => report.open(tag));
  parser.on('closetag', (tag) => {
    size.close();
    report.close(tag);
  });
  try {
    for await (const chunk of streamNamedFile(path, shown)) {
      size.read(String(chunk));
      parser.write(String(chunk));
    }
    parser.close();
  } catch (cause) {
    if (cause instanceof RelError)
      throw cause.why?.startsWith('there is no file') ? absent(shown, cause) : cause;
    throw unreadable(shown, cause instanceof Error ? cause.message : String(cause), cause);
  }
  if (!report.isJUnit) throw unreadable(shown, 'it has neither a `testsuites` nor a `testsuite` element');
  return report;
}

/** What no report of a test runner has, and what would take this process's memory: throws where there is more. */
class Size {
  #depth = 0;
  #attributes = 0;
  #unread = 0;

  open(): void {
    this.#unread = 0;
    this.#attributes = 0;
    this.#depth += 1;
    if (this.#depth > 1000) throw new Error('its elements are nested more than 1000 deep');
  }

  close(): void {
    this.#unread = 0;
    this.#depth -= 1;
  }

  attribute(): void {
    this.#attributes += 1;
    if (this.#attributes > 1000) throw new Error('an element has more than 1000 attributes');
  }

  read(chunk: string): void {
    this.#unread += chunk.length;
    if (this.#unread > mostUnread)
      throw new Error(`it has more than ${mostUnread} characters between two tags`);
  }
}

/** The output of a whole suite stands between two tags. */
const mostUnread = 2 ** 27;

/** How much of a name is kept, in characters. */
const longestName = 1000;

interface OpenSuite {
  /** It holds suites of its own. */
  outer: boolean;
  readonly suite: { -readonly [K in keyof TestSuite]: TestSuite[K] };
  /** What the report itself says, for one that lists no cases. */
  readonly said: Pick<TestSuite, 'tests' | 'failed' | 'skipped'>;
}

class Report implements JUnitReport {
  readonly suites: TestSuite[] = [];
  readonly failures: string[] = [];
  readonly passed: string[] = [];
  isJUnit = false;
  readonly #open: OpenSuite[] = [];
  #case: { name: string; ended: 'passed' | 'failed' | 'skipped' } | null = null;

  open({ name, attributes }: SaxesTagPlain): void {
    if (name === 'testsuites' || name === 'testsuite') this.isJUnit = true;
    if (name === 'testsuite') {
      const around = this.#open.at(-1);
      if (around !== undefined) around.outer = true;
      this.#open.push(suiteOf(attributes));
    }
    const suite = this.#open.at(-1)?.suite;
    if (name === 'testcase') {
      const parts = [suite?.name, attributes.classname, attributes.name].filter(Boolean);
      this.#case = { name: parts.join(' > ').slice(0, longestName), ended: 'passed' };
    }
    if (this.#case === null) return;
    if (name === 'failure' || name === 'error') this.#case.ended = 'failed';
    if (name === 'skipped' && this.#case.ended === 'passed') this.#case.ended = 'skipped';
  }

  close({ name }: SaxesTagPlain): void {
    if (name === 'testcase') this.#count();
    if (name !== 'testsuite') return;
    const ended = this.#open.pop();
    if (ended === undefined) return;
    const { suite, said, outer } = ended;
    // A suite that only holds others is none of its own; one without cases is believed what it says.
    if (suite.tests > 0) this.suites.push(suite);
    else if (!outer) this.suites.push({ ...suite, ...said });
  }

  #count(): void {
    const suite = this.#open.at(-1)?.suite;
    const ended = this.#case;
    this.#case = null;
    if (suite === undefined || ended === null) return;
    suite.tests += 1;
    if (ended.ended === 'failed') {
      suite.failed += 1;
      this.failures.push(ended.name);
    } else if (ended.ended === 'skipped') suite.skipped += 1;
    else this.passed.push(ended.name);
  }
}

function suiteOf(attributes: Readonly<Record<string, string>>): OpenSuite {
  const number = (name: string) => Math.max(0, Number(attributes[name] ?? 0) || 0);
  return {
    outer: false,
    suite: {
      name: (attributes.name ?? '').slice(0, longestName),
      tests: 0,
      failed: 0,
      skipped: 0,
      seconds: number('time'),
    },
    said: {
      tests: number('tests'),
      failed: number('failures') + number('errors'),
      skipped: number('skipped'),
    },
  };
}

const absent = (file: string, cause: unknown): RelError =>
  new RelError(
    {
      code: 'file-unreadable',
      message: `there is no file ${file}`,
      remedy: 'name the report that your test runner has written: rel record test-results junit.xml',
    },
    cause,
  );

const unreadable = (file: string, why: string, cause?: unknown): RelError =>
  new RelError(
    {
      code: 'file-unreadable',
      message: `${file} is no JUnit report that rel can read`,
      why,
      remedy: 'give the XML file that your test runner writes (JUnit format)',
    },
    cause,
  );
