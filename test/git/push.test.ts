import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { RefMove } from '../../src/domain/git.ts';
import { pushArgs, pushAtomically } from '../../src/git/push.ts';
import { openRepository } from '../../src/git/repository.ts';
import { buildHistory, emptyRepository, git } from '../support/git-history.ts';

const one = '1'.repeat(40);
const two = '2'.repeat(40);
const main = 'refs/heads/main';
const move = (ref: string, from: string | null = one, to = two): RefMove => ({ ref, from, to });

/** A clone with three commits and its bare origin, where `refs/heads/main` is at `a`. */
async function pair() {
  const [work, origin] = [emptyRepository(), emptyRepository(['--bare'])];
  const shas = buildHistory(work, [
    { name: 'a', files: { f: 'a' } },
    { name: 'b', parents: ['a'], files: { f: 'b' } },
    { name: 'c', parents: ['a'], files: { f: 'c' } },
  ]);
  git(work, ['remote', 'add', 'origin', origin]);
  git(work, ['push', '--quiet', 'origin', `${shas.a}:${main}`]);
  const { a = '', b = '', c = '' } = shas;
  const refs = () => git(origin, ['for-each-ref', '--format=%(refname) %(objectname)']).trim().split('\n');
  return { repo: await openRepository(work), work, origin, a, b, c, refs };
}

function hook(origin: string, name: string, body: string): void {
  const file = join(origin, 'hooks', name);
  writeFileSync(file, `#!/bin/sh\n${body}\n`);
  chmodSync(file, 0o755);
}
const saying = (lines: string[]) => lines.map((line) => `echo ${JSON.stringify(line)} >&2`).join('\n');

describe('an atomic push', () => {
  test('moves and creates all its refs', async () => {
    const { repo, a, b, refs } = await pair();
    const moves = [move(main, a, b), move('refs/tags/v1', null, a), move('refs/rel/ledger', null, b)];
    expect(await pushAtomically(repo, 'origin', moves)).toEqual({ kind: 'done', bypassed: [] });
    expect(refs()).toEqual([`${main} ${b}`, `refs/rel/ledger ${b}`, `refs/tags/v1 ${a}`]);
  });

  test('moves a ref backwards where it is where the plan saw it', async () => {
    const { repo, a, b, c } = await pair();
    await pushAtomically(repo, 'origin', [move(main, a, b)]);
    expect(await pushAtomically(repo, 'origin', [move(main, b, c)])).toMatchObject({ kind: 'done' });
  });

  test.each([
    ['another commit is there', (x: { b: string; c: string }) => move(main, x.b, x.c)],
    ['the ref to create exists', (x: { b: string }) => move(main, null, x.b)],
  ])('changes nothing where one ref moved: %s', async (_, bad) => {
    const { repo, refs, ...shas } = await pair();
    const before = refs();
    const outcome = await pushAtomically(repo, 'origin', [move('refs/tags/v1', null, shas.a), bad(shas)]);
    expect(outcome).toEqual({ kind: 'moved', refs: [main] });
    expect(refs()).toEqual(before);
  });

  test('says moved where the ref is there already with the same commit, unless told otherwise', async () => {
    const { repo, a } = await pair();
    const moves = [move(main, null, a)];
    expect(await pushAtomically(repo, 'origin', moves)).toEqual({ kind: 'moved', refs: [main] });
    const resumed = await pushAtomically(repo, 'origin', moves, { already: 'done' });
    expect(resumed).toEqual({ kind: 'done', bypassed: [] });
  });

  test('loses a real race on the server as moved', async () => {
    const { repo, origin, a, b, c, refs } = await pair();
    // The update hook moves the ref while our push is on its way.
    git(repo.dir, ['push', '--quiet', 'origin', `${c}:refs/heads/other`]);
    hook(origin, 'update', `unset GIT_QUARANTINE_PATH; git update-ref ${main} ${c}`);
    const outcome = await pushAtomically(repo, 'origin', [move('refs/tags/v1', null, a), move(main, a, b)]);
    expect(outcome).toEqual({ kind: 'moved', refs: [main] });
    expect(refs()).toContain(`${main} ${c}`);
    expect(refs().join()).not.toContain('refs/tags/v1');
  });

  test('is refused by a hook, with what the hook said', async () => {
    const { repo, origin, a, b, refs } = await pair();
    hook(origin, 'update', `case $1 in ${main}) ${saying(['not today'])}\nexit 1;; esac`);
    const outcome = await pushAtomically(repo, 'origin', [move('refs/tags/v1', null, a), move(main, a, b)]);
    expect(outcome).toEqual({
      kind: 'refused',
      reasons: [{ ref: main, reason: 'hook declined', code: 'hook', details: ['not today'] }],
    });
    expect(refs()).toEqual([`${main} ${a}`]);
  });

  test('tells a branch in the way of a folder from a race', async () => {
    const { repo, a } = await pair();
    const outcome = await pushAtomically(repo, 'origin', [move(`${main}/x`, null, a)]);
    expect(outcome).toMatchObject({
      kind: 'refused',
      reasons: [{ ref: `${main}/x`, code: 'name', reason: expect.stringContaining('cannot create') }],
    });
  });

  test('reports what a rule let pass', async () => {
    const { repo, origin, a, b } = await pair();
    hook(
      origin,
      'post-receive',
      saying([`Bypassed rule violations for ${main}:`, '', '- Changes must be reviewed.']),
    );
    expect(await pushAtomically(repo, 'origin', [move(main, a, b)])).toEqual({
      kind: 'done',
      bypassed: [`${main}: Changes must be reviewed.`],
    });
  });

  test('does not run the hooks of the user, nor obey their push configuration', async () => {
    const { repo, work, a, b, refs } = await pair();
    hook(join(work, '.git'), 'pre-push', 'exit 1');
    for (const setting of ['push.followTags', 'push.gpgSign', 'push.useForceIfIncludes']) {
      git(work, ['config', setting, 'true']);
    }
    git(work, ['tag', '-am', 'mine', 'mine', a]);
    expect(await pushAtomically(repo, 'origin', [move(main, a, b)])).toMatchObject({ kind: 'done' });
    expect(refs()).toEqual([`${main} ${b}`]);
  });

  test('says unreachable where there is no such place', async () => {
    const { repo, work, a, b } = await pair();
    git(work, ['remote', 'set-url', 'origin', join(work, 'nowhere')]);
    expect(await pushAtomically(repo, 'origin', [move(main, a, b)])).toMatchObject({ kind: 'unreachable' });
  });

  test('keeps its arguments from being anything else', () => {
    expect(pushArgs('--evil', [move(main, null)]).slice(-5)).toEqual([
      ...['--recurse-submodules=no', `--force-with-lease=${main}:`, '--', '--evil', `${two}:${main}`],
    ]);
  });
});
