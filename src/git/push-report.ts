import type { RefName } from '../domain/git.ts';
import { isRace, type Refusal, refusalCode } from './refusal.ts';
import { readSaid } from './remote-reasons.ts';
import { cleanLines } from './words.ts';

/** What `git push --porcelain` says of one ref: `=` was there already, `!` was refused, any other flag is a move. */
export interface RefReport {
  readonly flag: string;
  readonly ref: RefName;
  readonly reason: string;
}

/** The lines `FLAG TAB FROM:TO TAB SUMMARY (REASON)` of the porcelain output. The reason may hold parentheses. */
export function parseReports(stdout: string): RefReport[] {
  return stdout.split('\n').flatMap((line) => {
    const [, flag, ref, summary = ''] = /^([ +\-*!=])\t[^\t]*?:(refs\/[^\t]+)\t(.*)$/.exec(line) ?? [];
    if (flag === undefined || ref === undefined) return [];
    return [{ flag, ref, reason: /^\[[^\]]*\] \((.*)\)$/.exec(summary)?.[1] ?? summary }];
  });
}

/** What the remote itself printed, without its prefix and the padding some hosts add; it keeps its indentation. */
export function remoteLines(stderr: string): string[] {
  return cleanLines(stderr)
    .filter((line) => line.startsWith('remote:'))
    .map((line) => line.replace(/^remote: ?/, '').trimEnd())
    .filter((line) => line !== '');
}

/** `REF: reason` for every rule that this push was allowed to bypass (fact 28). */
export function bypassedRules(remote: readonly string[]): string[] {
  return readSaid(remote).said.flatMap(({ ref, by, reasons }) => {
    if (by !== 'bypass') return [];
    return reasons.length === 0 ? [ref] : reasons.map(({ text }) => `${ref}: ${text}`);
  });
}

/** Git's words for a ref that is refused only because another one was. */
const innocent = /^(?:atomic push failed|atomic push failure|atomic transaction failed|transaction failed)$/;

/**
 * The refs that were not where they were expected; empty where there was no race. Plain git gives a lost race and a
 * name that is in the way (fact 35) the same reason, and says which it was only in the remote's lines.
 */
export function movedRefs(reports: readonly RefReport[], remote: readonly string[]): RefName[] {
  const locks = remote.filter((line) => line.includes('cannot lock ref'));
  const raced = locks.filter((line) => isRace(line));
  if (locks.length > 0) {
    return [...new Set(raced.flatMap((line) => /cannot lock ref '(refs\/[^']+)'/.exec(line)?.[1] ?? []))];
  }
  return reports.filter(({ flag, reason }) => flag === '!' && isRace(reason)).map(({ ref }) => ref);
}

/** Git's words for what the host itself has said more of. */
const general = /^(?:protected branch hook declined|push declined due to repository rule violations)$/;
/** A hook that talks like GitHub has told why; where it judges all refs at once, git blames each of them. */
const hookDeclined = /^(?:pre-receive )?hook declined$/;

/** The refusals of a push: every reason that the remote gave for each ref, else git's own reason for it. */
export function refusals(reports: readonly RefReport[], remote: readonly string[]): Refusal[] {
  const rejected = reports.filter(({ flag }) => flag === '!');
  const { said, rest } = readSaid(remote);
  const explained = said.flatMap(({ ref, by, reasons }) =>
    by === 'bypass' ? [] : reasons.map((reason) => explain(ref, by, reason)),
  );
  const isExplained = ({ ref, reason }: RefReport): boolean =>
    general.test(reason)
      ? explained.some((each) => each.ref === ref)
      : explained.length > 0 && hookDeclined.test(reason);
  const named = rejected.filter((report) => !innocent.test(report.reason) && !isExplained(report));
  const guilty = named.length > 0 || explained.length > 0 ? named : lockedOut(rejected, remote);
  return [...explained, ...guilty.map(({ ref, reason }) => refusedBy(ref, reason, rest))];
}

function explain(
  ref: RefName,
  by: 'protected-branch' | 'ruleset',
  { text, details }: { readonly text: string; readonly details: readonly string[] },
): Refusal {
  const code = refusalCode(text);
  return { ref, reason: text, details, code: code === 'workflow' ? code : by };
}

/** Of a hook git knows no reason: all that it has said is one. */
function refusedBy(ref: RefName, reason: string, rest: readonly string[]): Refusal {
  const code = refusalCode(reason, rest);
  const said = rest.filter((line) => !line.startsWith('error: hook declined to update '));
  return { ref, reason, details: code === 'hook' || code === 'too-large' ? said : [], code };
}

/** Where git blames the whole transaction, the remote's `cannot lock ref` lines tell whose fault it is (fact 35). */
function lockedOut(rejected: readonly RefReport[], remote: readonly string[]): RefReport[] {
  return rejected.flatMap((report) => {
    const line = remote.find((text) => text.includes(`cannot lock ref '${report.ref}'`));
    return line === undefined ? [] : [{ ...report, reason: line.replace(/^error: /, '') }];
  });
}
