import { RelError } from '../domain/errors.ts';
import type { RemoteRefs, Sha } from '../domain/git.ts';
import type { Policy } from '../domain/policy.ts';
import { readBlob } from '../git/objects.ts';
import { fetchObjects } from '../git/remote.ts';
import type { Repository } from '../git/repository.ts';
import { loadPolicy } from '../policy/load.ts';
import { policyFiles } from '../policy/schema.ts';
import { policyTrouble, problemLine } from './policy-trouble.ts';

/** The policy that decides, and where it was read. */
export interface PolicySource {
  /** What all products share, where it has products. */
  readonly policy: Policy;
  /** The policy of each product by its name, in the order of the file; without it there are none. */
  readonly products?: ReadonlyMap<string, Policy>;
  /** `origin/devel:.releaserc.yaml`, or the path given with --policy. */
  readonly from: string;
  readonly text: string;
  /** The commit it was read at; null for a local file. */
  readonly commit: Sha | null;
  readonly warnings: readonly string[];
}

/** The policy of each product by its name; empty: the policy has none. */
export const productsOf = ({ products }: PolicySource): ReadonlyMap<string, Policy> => products ?? new Map();

/**
 * The policy of the remote (design.md, section 5): of its default branch, or of `devel` or `develop` where that one
 * has none; and where it names another develop branch that has a policy too, that one's. Never the working tree's.
 *
 * @throws RelError `no-policy`, `policy-invalid` (every problem at once), `policy-foreign`.
 */
export async function remotePolicy(
  repo: Repository,
  remote: string,
  refs: RemoteRefs,
  head: string | null,
): Promise<PolicySource> {
  const branches = [...new Set([head, 'refs/heads/devel', 'refs/heads/develop'])];
  let foreign: RelError | null = null;
  for (const branch of branches) {
    const read = branch === null ? null : await policyOf(repo, remote, refs, branch);
    if (read === null) continue;
    if (read instanceof RelError) {
      foreign ??= read;
      continue;
    }
    const develop = `refs/heads/${read.policy.branches.develop}`;
    const theirs = develop === branch ? null : await policyOf(repo, remote, refs, develop);
    return theirs === null || theirs instanceof RelError ? read : theirs;
  }
  throw (
    foreign ??
    new RelError({
      code: 'no-policy',
      message: `there is no policy on the remote ${remote}`,
      why: `looked for ${policyFiles.join(', ')} on ${branches.flatMap((b) => b?.replace('refs/heads/', '') ?? []).join(', ')}`,
      remedy: 'run: rel init, which writes one; then commit and push it to the develop branch',
    })
  );
}

/** One branch's policy; null where it has none, an error where it has only another tool's. Throws if invalid. */
async function policyOf(
  repo: Repository,
  remote: string,
  refs: RemoteRefs,
  branch: string,
): Promise<PolicySource | RelError | null> {
  const commit = refs.get(branch)?.commit;
  if (commit === undefined) return null;
  await fetchObjects(repo, remote, [commit]);
  for (const file of policyFiles) {
    const text = await readBlob(repo, commit, file);
    if (text === null) continue;
    const from = `${remote}/${branch.replace('refs/heads/', '')}:${file}`;
    const loaded = loadPolicy(text, from);
    if (loaded.ok) {
      const warnings = loaded.warnings.map(problemLine);
      const { policy, products } = loaded;
      return { policy, products, from, text, commit, warnings };
    }
    const trouble = policyTrouble(
      loaded,
      from,
      `mend ${file}, run: rel policy check ${file}, then commit and push it`,
    );
    if (trouble.code !== 'policy-foreign') throw new RelError(trouble);
    return new RelError(trouble);
  }
  return null;
}
