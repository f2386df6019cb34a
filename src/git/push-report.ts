import type { RefName } from '../domain/git.ts';
import { isRace, type RefusalCode, refusalCode } from './refusal.ts';
import { cleanLines } from './words.ts';

/** One refused ref, or one reason the remote listed for it; `ref` is null for a refusal of the push as a whole. */
export interface Refusal {
  readonly ref: RefName | null;
  readonly reason: string;
  readonly code: RefusalCode;
}

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

/** What the remote itself printed, without its prefix and the padding some hosts add. */
export function remoteLines(stderr: string): string[] {
  return cleanLines(stderr)
    .filter((line) => line.startsWith('remote:'))
    .map((line) => line.replace(/^remote:\s*/, '').trimEnd())
    .filter((line) => line !== '');
}

/** `REF: reason` for every rule that this push was allowed to bypass (fact 28). */
export function bypassedRules(remote: readonly string[]): string[] {
  const rules: string[] = [];
  let ref: string | null = null;
  for (const line of remote) {
    const named = /^Bypassed rule violations for (\S+?):?$/.exec(line)?.[1];
    if (named !== undefined) ref = named;
    else if (ref !== null && line.startsWith('- ')) rules.push(`${ref}: ${line.slice(2)}`);
    else ref = null;
  }
  const bare = remote.flatMap((line) => /^Bypassed rule violations for (\S+?):?$/.exec(line)?.[1] ?? []);
  return [...rules, ...bare.filter((name) => !rules.some((rule) => rule.startsWith(`${name}: `)))];
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

/** The refusals of a push: every `- reason` the remote listed for a ref, else git's own reason for it. */
export function refusals(reports: readonly RefReport[], remote: readonly string[]): Refusal[] {
  const rejected = reports.filter(({ flag }) => flag === '!');
  const named = rejected.filter(({ reason }) => !innocent.test(reason));
  const guilty = named.length > 0 ? named : lockedOut(rejected, remote);
  return guilty.flatMap(({ ref, reason }) => {
    const about = guilty.length > 1 ? linesAbout(ref, remote) : remote;
    const code = refusalCode(reason, about);
    const listed = code === 'ruleset' || code === 'protected-branch' ? listedReasons(about) : [];
    return (listed.length > 0 ? listed : [reason]).map((text) => ({ ref, reason: text, code }));
  });
}

/** Where git blames the whole transaction, the remote's `cannot lock ref` lines tell whose fault it is (fact 35). */
function lockedOut(rejected: readonly RefReport[], remote: readonly string[]): RefReport[] {
  return rejected.flatMap((report) => {
    const line = remote.find((text) => text.includes(`cannot lock ref '${report.ref}'`));
    return line === undefined ? [] : [{ ...report, reason: line.replace(/^error: /, '') }];
  });
}

/** The part of the remote's words that begins where a ref is named and ends where another one is. */
function linesAbout(ref: RefName, remote: readonly string[]): string[] {
  let current: string | undefined;
  return remote.filter((line) => {
    current = /\b(refs\/\S+?)[.:]?(?=\s|$)/.exec(line)?.[1] ?? current;
    return current === undefined || current === ref;
  });
}

/** New hosts list `- reason`; older ones print `error: reason` below the line with the GH code (fact 27). */
function listedReasons(remote: readonly string[]): string[] {
  const listed = remote.filter((line) => line.startsWith('- ')).map((line) => line.slice(2).trim());
  const older = remote
    .filter((line) => line.startsWith('error: ') && !/GH0\d\d/.test(line))
    .map((line) => line.slice('error: '.length));
  return [...new Set([...listed, ...older])];
}
