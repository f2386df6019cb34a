import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { scenario } from '../support/rig.ts';

const file = '.releaserc.yaml';
const strict = `version: 1
repository: acme/shop
gates:
  candidate:
    - { id: ci, kind: checks, names: [build, never-run] }
`;
const loose = strict.replace(', never-run', '');

/** Gates that cannot pass, one a line, each with what is said of it. */
const never = `version: 1
repository: acme/shop
roles:
  qa: { teams: [acme/gone], users: [quinn] }
  dev: { users: [dora] }
  pdm: {}
approvals:
  dev: { role: dev, by: [{ review: true }, { label: dev-approved }] }
pick: { requires: [dev] }
gates:
  promote:
    - { id: ok, kind: checks, names: [build], app: github-actions }
    - { id: misspelt, kind: checks, names: [unit, biuld] }
    - { id: elsewhere, kind: checks, names: [build], app: jenkins }
    - { id: signed, kind: sign-off, roles: [pdm] }
    - { id: bugs, kind: issues, labels: [bugs], milestone: "v{version}" }
    - { id: ready, kind: command, argv: [./ready.sh], files: [ready.sh] }
    - { id: merges, kind: merges-cleanly, into: [develop, next] }
    - { id: closed, kind: window, open: [{ days: [mon], from: "09:00", to: "10:00" }], freezes: [{ from: 2020-01-01, to: 2099-01-01 }] }
`;
const found: [code: string, line: number, gate: string | null][] = [
  ['role.team-unreadable', 4, null],
  ['approvals.one-person', 8, null],
  ['approvals.no-label', 8, null],
  ['checks.unknown-name', 13, 'misspelt'],
  ['checks.wrong-app', 14, 'elsewhere'],
  ['role.empty', 15, 'signed'],
  ['issues.no-label', 16, 'bugs'],
  ['issues.no-milestone', 16, 'bugs'],
  ['command.no-file', 17, 'ready'],
  ['merges-cleanly.no-branch', 18, 'merges'],
  ['window.never-open', 19, 'closed'],
];

describe('the policy', () => {
  scenario('that is loosened in the working tree or on the RC branch changes nothing', async (shop) => {
    shop.commitOnto('devel', { [file]: strict }, 'A check that never ran');
    shop.commitOnto('rc/1.8.0', { [file]: loose }, 'Nobody will look here');
    writeFileSync(join(shop.work, file), loose);
    const before = shop.refs();

    const gate = await shop.rel('gate candidate 1.8.0 --json');
    const tag = await shop.rel('tag-rc 1.8.0 --yes');

    expect([gate.exit, gate.json.result.verdicts[0].code]).toEqual([3, 'checks.missing']);
    const said = `${file} in the working tree differs in gates.candidate.ci.names; origin/devel:${file} counts. See: rel policy show`;
    expect(gate.json.warnings).toEqual([said]);
    expect([tag.exit, tag.stderr]).toEqual([3, expect.stringContaining(`warning: ${said}\n`)]);
    expect(shop.refs()).toEqual(before);

    const show = await shop.rel('policy show');
    const check = await shop.rel('policy check --json');
    expect([show.exit, show.stdout]).toEqual([
      0,
      expect.stringContaining('#   gates.candidate.ci.names\n#   - ["build","never-run"]\n#   + ["build"]\n'),
    ]);
    const names = { key: 'gates.candidate.ci.names', remote: ['build', 'never-run'], local: ['build'] };
    expect([check.exit, check.json.result.local]).toEqual([0, { file, valid: true, differences: [names] }]);

    // What only looks different is not told; what is no policy is.
    writeFileSync(join(shop.work, file), `# The same\r\n${strict.replaceAll('\n', '\r\n')}`);
    const same = await shop.rel('gate candidate 1.8.0 --json');
    expect([same.exit, same.json.warnings]).toEqual([3, []]);
    writeFileSync(join(shop.work, file), 'version: 1\nbranhces: {}\n');
    const broken = await shop.rel('gate candidate 1.8.0 --json');
    expect([broken.exit, broken.json.warnings]).toEqual([3, [expect.stringContaining('is not valid')]]);
  });

  scenario('with gates that can never pass is told of each, with its line', async (shop) => {
    shop.commitOnto('devel', { [file]: never }, 'Typed in a hurry');

    const check = await shop.rel('policy check --json');

    const { result, warnings } = check.json;
    expect([check.exit, result.valid, result.notLookedAt]).toEqual([0, true, []]);
    type Said = { code: string; line: number; gate: { id: string } | null };
    expect(result.warnings.map(({ code, line, gate }: Said) => [code, line, gate?.id ?? null])).toEqual(
      found,
    );
    expect(warnings).toContainEqual(
      expect.stringMatching(
        /:13:51: the gate misspelt of promote can never pass: nothing produces the check `biuld`; looked at .*did you mean `build`/,
      ),
    );

    const must = await shop.rel('policy check --strict');
    expect([must.exit, must.stderr]).toEqual([3, expect.stringContaining('is valid, with 11 warnings')]);

    // Without a remote and without GitHub what is known of the text alone is said, and what was not looked at.
    writeFileSync(join(shop.dir, 'never.yaml'), never);
    const alone = await shop.rel('policy check never.yaml', { cwd: shop.dir });
    expect([alone.exit, alone.stdout]).toEqual([
      0,
      expect.stringMatching(/^not looked at: .*labels, .*\(.* is not in a git repository\)$/m),
    ]);
    expect(alone.stderr.match(/can never pass/g)).toHaveLength(2);
  });

  scenario('is explained: where each of its values was written', async (shop) => {
    const shown = await shop.rel('policy show --explain');
    const values = await shop.rel('policy show --explain --json');

    expect([shown.exit, values.exit]).toEqual([0, 0]);
    expect(shown.stdout).toContain(`of origin/devel:${file} at ${shop.tip('devel').slice(0, 10)}; `);
    expect(shown.stdout).toMatch(/^ {2}deliver: push +# 23:12$/m);
    expect(shown.stdout).toMatch(/^ {6}waivableBy: \[\] +# default$/m);
    expect(shown.stdout.split('\n').filter((line) => !line.startsWith('#') && line.length > 80)).toEqual([]);
    const lines = readFileSync(join(shop.work, file), 'utf8').split('\n');
    const { explain } = values.json.result;
    const deliver = explain.find(({ path }: { path: string[] }) => path.join('.') === 'pick.deliver');
    expect(deliver).toEqual({
      path: ['pick', 'deliver'],
      value: 'push',
      from: { kind: 'shared', file: `origin/devel:${file}`, line: 23, column: 12 },
    });
    expect(lines[22]?.slice(11)).toBe('push');
  });
});
