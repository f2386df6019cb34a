import { describe, expect, test } from 'vitest';
import { mergeInMemory } from '../../src/git/merge.ts';
import { writeCommit } from '../../src/git/objects.ts';
import { openRepository } from '../../src/git/repository.ts';
import { kindOf, type Step } from '../../src/steps/registry.ts';
import { git } from '../support/git-history.ts';
import { world } from '../support/git-world.ts';
import { committer, refsOf, stampOf, tagStep } from '../support/small-operation.ts';

const target = 'rc/1.8.0';
const wrong = 'f'.repeat(40);

/** A clean pick, a clean merge and a tag as steps that were planned; the objects are dropped again. */
async function planned() {
  const { repo, dir, sha, pick } = await world([
    { name: 'base', files: { f: '1\n', g: '1\n' } },
    { name: 'target', parents: ['base'], files: { f: '2\n', g: '1\n' } },
    { name: 'source', parents: ['base'], files: { f: '1\n', g: '2\n' } },
  ]);
  const context = { repo, remote: 'origin', github: null, stamp: stampOf() };
  const picked = await pick();
  if (picked.outcome !== 'picked') throw new Error(picked.outcome);
  const [ours, theirs] = [sha('target'), sha('source')];
  const merged = await mergeInMemory(repo, { ours, theirs, attributes: ours });
  if (!merged.clean) throw new Error('a conflict');
  const { tree } = merged;
  const message = 'Release\n';
  const parents = [ours, theirs];
  const merge = await writeCommit(repo, {
    tree,
    parents,
    author: committer,
    committer,
    encoding: null,
    message,
  });
  const same = { target, committer };
  const { commit } = picked;
  const steps: Step[] = [
    {
      kind: 'pick-commits',
      ...same,
      onto: ours,
      picks: [{ source: theirs, mainline: null, change: null, trailers: [], commit, tree }],
    },
    { kind: 'merge-commit', ...same, into: 'main', ours, theirs, tree, message, commit: merge },
    await tagStep(context, target, 'v1', ours),
  ];
  for (const name of ['target', 'source']) git(dir, ['update-ref', `refs/keep/${name}`, sha(name)]);
  git(dir, ['gc', '-q', '--prune=now']);
  // A later day is another run, which remembers nothing of this one.
  return { context: { ...context, repo: await openRepository(dir) }, dir, steps };
}

describe('steps that write objects', () => {
  test('make on a later day what was planned, again and again, and move no ref', async () => {
    const { context, dir, steps } = await planned();
    const refs = refsOf(dir);
    for (const step of steps) {
      const kind = kindOf(step);
      expect(await kind.done(step, context), step.kind).toBe(false);
      for (const _ of [1, 2]) expect(await kind.run(step, context)).toEqual({ kind: 'done', notes: [] });
      expect(await kind.done(step, context), step.kind).toBe(true);
    }
    expect(refsOf(dir)).toEqual(refs);
  });

  test('notice that they made another object than was planned', async () => {
    const { context, steps } = await planned();
    const [pick, merge, tag] = steps.map((step) => ({
      ...step,
      ...(step.kind === 'create-tag' ? { sha: wrong } : { commit: wrong }),
      ...(step.kind === 'pick-commits' ? { picks: step.picks.map((p) => ({ ...p, commit: wrong })) } : {}),
    })) as Step[];
    if (pick === undefined || merge === undefined || tag === undefined) throw new Error('no steps');
    // A pick may well differ (another git): that target is given up, and nothing is left pending for it.
    expect(await kindOf(pick).run(pick, context)).toMatchObject({
      kind: 'refused',
      trouble: { code: 'moved' },
    });
    for (const step of [merge, tag]) {
      await expect(kindOf(step).run(step, context)).rejects.toMatchObject({ code: 'internal' });
    }
  });
});
