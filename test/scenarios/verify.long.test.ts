import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { type Shop, scenario } from '../support/rig.ts';

const ledger = 'refs/rel/ledger';

/** Writes the remote's ledger anew from `from`, with these files changed (null: removed), as somebody with force. */
function rewrite(
  shop: Shop,
  from: string,
  files: Readonly<Record<string, string | null>>,
  parents: readonly string[] = [from],
): string {
  const run = (...args: string[]) =>
    shop.git(['--work-tree', shop.origin, '-c', 'user.name=m', '-c', 'user.email=m@x', ...args], shop.origin);
  run('read-tree', from);
  for (const [path, blob] of Object.entries(files)) {
    if (blob === null) run('update-index', '--force-remove', path);
    else run('update-index', '--add', '--cacheinfo', `100644,${blob},${path}`);
  }
  const commit = run('commit-tree', run('write-tree'), ...parents.flatMap((sha) => ['-p', sha]), '-m', 'x');
  run('update-ref', ledger, commit);
  return commit;
}

const codes = (run: { json: { result: { findings: { code: string }[] } } }) =>
  run.json.result.findings.map(({ code }) => code);

describe('rel verify', () => {
  scenario('the record of a train is whole, with the remote and without it', async (shop) => {
    const runs = [await shop.rel('pick 231 --into 1.8.0'), await shop.rel('tag-rc')];
    expect(runs.map((run) => run.exit)).toEqual([0, 0]);
    const whole = await shop.rel('verify 1.8 --json');
    expect([whole.exit, whole.json.result]).toMatchObject([
      0,
      { version: '1.8.0', whole: true, findings: [] },
    ]);
    expect(whole.json.result.entries).toBeGreaterThan(1);

    shop.git(['tag', '-f', 'v1.8.0-rc.2', 'devel'], shop.origin);
    const moved = await shop.rel('verify 1.8.0');
    expect(moved.exit).toBe(3);
    expect(moved.stdout).toContain('the tag v1.8.0-rc.2 moved');

    renameSync(shop.origin, `${shop.origin}.away`);
    const alone = await shop.rel('verify --json');
    expect([alone.exit, alone.json.result]).toMatchObject([0, { remote: false, whole: true }]);
    expect(alone.json.warnings).toEqual([expect.stringContaining('the remote did not answer')]);
  });

  scenario('a decision is judged again from what is on record, without the remote', async (shop) => {
    const before = shop.refs()[ledger];
    expect((await shop.rel('pick 231 --into 1.8.0')).exit).toBe(0);
    const tip = shop.refs()[ledger] ?? '';
    const why = await shop.rel('log 1.8.0 -v');
    expect([why.exit, why.stdout]).toEqual([0, expect.stringMatching(/judged by and on: git show \w+ \w+/)]);
    const origin = shop.origin;
    renameSync(origin, `${origin}.away`);
    const again = await shop.rel('verify');
    expect([again.exit, again.stdout]).toEqual([
      0,
      expect.stringContaining('judged again, with the same verdicts'),
    ]);
    renameSync(`${origin}.away`, origin);

    const added = shop
      .git(['diff-tree', '--root', '-r', '--name-only', '--no-commit-id', tip], origin)
      .split('\n');
    const [path = ''] = added.filter((name) => !name.startsWith('.facts/'));
    const facts = added.filter((name) => name.startsWith('.facts/'));
    expect(facts.length).toBeGreaterThan(0);
    rewrite(shop, tip, Object.fromEntries(facts.map((name) => [name, blobOf(shop)])));
    const changed = await shop.rel('verify --json');
    expect([changed.exit, new Set(codes(changed))]).toEqual([
      3,
      new Set(['commit.no-entry', 'facts.changed']),
    ]);

    // As if it had never been otherwise: the entry goes with its facts, and only what the gates said is another.
    const file = join(shop.dir, 'forged.json');
    writeFileSync(
      file,
      shop.git(['show', `${tip}:${path}`], origin).replace('"passed": true', '"passed": false'),
    );
    const forged = shop.git(['hash-object', '-w', file], origin);
    rewrite(shop, tip, { [path]: forged }, before === undefined ? [] : [before]);
    const told = await shop.rel('verify --accept --json');
    expect([told.exit, codes(told)]).toEqual([3, expect.arrayContaining(['judgement.differs'])]);
    expect(told.json.result.judged).toMatchObject({ agree: told.json.result.judged.again - 1 });
  });

  scenario(
    'what was taken out of the ledger is named, by any command, until somebody accepts it',
    async (shop) => {
      const before = shop.refs()[ledger];
      const signed = await shop.rel('sign-off 1.8.0 --as rte --reject --note no');
      expect(signed.exit).toBe(0);
      const after = shop.refs()[ledger] ?? '';
      const [path = ''] = shop
        .git(['diff-tree', '--root', '-r', '--name-only', '--no-commit-id', after], shop.origin)
        .split('\n');
      if (before === undefined) shop.git(['update-ref', '-d', ledger], shop.origin);
      else shop.git(['update-ref', ledger, before], shop.origin);

      const log = await shop.rel('log --json');
      expect([log.exit, log.json.warnings]).toEqual([0, [expect.stringContaining('run: rel verify')]]);
      const told = await shop.rel('verify --json');
      expect([told.exit, told.json.error.code]).toEqual([3, 'ledger-broken']);
      expect(told.json.result.findings).toMatchObject([
        { code: 'entry.removed', entry: path, commit: after },
      ]);
      expect(shop.git(['show', `${after}:${path}`])).toContain('"rejected"');

      const accepted = await shop.rel('verify --accept');
      const again = await shop.rel('verify');
      expect([accepted.exit, again.exit, again.stderr]).toEqual([0, 0, '']);
    },
  );

  scenario('an entry that a later commit changes or removes is named, with that commit', async (shop) => {
    const done = await shop.rel('sign-off 1.8.0 --as rte');
    expect(done.exit).toBe(0);
    const tip = shop.refs()[ledger] ?? '';
    const [path = ''] = shop
      .git(['diff-tree', '--root', '-r', '--name-only', '--no-commit-id', tip], shop.origin)
      .split('\n');
    const forged = rewrite(shop, tip, { [path]: blobOf(shop) });
    const changed = await shop.rel('verify --json');
    expect([changed.exit, codes(changed)]).toEqual([3, ['commit.no-entry', 'entry.changed']]);
    expect(changed.json.result.findings[1]).toMatchObject({ entry: path, commit: forged });
    rewrite(shop, forged, { [path]: null });
    const removed = await shop.rel('verify');
    expect([removed.exit, removed.stdout]).toEqual([3, expect.stringContaining(`${path} was removed by`)]);
  });
});

const blobOf = (shop: Shop): string => shop.git(['rev-parse', 'devel:README.md'], shop.origin);
