import { spawn } from 'node:child_process';
import { bareEnvironment, GitFailed, type GitResult } from '../github/origin-run.ts';

/**
 * Runs git in `cwd` with none of the user's configuration, and answers how it ended, whatever the exit code. Beside
 * src/git, since a sandbox is made where there is no repository yet.
 */
export function tryGit(cwd: string, args: readonly string[], input = ''): Promise<GitResult> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', args, { cwd, env: { ...bareEnvironment(), GIT_TERMINAL_PROMPT: '0' } });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    child.on('error', reject);
    // git may end before it has read everything; its exit code then says why.
    child.stdin.on('error', () => undefined);
    child.on('close', (code) =>
      resolve({ code: code ?? 128, stdout: Buffer.concat(out), stderr: Buffer.concat(err).toString() }),
    );
    child.stdin.end(input);
  });
}

/** The same, for a git that must succeed: its stdout without the last line break. Throws GitFailed. */
export async function git(cwd: string, args: readonly string[], input?: string): Promise<string> {
  const result = await tryGit(cwd, args, input);
  if (result.code !== 0) throw new GitFailed(args, result);
  return result.stdout.toString().replace(/\n$/, '');
}

/** The lines of what git says. */
export const gitLines = async (cwd: string, args: readonly string[]): Promise<string[]> =>
  (await git(cwd, args)).split('\n').filter(Boolean);
