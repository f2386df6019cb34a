import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fixedConfig, gitEnvironment } from './environment.ts';
import { GitFailure } from './failure.ts';
import type { RunOptions } from './repository.ts';
import { endWhenSilent, waitsForRemote } from './silence.ts';

/**
 * Plumbing beside simple-git, for what that cannot do: bytes on stdout, one process feeding another, silent commands
 * without its 50 ms of waiting for output that never comes; and for what every command does, which would wait for
 * simple-git to load.
 */
export interface PlumbResult {
  readonly code: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

export type Child = ChildProcessByStdio<Writable, Readable, Readable>;

/**
 * Runs git in `dir` and collects its bytes. Throws GitFailure on an exit code that `accept` (default [0]) lacks, and where
 * a remote was silent for too long.
 */
export async function plumb(
  dir: string,
  args: readonly string[],
  { input, env, accept = [0] }: RunOptions = {},
): Promise<PlumbResult> {
  const child = startPlumbing(dir, args, env);
  const ended = outcome(child);
  const whyEnded = waitsForRemote(args) ? endWhenSilent(child) : () => '';
  child.stdin.on('error', () => undefined); // EPIPE: git went away, and its exit code says why
  child.stdin.end(input ?? '');
  const heard = await ended;
  const result = { ...heard, stderr: heard.stderr + whyEnded() };
  if (!accept.includes(result.code)) throw new GitFailure(args, result.code, result.stderr);
  return result;
}

/** Runs `from`, feeds what it prints to `into`, and returns what that prints. Throws GitFailure if either fails. */
export async function pipePlumbing(
  dir: string,
  from: { readonly args: readonly string[]; readonly input: string },
  into: { readonly args: readonly string[] },
  env?: Readonly<Record<string, string>>,
): Promise<Buffer> {
  const [source, sink] = [startPlumbing(dir, from.args, env), startPlumbing(dir, into.args, env)];
  const ends = Promise.all([outcome(source, false), outcome(sink)]);
  source.stdin.on('error', () => undefined);
  source.stdin.end(from.input);
  await pipeline(source.stdout, sink.stdin).catch(() => undefined); // a broken pipe shows in the exit codes
  const [first, second] = await ends;
  if (first.code !== 0) throw new GitFailure(from.args, first.code, first.stderr);
  if (second.code !== 0) throw new GitFailure(into.args, second.code, second.stderr);
  return second.stdout;
}

/** Starts git in `cwd` with open pipes, for what stays and is asked more than once. */
export function startPlumbing(
  cwd: string,
  args: readonly string[],
  env?: Readonly<Record<string, string>>,
): Child {
  return spawn('git', [...fixedConfig, ...args], {
    cwd,
    env: gitEnvironment(env, args),
    stdio: ['pipe', 'pipe', 'pipe'],
    windowsHide: true,
  });
}

/** How a child ends, and all it has printed. A child that could not be started ends with -1 and says why. */
export function outcome(child: Child, collect = true): Promise<PlumbResult> {
  const [out, err]: [Buffer[], Buffer[]] = [[], []];
  if (collect) child.stdout.on('data', (bytes: Buffer) => out.push(bytes));
  child.stderr.on('data', (bytes: Buffer) => err.push(bytes));
  return new Promise((resolve) => {
    const end = (code: number, why = '') =>
      resolve({ code, stdout: Buffer.concat(out), stderr: Buffer.concat(err).toString() + why });
    child.on('error', (error) => end(-1, error.message));
    child.on('close', (code, signal) => end(code ?? -1, signal === null ? '' : `ended by ${signal}`));
  });
}
