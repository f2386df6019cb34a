import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { type Shop, scenario } from '../support/rig.ts';

const policy = `version: 1
gates:
  promote:
    - { id: tested, kind: test-results, suites: [regression] }
    - { id: fixes, kind: focused-regression }
    - { id: incidents, kind: incidents }
    - { id: notes, kind: document, name: notes, headings: [Migration] }
`;

/** A report outside the clone, with these cases; one that begins with a minus has failed. */
function report(shop: Shop, ...names: readonly string[]): string {
  const cases = names.map((name) =>
    name.startsWith('-')
      ? `<testcase name="${name.slice(1)}"><failure/></testcase>`
      : `<testcase name="${name}"/>`,
  );
  const path = join(shop.dir, 'junit.xml');
  writeFileSync(path, `<testsuite name="mocha">${cases.join('')}</testsuite>`);
  return path;
}

async function verdicts(shop: Shop): Promise<unknown[]> {
  const run = await shop.rel('gate promote 1.8.0 --json');
  const codes = run.json.result.verdicts.map((verdict: { code: string }) => verdict.code.split('.')[1]);
  return [run.exit, ...codes];
}

describe('rel record', () => {
  scenario('evidence is bound to the commit it was found on, and gates judge it there', async (shop) => {
    shop.commitOnto('devel', { '.releaserc.yaml': policy }, 'Ask for evidence');
    const picked = await shop.rel('pick 231 --into 1.8.0');
    const tagged = await shop.rel('tag-rc');
    expect([picked.exit, tagged.exit]).toEqual([0, 0]);
    expect(await verdicts(shop)).toEqual([3, 'missing', 'missing', 'covered', 'missing']);

    const notes = join(shop.dir, 'notes.md');
    writeFileSync(notes, '# 1.8.0\n\n## Migration\n\nNone.\n');
    const lines = [
      'record incident --id INC-7 --title Double --test charges-once',
      `record document ${notes} --name notes`,
      `record test-results ${report(shop, '#231 postcode', '-charges-once')} --suite regression`,
    ];
    for (const line of lines) expect((await shop.rel(line)).exit, line).toBe(0);
    expect(await verdicts(shop)).toEqual([3, 'failed', 'passed', 'failed', 'there']);

    const green = `record test-results 1.8 ${report(shop, '#231 postcode', 'charges-once')} --suite regression --json`;
    expect((await shop.rel(green)).exit).toBe(0);
    const again = await shop.rel(green);
    expect([again.exit, again.json.plan]).toEqual([0, null]);
    expect(await verdicts(shop)).toEqual([0, 'passed', 'passed', 'covered', 'there']);

    shop.commitOnto('rc/1.8.0', { 'NOTICE.md': 'More\n' }, 'More');
    const next = await shop.rel('tag-rc');
    expect([next.exit, await verdicts(shop)]).toEqual([0, [3, 'stale', 'passed', 'untested', 'there']]);
  });
});
