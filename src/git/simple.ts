import { type SimpleGitOptions, simpleGit } from 'simple-git';
import { fixedConfig, gitEnvironment } from './environment.ts';
import { GitFailure } from './failure.ts';
import type { RunOptions, RunResult } from './repository.ts';

/**
 * simple-git's guard watches for arguments that somebody else composed. Ours are composed in src/git and nowhere
 * else, and what would trip it is the user's own environment (a proxy, a deploy key), which has to count.
 */
const unsafe: NonNullable<SimpleGitOptions['unsafe']> = {
  allowUnsafeAlias: true,
  allowUnsafeAskPass: true,
  allowUnsafeCommandBinaries: true,
  allowUnsafeConfigEnvCount: true,
  allowUnsafeConfigPaths: true,
  allowUnsafeCredentialHelper: true,
  allowUnsafeDiffExternal: true,
  allowUnsafeDiffTextConv: true,
  allowUnsafeEditor: true,
  allowUnsafeFilter: true,
  allowUnsafeFsMonitor: true,
  allowUnsafeGitProxy: true,
  allowUnsafeGpgProgram: true,
  allowUnsafeHooksPath: true,
  allowUnsafeInclude: true,
  allowUnsafeMergeDriver: true,
  allowUnsafePack: true,
  allowUnsafePager: true,
  allowUnsafeProtocolOverride: true,
  allowUnsafeSshCommand: true,
  allowUnsafeSubmodule: true,
  allowUnsafeTemplateDir: true,
  allowUnsafeUrlRewrite: true,
};

/**
 * Runs git in `dir` through simple-git, for answers that are text. Throws GitFailure on an exit code that
 * `options.accept` (default [0]) lacks; simple-git alone resolves where git failed in silence.
 */
export async function runGit(
  dir: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<RunResult> {
  const env = gitEnvironment(options.env);
  let seen: RunResult = { code: -1, stdout: '', stderr: 'git could not be started' };
  const git = simpleGit({
    baseDir: dir,
    unsafe,
    allowEnvironment: Object.keys(env),
    completion: { onClose: true, onExit: false },
    // A Buffer even where there is nothing to say: without one the child's stdin stays open for ever.
    input: () => Buffer.from(options.input ?? ''),
    errors: (_, { exitCode, stdOut, stdErr }) => {
      seen = { code: exitCode, stdout: text(stdOut), stderr: text(stdErr) };
      return undefined; // the exit code is judged below, where the call knows its answers
    },
  }).env(env);
  await git.raw([...fixedConfig, ...args]);
  if (!(options.accept ?? [0]).includes(seen.code)) throw new GitFailure(args, seen.code, seen.stderr);
  return seen;
}

const text = (chunks: readonly Buffer[]): string => Buffer.concat(chunks).toString();
