import { refusesAccess } from '../domain/access-words.ts';
import type { RefName } from '../domain/git.ts';
import { cleanLines } from './words.ts';

/** Why a push or a part of it was refused, by who refused it. */
export type RefusalCode =
  | 'protected-branch'
  | 'ruleset'
  | 'workflow'
  | 'permission'
  | 'hook'
  | 'hidden'
  | 'name'
  | 'too-large'
  | 'other';

/** One reason why a ref was refused; `ref` is null where the push was refused as a whole. */
export interface Refusal {
  readonly ref: RefName | null;
  /** As the host words it, as one line. */
  readonly reason: string;
  /** What it names beside: commits, places, addresses; of a hook all that it said. A line each. */
  readonly details: readonly string[];
  readonly code: RefusalCode;
}

/** The lines in which the remote refuses access, as one sentence; null where it refused nothing of the kind. */
export function accessRefused(stderr: string): string | null {
  const said = cleanLines(stderr)
    .filter(refusesAccess)
    .map((line) => line.replace(/^(?:(?:remote|fatal|ERROR|error):\s*)+/, ''));
  return said.length === 0 ? null : [...new Set(said)].join('; ');
}

/** Who refused, from one reason and what else the remote said that belongs to no other (facts 27 to 30, 34, 35). */
export function refusalCode(reason: string, remote: readonly string[] = []): RefusalCode {
  const all = [reason, ...remote].join('\n');
  if (
    /refusing to allow .{1,200}? (?:create or update|update|create) workflow|without `workflows?`/.test(all)
  )
    return 'workflow';
  if (tooLarge.test(all)) return 'too-large';
  if (/repository rule violations/.test(reason)) return 'ruleset';
  if (/protected branch hook declined/.test(reason)) return 'protected-branch';
  if (/denied to|Write access .+ not granted|Resource not accessible/.test(all)) return 'permission';
  if (/hidden ref|funny refname/.test(reason)) return 'hidden';
  if (/exists; cannot create|directory\/file conflict/i.test(reason)) return 'name';
  if (/hook declined|push declined/.test(reason)) return 'hook';
  return 'other';
}

/** A pack that a server or a proxy before it does not take, and GitHub's limit of a file (GH001). */
export const tooLarge =
  /pack exceeds maximum allowed size|HTTP 413|returned error: 413|Request Entity Too Large|GH001|exceeds GitHub.s file size limit/i;

/**
 * Whether git's reason for one ref says that the ref was not where we thought: by the client (before anything was
 * sent) or by a server that lost the race for us (fact 31).
 */
export function isRace(reason: string): boolean {
  if (/cannot create|deny updating/.test(reason)) return false; // a name that is a folder of other names (fact 35)
  return /^(?:fetch first|non-fast-forward|stale info|needs force|already exists|remote ref updated since checkout)$|is at [0-9a-f]+ but expected|reference already exists|unable to resolve reference|failed to update ref|incorrect old value/.test(
    reason,
  );
}
