import type { Sha } from '../domain/git.ts';
import { attributesOf } from './attributes.ts';
import {
  knownPaths,
  type Merge,
  type MergeOutcome,
  mergeInMemory,
  mergeTreeFlags,
  parseMergeTree,
} from './merge.ts';
import { requireCommits } from './present.ts';
import { plumb } from './process.ts';
import { isAtLeast, type Repository } from './repository.ts';
import { scratchOf } from './scratch.ts';
import { syntheticHistory } from './synthetic.ts';

/** What is merged with the attributes that all of a call have in common. */
export type OneOfMany = Omit<Merge, 'attributes'>;

/**
 * What `mergeInMemory` answers for each of these merges, in their order: by one process however many they are, since
 * `merge-tree --stdin` came with git 2.39; before it by one each. Two commits with no history in common may not be
 * among those without a base: git ends there. Throws RelError `unknown-commit` where a commit is not here.
 */
export async function mergeEachInMemory(
  repo: Repository,
  attributes: Sha,
  merges: readonly OneOfMany[],
): Promise<MergeOutcome[]> {
  if (merges.length < 2 || !isAtLeast(repo.version, [2, 39])) {
    const outcomes: MergeOutcome[] = [];
    for (const merge of merges) outcomes.push(await mergeInMemory(repo, { ...merge, attributes }));
    return outcomes;
  }
  const source = await attributesOf(repo, attributes);
  const sides = await sidesOf(repo, merges);
  // A base is told by a history of its own, which every git understands that has --stdin.
  const args = [...source.flags, ...mergeTreeFlags(), '--stdin'];
  const { stdout } = await plumb(source.workTree, args, {
    env: { ...scratchOf(repo).env, GIT_WORK_TREE: source.workTree },
    input: sides.map(({ ours, theirs }) => `${ours} ${theirs}\n`).join(''),
  });
  const parsed = parseMerges(stdout.toString());
  if (parsed.length !== merges.length) throw new Error('git merged another number of times than it was told');
  return parsed.map(({ clean, tree, paths }, at) => {
    const { ours = '', theirs = '' } = sides[at] ?? {};
    return clean ? { clean, tree } : { clean, paths: knownPaths(paths, { ours, theirs }) };
  });
}

async function sidesOf(
  repo: Repository,
  merges: readonly OneOfMany[],
): Promise<Pick<OneOfMany, 'ours' | 'theirs'>[]> {
  const told = merges.flatMap(({ base, ours, theirs }) => (base === undefined ? [] : [base, ours, theirs]));
  const commit = await requireCommits(repo, told);
  return merges.map(({ base, ours, theirs }) => {
    if (base === undefined) return { ours, theirs };
    const tree = (sha: Sha): Sha => commit(sha).tree;
    return syntheticHistory(repo, { base: tree(base), ours: tree(ours), theirs: tree(theirs) });
  });
}

/** Reads, for each merge, `1` where it is clean, then what `parseMergeTree` reads. */
function parseMerges(output: string): { clean: boolean; tree: Sha; paths: string[] }[] {
  const fields = output.split('\0');
  const merges: { clean: boolean; tree: Sha; paths: string[] }[] = [];
  for (let start = 0; start < fields.length - 1; ) {
    let end = fields.indexOf('', start + 1) + 1;
    while (end < fields.length && fields[end] !== '') end += 1 + Number(fields[end]) + 2;
    const one = fields.slice(start + 1, end + 1).join('\0');
    merges.push({ clean: fields[start] === '1', ...parseMergeTree(one) });
    start = end + 1;
  }
  return merges;
}
