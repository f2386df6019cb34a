import { type RefName, type Sha, short } from '../../domain/git.ts';
import { targetName } from '../../domain/train-name.ts';

/** Where something is delivered to: a train by its name, any other branch by its own. */
export interface RequestTarget {
  readonly branch: string;
  readonly version: string | null;
  readonly product?: string | undefined;
}

/** The branch on which a target's picks wait for a PR: `rel/pick/1.8.0`. `refs` are those of the remote. */
export function deliveryBranch(target: RequestTarget, refs: ReadonlySet<RefName>): string {
  return freeName(['rel', 'pick', targetName(target)], refs);
}

/** The branch that holds the conflict of one PR, or of one commit, on a target: `rel/conflict/1.8.0/236`. */
export function conflictBranch(
  target: RequestTarget,
  { pr, sha }: { readonly pr: number | null; readonly sha: Sha },
  refs: ReadonlySet<RefName>,
): string {
  return freeName(['rel', 'conflict', targetName(target), pr === null ? short(sha) : String(pr)], refs);
}

/** The branch on which a candidate waits for a PR into production, by the release's tag: `rel/promote/v1.8.0`. */
export function promoteBranch(tag: string, refs: ReadonlySet<RefName>): string {
  return freeName(['rel', 'promote', tag], refs);
}

/**
 * The name with as many slashes as the remote's branches allow: a branch `rel` and a branch `rel/pick/1.8.0` cannot
 * both be (fact 35). One that exists is taken as it is.
 */
function freeName(parts: readonly string[], refs: ReadonlySet<RefName>): string {
  const candidates = parts.map((_, flat) => {
    const folders = parts.slice(0, parts.length - 1 - flat);
    const last = parts.slice(folders.length).join('-');
    return [...folders, flat === 0 ? last : last.replaceAll('/', '-')].join('/');
  });
  const there = candidates.find((name) => refs.has(`refs/heads/${name}`));
  return there ?? candidates.find((name) => fits(name, refs)) ?? parts.join('-');
}

/** False where a branch has the name of one of its folders, or is in a folder of its name. */
function fits(name: string, refs: ReadonlySet<RefName>): boolean {
  const parts = name.split('/');
  const folders = parts.slice(1).map((_, at) => `refs/heads/${parts.slice(0, at + 1).join('/')}`);
  if (folders.some((folder) => refs.has(folder))) return false;
  const inside = `refs/heads/${name}/`;
  return ![...refs].some((ref) => ref.startsWith(inside));
}
