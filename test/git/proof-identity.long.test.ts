import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { proofsOf } from '../../src/facts/picks/proofs.ts';
import { pickInMemory } from '../../src/git/pick.ts';
import { openRepository } from '../../src/git/repository.ts';
import { buildHistory, emptyRepository, git, type Snapshot } from '../support/git-history.ts';
import { committer } from '../support/git-world.ts';
import { change, startingTree, treeOperation } from '../support/random-trees.ts';

/** `PROOF_RUNS=2000 npm run test:long -- test/git/proof-identity.long.test.ts` for a long look. */
const runs = Number(process.env.PROOF_RUNS ?? 60);

const operations = fc.array(treeOperation, { minLength: 1, maxLength: 3 });
const story = fc.record({ start: startingTree, before: operations, source: operations, target: operations });

const bySettings = ['-r', '-p', '-U3', '--full-index', '--no-renames', '--no-ext-diff', '--no-textconv'];

/** What git itself says of two commits. */
function patchId(dir: string, commit: string): string {
  const patch = git(dir, [
    '-c',
    'core.attributesFile=/dev/null',
    'diff-tree',
    ...bySettings,
    `${commit}^`,
    commit,
  ]);
  return git(dir, ['patch-id', '--stable'], patch).slice(0, 40);
}

/** Of a file after a binary one git (2.39) counts no path, so that a file that moved may get the same patch-id. */
const paths = (dir: string, commit: string): string =>
  git(dir, ['diff-tree', '-r', '--name-status', '--no-renames', `${commit}^`, commit]);

const hasUnion = (tree: Snapshot): boolean => Object.values(tree).includes('* merge=union\n');

test('what git gives the same patch-id is identical; no line is called extra but for a union merge', async () => {
  const dir = emptyRepository();
  const repo = await openRepository(dir);
  const seen: Record<string, number> = {};
  const count = (word: string) => {
    seen[word] = (seen[word] ?? 0) + 1;
  };
  const told = async ({
    start,
    before,
    source,
    target,
  }: typeof story extends fc.Arbitrary<infer T> ? T : never) => {
    const parent = change(start, before);
    const onto = change(start, target);
    const names = buildHistory(dir, [
      { name: 'start', files: start },
      { name: 'parent', parents: ['start'], files: parent },
      { name: 'target', parents: ['start'], files: onto },
      { name: 'source', parents: ['parent'], files: change(parent, source) },
    ]);
    const picked = names.source ?? '';
    const pick = await pickInMemory(repo, { source: picked, onto: names.target ?? '', committer });
    if (pick.outcome !== 'picked') return;
    const [proof] = await proofsOf(repo, [{ source: picked, landed: pick.commit }]);
    if (proof === undefined) throw new Error('nothing was proven');
    const [of, there] = [picked, pick.commit].map((commit) => [patchId(dir, commit), paths(dir, commit)]);
    expect(proof.proof === 'identical').toBe(isDeepStrictEqual(of, there));
    const extra = proof.findings.filter(({ kind }) => kind === 'extra-lines');
    if (!hasUnion(onto)) expect(extra).toEqual([]);
    count(proof.proof);
    for (const { kind } of proof.findings) count(kind);
  };
  await fc.assert(fc.asyncProperty(story, told), { numRuns: runs, endOnFailure: true });
  if (process.env.PROOF_RUNS !== undefined) process.stderr.write(`${JSON.stringify(seen)}\n`);
  expect(Object.keys(seen)).toEqual(expect.arrayContaining(['adapted', 'identical']));
}, 600_000);
