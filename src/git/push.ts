import type { RefChange, RefName } from '../domain/git.ts';
import { lockedLine } from './busy.ts';
import { packingTrouble } from './damage.ts';
import { GitFailure } from './failure.ts';
import { plumb } from './process.ts';
import {
  bypassedRules,
  movedRefs,
  parseReports,
  type RefReport,
  refusals,
  remoteLines,
} from './push-report.ts';
import { accessRefused, type Refusal, tooLarge } from './refusal.ts';
import { isOnThisMachine, pushUrl, servedBy } from './remote-url.ts';
import type { Repository, RunResult } from './repository.ts';
import { gitSays } from './words.ts';

export type { Refusal } from './refusal.ts';

/**
 * How a push ended. `moved`: a ref was not at its expected SHA, and nothing changed. `refused`: rules, hooks or
 * rights stood against it, and nothing changed. `busy`: another git on the remote has locked a ref (`why`: its line), and
 * nothing changed. `unreachable`: the answer is not known; read the remote.
 */
export type PushOutcome =
  | { readonly kind: 'done'; readonly bypassed: readonly string[] }
  | { readonly kind: 'moved'; readonly refs: readonly RefName[] }
  | { readonly kind: 'refused'; readonly reasons: readonly Refusal[] }
  | { readonly kind: 'busy'; readonly why: string }
  | { readonly kind: 'unreachable'; readonly why: string };

export interface PushOptions {
  /**
   * What it means when every ref already is where its move wants it, so that nothing landed (fact 33: git calls that
   * success even for create-only). `moved` (the default): another run won. `done`: for a run that resumes, whose own
   * push this may have been.
   */
  readonly already?: 'moved' | 'done';
}

/**
 * Moves refs on the remote, forth or back, or deletes them, in one `git push --atomic`: all or none, each only if it is
 * at its expected SHA (null: only if it does not exist). The user's pre-push hook does not run (environment.ts): it would judge what is checked
 * out, which is never what is pushed; what must hold is the server's to check. Git updates the user's tracking refs
 * of what it pushed, as after any push. Never throws for what the remote says; RelError `clone-damaged` where
 * git here cannot make what is to be sent.
 */
export async function pushAtomically(
  repo: Repository,
  remote: string,
  moves: readonly RefChange[],
  options: PushOptions = {},
): Promise<PushOutcome> {
  if (moves.length === 0) return { kind: 'done', bypassed: [] };
  try {
    const url = await pushUrl(repo, remote);
    const args = [
      ...unmirrored(remote),
      ...packing(url),
      ...pushArgs(remote, moves, servedBy(url, 'receive-pack')),
    ];
    const result = await plumb(repo.dir, args, { accept: [0, 1, 128] });
    const own = result.code === 0 ? null : packingTrouble(result.stderr);
    if (own !== null) throw own;
    return pushOutcome({ ...result, stdout: result.stdout.toString() }, moves, options);
  } catch (error) {
    if (!(error instanceof GitFailure)) throw error;
    return { kind: 'unreachable', why: gitSays(error.stderr) || error.message };
  }
}

/** A mirror would be pushed whole: git takes no refs by name there. */
const unmirrored = (remote: string): string[] => ['-c', `remote.${remote}.mirror=false`];

/** On the same machine nothing is gained by the time that it takes to make a pack small. */
const packing = (url: string | null): string[] => (isOnThisMachine(url) ? ['-c', 'pack.window=0'] : []);

/** The arguments of the push. Whole SHAs and full ref names only, so nothing can pass as an option or a pattern. */
export function pushArgs(
  remote: string,
  moves: readonly RefChange[],
  options: readonly string[] = [],
): string[] {
  return [
    ...['push', '--atomic', '--porcelain', '--progress', '--no-follow-tags', '--no-signed'],
    '--recurse-submodules=no',
    ...options,
    ...moves.map(({ ref, from }) => `--force-with-lease=${ref}:${from ?? ''}`),
    '--',
    remote,
    ...moves.map(({ ref, to }) => `${to ?? ''}:${ref}`),
  ];
}

/** Reads the answer of a push: exit code, porcelain lines, and what the remote said (facts 27 to 33). */
export function pushOutcome(
  { code, stdout, stderr }: RunResult,
  moves: readonly RefChange[],
  { already = 'moved' }: PushOptions = {},
): PushOutcome {
  const reports = parseReports(stdout);
  const remote = remoteLines(stderr);
  if (code === 0) {
    const wanted = moves.filter(({ from, to }) => from !== to).map(({ ref }) => ref);
    const landed = reports.some(({ flag }) => flag !== '=');
    if (landed || wanted.length === 0 || already === 'done')
      return { kind: 'done', bypassed: bypassedRules(remote) };
    return { kind: 'moved', refs: wanted };
  }
  const locked = lockedLine(remote);
  if (locked !== null) return { kind: 'busy', why: locked };
  // The remote may have done it and died before it said so.
  if (reports.some(({ reason }) => /failed to report status/.test(reason)))
    return { kind: 'unreachable', why: gitSays(stderr) || 'the remote did not say what became of the push' };
  const moved = movedRefs(reports, remote);
  const reasons = refusals(reports, remote).filter(({ ref }) => ref === null || !moved.includes(ref));
  const real = reasons.filter(({ code: kind }) => kind !== 'other' || moved.length === 0);
  if (real.length > 0) return { kind: 'refused', reasons: real };
  if (moved.length > 0) return { kind: 'moved', refs: moved };
  return atomicallyRefused(reports) ?? refusedAsAWhole(stderr);
}

/** A remote that refused every ref and gave no reason for any. */
function atomicallyRefused(reports: readonly RefReport[]): PushOutcome | null {
  if (reports.length === 0 || !reports.every(({ flag }) => flag === '!')) return null;
  const reasons = reports.map(({ ref, reason }): Refusal => ({ ref, reason, details: [], code: 'other' }));
  return { kind: 'refused', reasons };
}

function refusedAsAWhole(stderr: string): PushOutcome {
  const denied = accessRefused(stderr);
  const why = gitSays(stderr) || 'git said nothing';
  const refused = (reason: string, code: Refusal['code']): PushOutcome => {
    return { kind: 'refused', reasons: [{ ref: null, reason, details: [], code }] };
  };
  if (denied !== null) return refused(denied, 'permission');
  // What is too large is turned away before anything is made of it.
  return tooLarge.test(stderr) ? refused(why, 'too-large') : { kind: 'unreachable', why };
}
