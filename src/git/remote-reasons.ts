import type { RefName } from '../domain/git.ts';
import { ruleOfReason } from '../domain/push-rules.ts';

/** One reason that GitHub gives, and what it names beside it, a line each. */
export interface SaidReason {
  readonly text: string;
  readonly details: readonly string[];
}

/** What GitHub says of one ref: refused by a branch's protection or a ruleset, or let through all the same. */
export interface Said {
  readonly ref: RefName;
  readonly by: 'protected-branch' | 'ruleset' | 'bypass';
  readonly reasons: readonly SaidReason[];
}

interface Open {
  readonly ref: RefName;
  readonly by: Said['by'];
  readonly lines: string[];
}

/**
 * The remote's words as what they say of each ref (facts 27, 28), and the lines that belong to none of it. The lines
 * keep their indentation, which parts a reason from what it names.
 */
export function readSaid(lines: readonly string[]): { said: readonly Said[]; rest: readonly string[] } {
  const [open, rest]: [Open[], string[]] = [[], []];
  for (const line of lines) {
    const begun = sectionOf(line);
    if (begun !== null) open.push(begun);
    else if (open.length === 0 || /^(?:error: )?GH0\d\d:/.test(line)) rest.push(line);
    else open.at(-1)?.lines.push(line);
  }
  return { said: open.map(({ ref, by, lines: all }) => ({ ref, by, reasons: reasonsOf(all) })), rest };
}

function sectionOf(line: string): Open | null {
  const [, code, refused] = /^error: GH0(06|13): .* for (refs\/\S+?)[.:]?$/.exec(line) ?? [];
  if (refused !== undefined)
    return { ref: refused, by: code === '06' ? 'protected-branch' : 'ruleset', lines: [] };
  const passed = /^Bypassed rule violations for (\S+?):?$/.exec(line)?.[1];
  return passed === undefined ? null : { ref: passed, by: 'bypass', lines: [] };
}

interface Growing {
  text: string;
  readonly details: string[];
  /** Older hosts put several sentences behind one `error:`. */
  readonly old: boolean;
}

/** Reasons are `- text` where they are listed, and `error: text` on older hosts; long ones go on in the next line. */
function reasonsOf(lines: readonly string[]): SaidReason[] {
  const reasons: Growing[] = [];
  let secrets = false;
  for (const line of lines) {
    const listed = /^- (.+)$/.exec(line)?.[1];
    const told = /^error: (.+)$/.exec(line)?.[1];
    const last = reasons.at(-1);
    if (/^Review all repository rules at/.test(line)) continue;
    if (listed !== undefined) {
      secrets = /^GITHUB PUSH PROTECTION/i.test(listed);
      reasons.push({
        text: secrets ? 'Push cannot contain secrets' : listed.trim(),
        details: [],
        old: false,
      });
    } else if (told !== undefined) reasons.push({ text: told.trim(), details: [], old: true });
    else if (secrets) readSecret(line, last);
    else if (/^\s+\S/.test(line)) last?.details.push(...detailOf(line));
    else if (last !== undefined) last.text += ` ${line.trim()}`;
  }
  return reasons.flatMap(({ text, details, old }) =>
    (old ? sentences(text) : [text]).map((each) => ({ text: each, details })),
  );
}

const detailOf = (line: string): string[] => (/Found \d+ violations?:/.test(line) ? [] : [line.trim()]);

/** Of the block of push protection: what was found where, and the address at which it can be allowed. */
function readSecret(line: string, reason: Growing | undefined): void {
  const title = /^\s*—+ (.+?) —+$/.exec(line)?.[1];
  const [, commit] = /^\s*- commit: (\S+)/.exec(line) ?? [];
  const [, path] = /^\s*path: (.+)$/.exec(line) ?? [];
  const [, address] = /^\s*(https:\/\/\S+unblock-secret\S*)/.exec(line) ?? [];
  if (reason === undefined) return;
  if (title !== undefined) reason.details.push(title);
  else if (commit !== undefined) reason.details.push(`  in ${commit.slice(0, 10)}`);
  else if (path !== undefined) reason.details.push(`${reason.details.pop() ?? ''}, ${path}`);
  else if (address !== undefined) reason.details.push(`  allow it: ${address}`);
}

/** Several reasons in one line are parted; a sentence that is none by itself explains the one before it. */
function sentences(text: string): string[] {
  const parts: string[] = [];
  for (const part of text.split(/(?<=\.) (?=[A-Z0-9])/)) {
    const before = parts.at(-1);
    const isQuoted = before !== undefined && before.split('"').length % 2 === 0;
    if (before === undefined || (!isQuoted && ruleOfReason(part) !== null)) parts.push(part);
    else parts[parts.length - 1] = `${before} ${part}`;
  }
  return parts;
}
