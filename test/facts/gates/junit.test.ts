import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { recordedRun, testRun } from '../../../src/facts/gates/evidence.ts';
import { readJUnit } from '../../../src/facts/gates/junit.ts';
import { temporaryFolder } from '../../support/git-history.ts';
import { incidentOf } from '../../support/records.ts';

function fileOf(xml: string): string {
  const path = join(temporaryFolder(), 'junit.xml');
  writeFileSync(path, xml);
  return path;
}
const suites = async (xml: string) => {
  const report = await readJUnit(fileOf(xml), 'junit.xml');
  return report.suites.map(({ name, tests, failed, skipped }) => `${name} ${tests} ${failed} ${skipped}`);
};
const one = '<testcase classname="c" name="a"/>';
const red = '<testcase name="b"><failure message="no">at x</failure></testcase>';

describe('a JUnit report', () => {
  test.each<[string, string, string[]]>([
    ['one suite', `<testsuite name="s" time="2">${one}${red}</testsuite>`, ['s 2 1 0']],
    [
      'several',
      `<testsuites><testsuite name="s">${one}</testsuite><testsuite name="t">${red}</testsuite></testsuites>`,
      ['s 1 0 0', 't 1 1 0'],
    ],
    [
      'suites in a suite',
      `<testsuite name="all"><testsuite name="s">${one}</testsuite></testsuite>`,
      ['s 1 0 0'],
    ],
    [
      'errors and skipped ones',
      '<testsuite name="s"><testcase name="a"><error/></testcase><testcase name="b"><skipped/></testcase></testsuite>',
      ['s 2 1 1'],
    ],
    [
      'a failure outweighs a skip',
      '<testsuite name="s"><testcase name="a"><failure/><skipped/></testcase></testsuite>',
      ['s 1 1 0'],
    ],
    ['attributes that lie', `<testsuite name="s" tests="9" failures="0">${red}</testsuite>`, ['s 1 1 0']],
    [
      'no cases, but attributes',
      '<testsuite name="s" tests="9" failures="1" errors="1" skipped="2"/>',
      ['s 9 2 2'],
    ],
    ['nothing in it', '<testsuites/>', []],
  ])('with %s', async (_, xml, expected) => {
    expect(await suites(xml)).toEqual(expected);
  });

  test('names its cases by suite, class and name', async () => {
    const report = await readJUnit(fileOf(`<testsuite name="s">${one}${red}</testsuite>`), 'junit.xml');
    expect([report.passed, report.failures]).toEqual([['s > c > a'], ['s > b']]);
  });

  test.each([
    ['no XML', 'tests: 3', /document must contain a root element|text data outside/],
    ['XML of another kind', '<html></html>', /neither a `testsuites` nor a `testsuite`/],
    ['cut off', '<testsuite name="s">', /unclosed tag/],
    [
      'an entity that would explode',
      '<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><testsuite name="&b;"/>',
      /undefined entity/,
    ],
  ])('that is %s is refused', async (_, xml, why) => {
    const reading = readJUnit(fileOf(xml), 'junit.xml');
    await expect(reading).rejects.toMatchObject({ code: 'file-unreadable', why: expect.stringMatching(why) });
  });

  test('that is not there is refused', async () => {
    await expect(readJUnit('/nowhere/junit.xml', 'junit.xml')).rejects.toMatchObject({
      code: 'file-unreadable',
      message: 'there is no file junit.xml',
    });
  });

  test('on record keeps the names somebody will ask for, and may be one suite', async () => {
    const cases = ['adds #231', 'charges once', 'anything']
      .map((name) => `<testcase name="${name}"/>`)
      .join('');
    const run = await testRun(fileOf(`<testsuite name="s">${cases}</testsuite>`), 'junit.xml', 'regression');
    expect(run.suites).toMatchObject([{ name: 'regression', tests: 3 }]);
    const recorded = recordedRun(run, [incidentOf('INC-1', 'charges once')]);
    expect(recorded.passed).toEqual(['s > adds #231', 's > charges once']);
  });
});
