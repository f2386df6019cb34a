import { closeSync, mkdirSync, openSync, symlinkSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { type Shop, scenario } from '../../support/rig.ts';
import { figure } from '../support/figures.ts';
import { expectText } from './support/output.ts';

const passing = '<testcase name="a"/>';
const suite = (inside: string, attributes = '') =>
  `<testsuite name="regression"${attributes}>${inside}</testsuite>`;
const entities = (width: number, depth: number) =>
  Array.from(
    { length: depth },
    (_, at) => `<!ENTITY e${at} "${at === 0 ? 'x' : `&e${at - 1};`.repeat(width)}">`,
  ).join('');

/** Reports that are none, or that try to have something else read or expanded. */
const bad: Readonly<Record<string, string | Buffer>> = {
  'a billion laughs': `<!DOCTYPE t [${entities(10, 10)}]>${suite('<testcase name="&e9;"/>')}`,
  'laughs in text': `<!DOCTYPE t [${entities(10, 10)}]>${suite('<testcase name="a"><failure>&e9;</failure></testcase>')}`,
  'a file from outside': `<!DOCTYPE t [<!ENTITY e SYSTEM "file:///etc/passwd">]>${suite('<testcase name="&e;"/>')}`,
  'a page from outside': `<!DOCTYPE t [<!ENTITY e SYSTEM "http://127.0.0.1:1/x">]>${suite('<testcase name="&e;"/>')}`,
  'entities of entities': `<!DOCTYPE t [<!ENTITY % p SYSTEM "file:///etc/passwd">%p;]>${suite('<testcase name="&e;"/>')}`,
  'no XML': 'tests: 3, failures: 0\n',
  JSON: '{"testsuite":{"tests":3,"failures":0}}',
  nothing: '',
  'white space': '\n \n',
  NUL: `${suite(passing)}\0`,
  'NUL in a name': suite('<testcase name="a\0b"/>'),
  'a control character': suite('<testcase name="a&#x1b;[31m"/>'),
  'nested deep': '<testsuite>'.repeat(100_000),
  'nested and closed': `${'<testsuite>'.repeat(5000)}${'</testsuite>'.repeat(5000)}`,
  'tags without end': '<'.repeat(1_000_000),
  'one name for ever': `<${'t'.repeat(5_000_000)}`,
  'attributes without end': `<testsuite ${Array.from({ length: 100_000 }, (_, at) => `a${at}="x"`).join(' ')}/>`,
  'an attribute twice': '<testsuite name="regression" name="other"/>',
  'cut off': suite(passing).slice(0, -5),
  'two roots': suite(passing) + suite(passing),
  'in UTF-16': Buffer.from(suite(passing), 'utf16le'),
  'another root': `<html>${suite(passing)}</xml>`,
  'a page': '<!DOCTYPE html><html><body>Sign in</body></html>',
  'a stylesheet': `<?xml-stylesheet href="file:///etc/passwd"?><x/>`,
};

/** Writes a report of about so many megabytes, with this again and again in its middle. */
function large(
  path: string,
  [before, again, after]: readonly [string, string, string],
  megabytes: number,
): string {
  const file = openSync(path, 'w');
  const part = again.repeat(Math.ceil(2 ** 20 / again.length));
  writeSync(file, before);
  for (let nth = 0; nth < megabytes; nth++) writeSync(file, part);
  writeSync(file, after);
  closeSync(file);
  return path;
}

/** Little enough that a report which was held as a whole would end the process. */
const little = { NODE_OPTIONS: '--max-old-space-size=256' };

const record = (shop: Shop, file: string) =>
  shop.rel(`record test-results 1.8.0 ${file} --yes --json`, { env: little });

scenario('a report that is none is not put on record', async (shop) => {
  const before = shop.refs();
  const file = join(shop.dir, 'junit.xml');
  for (const [name, text] of Object.entries(bad)) {
    writeFileSync(file, text);
    const run = await record(shop, file);
    expectText(name, { exit: run.exit, stdout: run.stdout, stderr: run.stderr });
    expect([name, run.exit, run.json.error?.code]).toEqual([name, 2, 'file-unreadable']);
    expect(run.stdout, name).not.toContain('root:');
  }
  mkdirSync(join(shop.work, 'reports'));
  for (const to of ['/etc/passwd', '/proc/self/environ', '../../outside.xml']) {
    symlinkSync(to, join(shop.work, 'reports/junit.xml'));
    const run = await shop.rel('record test-results 1.8.0 reports/junit.xml --yes --json');
    expect([to, run.exit, run.json.error?.code]).toEqual([to, 2, 'file-unreadable']);
    shop.git(['clean', '-qfd']);
    mkdirSync(join(shop.work, 'reports'));
  }
  expect(shop.refs()).toEqual(before);
  const tried = Object.keys(bad).length + 3;
  figure({ room: 'hostile', what: 'JUnit reports that are none', tried, failures: 0 });
});

scenario('a report of 100 MB is read in little memory, or refused', async (shop) => {
  const file = join(shop.dir, 'junit.xml');
  const ends = ['<testsuite name="regression">', '</testsuite>'] as const;
  const long = `<testcase name="a"><failure>${'x'.repeat(100_000)}</failure></testcase>`;
  const read = await record(shop, large(file, [ends[0], long, ends[1]], 100));
  expect([read.exit, read.json.error]).toEqual([0, null]);
  expect(shop.refs()).toHaveProperty(['refs/rel/ledger']);
  const text = await record(shop, large(file, [`${ends[0]}<![CDATA[`, 'x', `]]>${ends[1]}`], 140));
  expect([text.exit, text.json.error?.code]).toEqual([2, 'file-unreadable']);
  const name = await record(shop, large(file, ['<testsuite name="', 'x', `"/>`], 140));
  expect([name.exit, name.json.error?.code]).toEqual([2, 'file-unreadable']);
  figure({ room: 'hostile', what: 'JUnit reports of 100 MB and more', tried: 3, failures: 0 });
});
