import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { type Shop, scenario } from '../support/rig.ts';

/** The policy of the shop with these gates of `promote` and no other. */
const policy = (gate: string) => `version: 1\ngates:\n  promote:\n    - ${gate}\n`;

/** What the only gate of `promote` says. */
async function verdict(shop: Shop): Promise<[exit: number, code: string]> {
  const run = await shop.rel('gate promote 1.8.0 --json');
  return [run.exit, run.json.result.verdicts[0].code];
}

describe('a gate', () => {
  scenario('keeps a candidate from being released that lacks a hotfix', async (shop) => {
    const gate = '{ id: hotfixes, kind: hotfixes-synced }';
    shop.commitOnto('devel', { '.releaserc.yaml': policy(gate) }, 'No hotfix may be lost');
    const before = shop.refs();
    const lost = await shop.rel('promote --yes --json');
    expect([lost.exit, lost.json.error.why]).toEqual([
      3,
      expect.stringContaining('Refuse expired cards (#240)'),
    ]);
    expect(shop.refs()).toEqual(before);

    const sync = await shop.rel('sync-hotfix');
    expect([sync.exit, await verdict(shop)]).toEqual([0, [3, 'hotfixes-synced.missing']]);
    const tag = await shop.rel('tag-rc');
    expect([tag.exit, await verdict(shop)]).toEqual([0, [0, 'hotfixes-synced.synced']]);
  });

  scenario('is a checklist whose items each belong to a role', async (shop) => {
    const items = '[{ id: backup, text: Back up, role: ops }, { id: smoke, text: Smoke test, role: qa }]';
    const roles = 'roles: { ops: { users: [omar] }, qa: { users: [quinn] } }\n';
    const text = `${roles}${policy(`{ id: guide, kind: checklist, items: ${items} }`)}`;
    shop.commitOnto('devel', { '.releaserc.yaml': text }, 'A release guide');
    const as = (login: string) => ({ env: { GH_TOKEN: `sandbox:${login}` } });

    const wrong = await shop.rel('tick backup --json', as('quinn'));
    expect([wrong.exit, wrong.json.error.code]).toEqual([3, 'role-not-held']);
    const unknown = await shop.rel('tick lunch --json', as('omar'));
    expect([unknown.exit, unknown.json.error.message]).toEqual([2, expect.stringContaining('`lunch`')]);

    const [backup, smoke] = [
      await shop.rel('tick backup', as('omar')),
      await shop.rel('tick guide/smoke', as('quinn')),
    ];
    expect([backup.exit, smoke.exit, await verdict(shop)]).toEqual([0, 0, [0, 'checklist.done']]);
    const undone = await shop.rel('tick smoke 1.8 --undo', as('quinn'));
    expect([undone.exit, await verdict(shop)]).toEqual([0, [3, 'checklist.taken-back']]);
  });

  scenario('is a command of the policy, with the files of the remote and no token', async (shop) => {
    const script = [
      '#!/bin/sh',
      'read judged',
      'test -z "$GH_TOKEN" || echo "a token: $GH_TOKEN"',
      'echo "$judged" | grep -q \'"version":"1.8.0"\' || exit 1',
      'echo ready; ls',
      'exit ${READY:-3}',
      '',
    ].join('\n');
    const gate = '{ id: ready, kind: command, argv: [./ready.sh], files: [ready.sh] }';
    shop.commitOnto('devel', { '.releaserc.yaml': policy(gate), 'ready.sh': script }, 'Ask a script');
    const judged = async (env: Record<string, string>) => {
      const run = await shop.rel('gate promote 1.8.0 --json', { env: { GH_TOKEN: 'sandbox:rita', ...env } });
      return [run.exit, run.json.result.verdicts[0].code, run.json.result.verdicts[0].evidence[0].what];
    };
    expect(await judged({})).toEqual([3, 'command.failed', './ready.sh: ready\nready.sh\n']);
    expect(await judged({ READY: '0' })).toEqual([0, 'command.passed', './ready.sh: ready\nready.sh\n']);

    // One that does not end, with a child that holds its output open, is killed with it.
    const slow = '{ id: slow, kind: command, argv: [sh, -c, "sleep 600 & sleep 600"], seconds: 1 }';
    shop.commitOnto('devel', { '.releaserc.yaml': policy(slow) }, 'A slow one');
    expect((await judged({})).slice(0, 2)).toEqual([3, 'command.timeout']);
    const gone = '{ id: gone, kind: command, argv: [./gone.sh], files: [gone.sh] }';
    shop.commitOnto('devel', { '.releaserc.yaml': policy(gone) }, 'One that is not there');
    const absent = await shop.rel('gate promote 1.8.0 --json');
    expect([absent.exit, absent.json.result.verdicts[0].message]).toEqual([
      3,
      expect.stringContaining('gone.sh is not on devel'),
    ]);
  });

  scenario('is told where CI reads: annotations, the summary of the step, a JUnit report', async (shop) => {
    shop.commitOnto(
      'devel',
      { '.releaserc.yaml': policy('{ id: bugs, kind: issues, labels: [bug] }') },
      'No bugs',
    );
    await shop.github('PATCH', 'issues/222', { title: '::error::do not trust me' });
    const [file, report] = [join(shop.dir, 'summary.md'), join(shop.dir, 'gates.xml')];
    const env = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: file, CI: 'true' };

    const gate = await shop.rel(`gate promote 1.8.0 --json --junit ${report}`, { env });
    expect([gate.exit, gate.json.error.code]).toEqual([3, 'gate-failed']);
    expect(gate.stderr).toMatch(/^::error title=promote%3A bugs \(fail\)::.*#222.*%0Anext: close each/m);
    expect(readFileSync(file, 'utf8')).toMatch(/\| ❌ fail \| bugs \| .*&#35;\u200b222/);
    expect(readFileSync(report, 'utf8')).toContain('<failure type="issues.open"');

    // A command that would act says the same, and what others wrote gives no command to CI.
    const promote = await shop.rel('promote --yes', { env });
    expect([promote.exit, promote.stderr]).toEqual([
      3,
      expect.stringContaining('::error title=promote%3A bugs'),
    ]);
    const nowhere = await shop.rel('gate promote 1.8.0 --junit no/such/folder.xml --json');
    expect([nowhere.exit, nowhere.json.error.code, nowhere.json.error.why]).toEqual([
      ...[2, 'file-unreadable'],
      expect.stringMatching(/^there is no folder .*\/no\/such$/),
    ]);
  });
});
