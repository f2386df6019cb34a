import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { inject } from 'vitest';

/** What a run of rel is told through points.mjs. */
export interface Job {
  /** What its clock says all the time (ISO 8601). */
  readonly clock: string;
  /** What its random numbers come from. */
  readonly seed: string;
  /** Whether somebody sits at a terminal. */
  readonly terminal?: boolean;
  /** The point at which something befalls it. */
  readonly at?: string;
  /** Killed with its whole process group, killed alone, or out of room on the disk. */
  readonly fate?: 'group' | 'alone' | 'full';
}

export interface Ran {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
  /** What it reached, in order. */
  readonly points: readonly string[];
  /** Where it was watched: a digest of what was durable at each of them. */
  readonly states: readonly string[];
}

export interface Call {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly job: Job;
}

/** What is looked at, and where a copy of each state goes, by its digest. */
export interface Watched {
  readonly folder: string;
  readonly keep: string;
}

const here = import.meta.dirname;
const preload = join(here, 'points.mjs');

/** rel's environment beside what all tests have: a clock for git, too, and GitHub over HTTP. */
export function environment(url: string, login: string, { clock }: Job): Record<string, string> {
  const own = Object.entries(process.env).filter(
    (pair): pair is [string, string] => pair[1] !== undefined && !/^(VITEST|NODE_|TEST$|npm_)/.test(pair[0]),
  );
  const date = `${Date.parse(clock) / 1000} +0000`;
  return {
    ...Object.fromEntries(own),
    GITHUB_API_URL: url,
    GH_TOKEN: `sandbox:${login}`,
    GIT_AUTHOR_DATE: date,
    GIT_COMMITTER_DATE: date,
  };
}

/**
 * Starts the built rel as the leader of a process group of its own, for something to befall it; resolves once nothing
 * of the group runs any more, with the signal that ended it.
 */
export async function startOnce({ args, cwd, env, job }: Call): Promise<string | null> {
  const child = spawn(process.execPath, [inject('cli'), ...args], {
    cwd,
    detached: true,
    stdio: ['ignore', 'ignore', 'ignore'],
    env: { ...env, NODE_OPTIONS: `--import=${preload}`, REL_CRASH: JSON.stringify(job) },
  });
  const signal = await new Promise<string | null>((ended) => child.once('exit', (_, by) => ended(by)));
  await nobodyLeft(child.pid ?? 0);
  return signal;
}

/** What was started in the process group has ended, too: at once where it was killed. */
async function nobodyLeft(group: number): Promise<void> {
  for (let tries = 0; tries < 1000; tries++) {
    if (!isAlive(group)) return;
    await delay(2);
  }
  throw new Error(`something of the process group ${group} still runs`);
}

/** Whether a process of the group runs; one that has ended and waits for init to notice does not. */
const isAlive = (group: number): boolean =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .some((pid) => {
      const [state, , ofGroup] = statusOf(pid);
      return Number(ofGroup) === group && state !== 'Z';
    });

/** Its state, its parent, its process group: proc(5), behind the name, which may hold anything. */
function statusOf(pid: string): string[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return [];
  }
}
