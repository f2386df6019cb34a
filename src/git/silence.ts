import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Child } from './process.ts';

/**
 * Seconds for which a git that speaks with a remote may say nothing at all: longer than any server looks at a push (its
 * hooks are done in seconds), and it tells its progress meanwhile. What HTTP notices itself (environment.ts) comes earlier;
 * this is for ssh, for programs in between, and for git itself, which waits for ever where the report of a push over HTTP
 * breaks off (seen with 2.39). Who sets git's own GIT_HTTP_LOW_SPEED_TIME means this, too.
 */
const patience = (): number => Number(process.env.GIT_HTTP_LOW_SPEED_TIME) || 300;

/** Whether a call is one that waits for a remote. */
export const waitsForRemote = (args: readonly string[]): boolean =>
  args.some(
    (word, at) => /^(?:fetch|push|ls-remote)$/.test(word) && args[at - 1] !== '-c' && !isNamed(args, at),
  );

/** What stands behind `--`, or behind another subcommand, is a name. */
const isNamed = (args: readonly string[], at: number): boolean =>
  args.slice(0, at).some((word, before) => !word.startsWith('-') && args[before - 1] !== '-c');

/**
 * Ends a git that has been silent for too long, with all that it started. Answers, once the child has ended, why it was
 * ended; empty where it was not.
 */
export function endWhenSilent(child: Child): () => string {
  const seconds = patience();
  let why = '';
  const giveUp = () => {
    why = `\nfatal: nothing came from the remote for ${seconds} s`;
    void endAll(child);
  };
  let timer = setTimeout(giveUp, seconds * 1000);
  const alive = () => {
    clearTimeout(timer);
    timer = setTimeout(giveUp, seconds * 1000);
  };
  for (const stream of [child.stdout, child.stderr]) stream.on('data', alive);
  child.on('close', () => clearTimeout(timer));
  child.on('error', () => clearTimeout(timer));
  return () => why;
}

/** Git's helpers outlive git, wait for each other, and hold our end of the pipes. */
async function endAll(child: Child): Promise<void> {
  const all = await descendants(child.pid ?? 0);
  for (const pid of all) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  }
  child.kill('SIGKILL');
  child.stdout.destroy();
  child.stderr.destroy();
}

/** The processes that a process has started, and theirs; none where the machine has no `ps`. */
async function descendants(of: number): Promise<readonly number[]> {
  const listing = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=']).catch(() => ({ stdout: '' }));
  const pairs = listing.stdout.split('\n').map((line) => line.trim().split(/\s+/).map(Number));
  const found = new Set([of]);
  // A child may be listed before its parent.
  for (let before = 0; before < found.size; ) {
    before = found.size;
    for (const [pid = 0, parent = 0] of pairs) if (found.has(parent)) found.add(pid);
  }
  found.delete(of);
  return [...found];
}
