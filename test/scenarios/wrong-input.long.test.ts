import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, inject } from 'vitest';
import { everything, refuses } from '../support/refuses.ts';
import { type Shop, scenario } from '../support/rig.ts';

describe('what cannot be understood', () => {
  scenario('is a usage error that names the help, or the word that was meant', async (shop) => {
    await refuses(shop, [
      ['statsu', 'usage', 'unknown command `statsu`; did you mean `status`?', 'run: rel --help'],
      ['pikc --help', 'usage', 'did you mean `pick`?', 'run: rel --help'],
      ['pick --in 1.8.0', 'usage', 'unknown option `--in`; did you mean `--into`?', 'run: rel pick --help'],
      ['pick', 'usage', 'nothing to pick was named', 'rel pick 231'],
      ['gate nonsense', 'unknown-stage', 'there is no stage `nonsense`', 'run: rel gate promote'],
      ['schema pikc', 'usage', 'there is no schema `pikc`', 'run: rel schema policy'],
      ['sandbox create', 'usage', 'needs a folder', 'run: rel sandbox create DIR'],
      ['sandbox create ..', 'already-exists', 'is not empty', `run: rel sandbox create ${shop.dir}-2`],
      [
        'init',
        'already-exists',
        'a policy already: .releaserc.yaml',
        'run: rel policy check .releaserc.yaml',
      ],
      ['tag-rc --plan-out p', 'usage', '--plan-out saves the plan of a dry run', 'rel apply FILE'],
      ['apply p', 'file-unreadable', 'p cannot be read', `run: ls ${shop.work}`],
      ['continue', 'nothing-pending', 'no interrupted operation', 'run: rel status'],
      ['abort', 'nothing-pending', 'no interrupted operation', 'run: rel status'],
    ]);
  });

  scenario('help and version are answers; an error is three lines, under git rel too', async (shop) => {
    for (const [line, says] of [
      ['', 'Usage: rel [options] [command]'],
      ['help', 'rel sandbox create DIR'],
      ['help pick', 'rel pick --approved --dry-run'],
      ['pick --help', 'rel pick --approved --dry-run'],
      ['--version', '0.1.0\n'],
    ] as const) {
      const run = await shop.rel(line);
      expect([run.exit, run.stderr], line).toEqual([0, '']);
      expect(run.stdout).toContain(says);
    }
    const wrong = await gitRel(shop, 'status 9.9.9');
    expect([wrong.status, wrong.stdout]).toEqual([2, '']);
    expect(wrong.stderr.split('\n')).toEqual([
      'error: there is no train 9.9.9',
      '  why: trains on the remote: 1.7.0, 1.8.0',
      '  next: run: rel status',
      '',
    ]);
  });
});

describe('what does not exist', () => {
  scenario('is named, with what there is instead', async (shop) => {
    await refuses(shop, [
      ['status 9.9.9', 'unknown-version', 'there is no train 9.9.9', 'run: rel status'],
      ['cut-rc banana', 'usage', '`banana` is not a version', 'run: rel cut-rc'],
      ['cut-rc 1.7.1', 'already-exists', '1.7.1 cannot be cut: 1.7.1 is already released', 'run: rel cut-rc'],
      ['cut-rc --from origin/main', 'unknown-commit', 'is not on devel', 'run: git log origin/devel'],
      ['pick 999 --into 1.8', 'unknown-pull-request', '#999 could not be read', 'run: rel status'],
      ['pick 243', 'pull-request-not-merged', '#243 is still open', 'run: rel pick 243'],
      ['pick 245', 'pull-request-not-merged', '#245 is closed without', 'reopen it and merge it into devel'],
      ['pick 230 --into rc/9', 'unknown-branch', '`rc/9` is neither', 'run: rel status'],
      ['pick 230 --into 1.7.0', 'unknown-version', '1.7.0 is released', 'run: rel status'],
      ['pick 5eed5eed', 'unknown-commit', '`5eed5eed` is neither', 'run: git fetch'],
    ]);
  });

  scenario('a version is asked for where several trains are live', async (shop) => {
    await shop.finishFeatures();
    expect((await shop.rel('cut-rc 1.9.0')).exit).toBe(0);
    await refuses(shop, [
      ['promote', 'version-needed', 'several trains are live', 'rel promote 1.8.0'],
      ['gate promote', 'version-needed', 'several trains are live', 'rel gate promote 1.8.0'],
      ['pick 230', 'version-needed', 'several trains are live', '--into 1.8.0'],
    ]);
  });

  scenario('no repository, no remote, and a remote that is gone', async (shop) => {
    await refuses(shop, [
      [`-C ${shop.dir} status`, 'no-repository', 'not in a git repository', 'rel -C DIR'],
    ]);
    await refuses(shop, [['status', 'no-repository', 'not in a git repository', 'rel -C DIR']], {
      cwd: shop.dir,
    });
    await refuses(shop, [['-C /no/such status', 'no-repository', 'there is no directory', 'rel -C DIR']]);
    shop.git('remote set-url origin ../gone.git');
    await refuses(shop, [
      ['status', 'remote-unreachable', 'the remote origin did not answer', 'run: git ls-remote origin'],
      ['pick 230', 'remote-unreachable', 'the remote origin did not answer', 'run: git ls-remote origin'],
    ]);
    shop.git('remote remove origin');
    await refuses(shop, [
      ['tag-rc', 'no-remote', 'no remote named origin', 'run: git remote add origin URL'],
    ]);
  });

  scenario('a token that GitHub refuses', async (shop) => {
    const env = { GH_TOKEN: 'ghp_worn0ut' };
    await refuses(
      shop,
      [
        ['status', 'github-refused', 'Bad credentials', 'run: gh auth login (GH_TOKEN'],
        ['pick 230', 'github-refused', 'Bad credentials', 'run: gh auth login (GH_TOKEN'],
      ],
      { env },
    );
  });
});

scenario('a pick that is refused says who has to do what, once', async (shop) => {
  const before = everything(shop);
  const run = await shop.rel('pick 230 233 234');
  expect(run.exit).toBe(3);
  expect(run.stdout).toMatch(/#233 [0-9a-f]{10} +refused: qa: given by dan, who does not hold the role qa\n/);
  expect(run.stderr).not.toContain('given by');
  expect(run.stderr).toMatch(/next: ask qa \(quinn, acme\/qa\) to put `qa-approved` on #233 .*\n.* on #234 /);
  expect(everything(shop)).toEqual(before);
});

scenario('an interrupted operation comes first, and one that cannot be read is left alone', async (shop) => {
  const state = join(shop.work, '.git/rel');
  const saved = await shop.rel('pick 230 --dry-run --plan-out ../plan.json');
  expect(saved.exit).toBe(0);
  mkdirSync(state, { recursive: true });
  const plan = JSON.parse(readFileSync(join(shop.dir, 'plan.json'), 'utf8'));
  writeFileSync(join(state, 'journal.jsonl'), `${JSON.stringify(plan)}\n`);
  await refuses(shop, [
    ['pick 231', 'pending', 'an interrupted `rel pick`', 'run: rel continue (to finish it) or rel abort'],
    ['apply ../plan.json', 'pending', 'an interrupted `rel pick`', 'run: rel continue'],
  ]);
  copyFileSync(join(shop.work, 'package.json'), join(state, 'journal.jsonl'));
  await refuses(shop, [
    ['tag-rc', 'pending', 'cannot be read', 'run: rel continue'],
    ['abort', 'pending', 'cannot be read', 'run: rel continue'],
  ]);
});

/** Runs `git rel LINE` in a subfolder of the clone, with a git-rel in PATH. */
function gitRel(shop: Shop, line: string) {
  const bin = join(shop.dir, 'bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'git-rel'), `#!/bin/sh\nexec '${process.execPath}' '${inject('cli')}' "$@"\n`);
  chmodSync(join(bin, 'git-rel'), 0o755);
  const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}` };
  return spawnSync('git', ['rel', ...line.split(' ')], {
    cwd: join(shop.work, 'src'),
    env,
    encoding: 'utf8',
  });
}
