import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Sha } from '../domain/git.ts';
import { printOf } from './print.ts';
import type { PullRequestAnswer } from './queries/pull-requests.ts';

/**
 * What earlier runs were told: PRs, which count only where GitHub shows the same print of them (print.ts), and which PR
 * was merged as a commit, which stays so.
 */
export interface Memory {
  readonly pullRequest: (number: number) => PullRequestAnswer | null;
  /** The PR whose merge commit this is. */
  readonly mergedAs: (sha: Sha) => number | null;
  /** Adds to what is known, and keeps it for the next run where there is a place for it. */
  readonly keep: (learnt: {
    readonly pullRequests?: readonly PullRequestAnswer[];
    readonly merged?: readonly (readonly [Sha, number])[];
  }) => void;
}

/** Knows nothing and keeps nothing. */
export const noMemory: Memory = { pullRequest: () => null, mergedAs: () => null, keep: () => undefined };

/** What its form is called: another form is as if it had not been there. */
const form = 1;
/** More than this is forgotten, the oldest first. */
const most = 2000;

export interface MemoryPlace {
  /** `.git/rel/github-cache` */
  readonly folder: string;
  /** Nothing is written, as with --dry-run. */
  readonly readOnly: boolean;
}

/**
 * The memory of one repository on one host, as one token sees it: a file of its own, which does not hold the token.
 * A file that is broken is as if it were not there; one that cannot be written is not.
 */
export function memoryIn({ folder, readOnly }: MemoryPlace, key: readonly (string | null)[]): Memory {
  const name = createHash('sha256').update(JSON.stringify(key)).digest('hex').slice(0, 32);
  const file = join(folder, `${name}.json`);
  const { pulls, merged } = read(file);
  return {
    pullRequest: (number) => pulls.get(number) ?? null,
    mergedAs: (sha) => merged.get(sha) ?? null,
    keep: ({ pullRequests = [], merged: learnt = [] }) => {
      if (pullRequests.length === 0 && learnt.length === 0) return;
      for (const pr of pullRequests) renew(pulls, pr.number, pr);
      for (const [sha, number] of learnt) renew(merged, sha, number);
      if (!readOnly) write(folder, file, { form, pulls: [...pulls.values()], merged: [...merged] });
    },
  };
}

/** Puts it at the end, and lets the first go where there are too many. */
function renew<K, V>(all: Map<K, V>, key: K, value: V): void {
  all.delete(key);
  all.set(key, value);
  for (const first of all.keys()) {
    if (all.size <= most) return;
    all.delete(first);
  }
}

interface Kept {
  readonly form: number;
  readonly pulls: readonly PullRequestAnswer[];
  readonly merged: readonly (readonly [Sha, number])[];
}

function read(file: string): { pulls: Map<number, PullRequestAnswer>; merged: Map<Sha, number> } {
  try {
    const kept = JSON.parse(readFileSync(file, 'utf8')) as Kept;
    if (kept.form !== form) throw new Error('another form');
    // Written here alone; what has no print is nothing that was written here.
    const whole = kept.pulls.filter((pr) => printOf(pr) !== null);
    return { pulls: new Map(whole.map((pr) => [pr.number, pr])), merged: new Map(kept.merged) };
  } catch {
    return { pulls: new Map(), merged: new Map() };
  }
}

function write(folder: string, file: string, kept: Kept): void {
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(`${file}.${process.pid}`, JSON.stringify(kept), { mode: 0o600 });
    renameSync(`${file}.${process.pid}`, file);
  } catch {
    return; // the next run asks GitHub
  }
}
