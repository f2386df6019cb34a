import { cleanLines } from './words.ts';

/** Why a push or a part of it was refused, by who refused it. */
export type RefusalCode = 'protected-branch' | 'ruleset' | 'workflow' | 'permission' | 'hook' | 'other';

/** How hosts say that these credentials may not, or that there are none (fact 30, and the same over SSH). */
const accessWords = [
  /Permission to .+ denied to .+/,
  /Write access to repository not granted/,
  /The requested URL returned error: (?:401|403)/,
  /Authentication failed for .+/,
  /could not read (?:Username|Password) for .+/,
  /Invalid username or (?:password|token)/,
  /Repository not found/,
  /Permission denied \([a-z,-]+\)/,
  /repository '.+' not found/,
];

/** The lines in which the remote refuses access, as one sentence; null where it refused nothing of the kind. */
export function accessRefused(stderr: string): string | null {
  const said = cleanLines(stderr)
    .filter((line) => accessWords.some((words) => words.test(line)))
    .map((line) => line.replace(/^(?:(?:remote|fatal|ERROR|error):\s*)+/, ''));
  return said.length === 0 ? null : [...new Set(said)].join('; ');
}

/** Who refused, from the reason git gives for one ref and from all that the remote said (facts 27 to 29, 34, 43). */
export function refusalCode(reason: string, remote: readonly string[]): RefusalCode {
  const all = [reason, ...remote].join('\n');
  if (/refusing to allow .+ (?:create or update|update|create) workflow|without `workflows?`/.test(all))
    return 'workflow';
  if (/GH013|repository rule violations/.test(all)) return 'ruleset';
  if (/GH006|protected branch hook declined/.test(all)) return 'protected-branch';
  if (/denied to|Write access .+ not granted|Resource not accessible/.test(all)) return 'permission';
  if (/hook declined/.test(reason)) return 'hook';
  return 'other';
}

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
