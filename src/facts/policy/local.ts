import { join } from 'node:path';
import type { Repository } from '../../git/repository.ts';
import { type Difference, policyDifferences } from '../../policy/differences.ts';
import { loadPolicy } from '../../policy/load.ts';
import { policyFiles } from '../../policy/schema.ts';
import { readNamedFile } from '../named-file.ts';
import type { PolicySource } from '../remote-policy.ts';

/** A policy in the working tree that says something else than the remote's, which is the one that counts. */
export interface LocalPolicy {
  /** Its path from the top of the working tree: `.releaserc.yaml`. */
  readonly file: string;
  /** Key by key; null where the file is no valid policy, so that it says nothing. */
  readonly differences: readonly Difference[] | null;
}

/**
 * The working tree's policy where it differs from the remote's in what it says; null where there is none, where only
 * words and order differ, and where the file is another tool's. Starts no process.
 */
export function localPolicy({ top }: Repository, remote: string): LocalPolicy | null {
  if (top === null) return null;
  for (const file of policyFiles) {
    const text = textOf(join(top, file));
    if (text === null) continue;
    if (sameLines(text) === sameLines(remote)) return null;
    const [local, theirs] = [loadPolicy(text, file), loadPolicy(remote, file)];
    if (!theirs.ok) return null;
    if (!local.ok) return local.foreign === undefined ? { file, differences: null } : null;
    const differences = policyDifferences(theirs, local);
    return differences.length === 0 ? null : { file, differences };
  }
  return null;
}

/** A policy that was read from the remote, with a warning where the working tree's says something else. */
export function besideLocal(repo: Repository, source: PolicySource): PolicySource {
  const local = localPolicy(repo, source.text);
  if (local === null) return source;
  return { ...source, warnings: [...source.warnings, localWarning(local, source.from)] };
}

/** The same in one line, for commands that judge by the remote's; `from` says where that stands. */
function localWarning({ file, differences }: LocalPolicy, from: string): string {
  if (differences === null)
    return `${file} in the working tree is not valid; ${from} counts. See: rel policy check ${file}`;
  const [first, ...more] = differences.map(({ key }) => key);
  const keys = more.length === 0 ? `${first}` : `${first} and ${more.length} more`;
  return `${file} in the working tree differs in ${keys}; ${from} counts. See: rel policy show`;
}

/** A clone may have other line ends than the remote. */
const sameLines = (text: string): string => text.replaceAll('\r\n', '\n');

function textOf(path: string): string | null {
  try {
    return readNamedFile(path, path);
  } catch {
    // Absent, no file, one outside of the working tree, or not readable: then it says nothing, and what counts is elsewhere in any case.
    return null;
  }
}
