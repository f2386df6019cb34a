import { spawn } from 'node:child_process';
import { RelError } from '../../domain/errors.ts';
import { tokenVariables } from '../../domain/secrets.ts';
import { outcome, type PlumbResult } from '../process.ts';
import type { Repository } from '../repository.ts';
import { cleanLines } from '../words.ts';

/** What a signing program is started with. */
export interface Start {
  readonly program: string;
  readonly args: readonly string[];
  /** Where git would start it: paths in the user's configuration count from here. */
  readonly cwd: string;
  readonly input?: Buffer;
}

/**
 * Runs a program that the user's configuration names, without a shell, in the user's own environment: an agent's
 * socket, a key ring and a terminal for the passphrase are found through it. Nothing signs with GitHub's token.
 */
export async function runProgram({ program, args, cwd, input }: Start): Promise<PlumbResult> {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !tokenVariables.includes(name)),
  );
  const child = spawn(program, args, { cwd, env, stdio: ['pipe', 'pipe', 'pipe'], windowsHide: true });
  const ended = outcome(child);
  child.stdin.on('error', () => undefined); // EPIPE: it went away, and its exit code says why
  child.stdin.end(input ?? '');
  return ended;
}

/** The trouble of a program that gave no signature, in its own words. */
export function notSigned(program: string, { code, stderr }: Pick<PlumbResult, 'code' | 'stderr'>): RelError {
  const lines = cleanLines(stderr).filter((line) => !line.startsWith('[GNUPG:]'));
  const said = lines.map((line) => line.replace(/^gpg(?:sm)?: /, '')).join('; ');
  const why = /^usage: ssh-keygen/.test(said) ? 'OpenSSH 8.2 or later is needed to sign' : said;
  const how = code === 0 ? 'says' : code < 0 ? 'was cut short or not started' : 'failed';
  return cannotSign(`${program} ${how}: ${why || 'it says nothing'}`);
}

/** Signing that cannot be done; `why` in whole words. */
export function cannotSign(why: string): RelError {
  return new RelError({
    code: 'signing-failed',
    message: 'git is set up to sign, and signing failed; nothing was changed',
    why,
    remedy: `run: git commit-tree -S -m test 'HEAD^{tree}', and when that works the same command again; to sign nothing this once: git -c commit.gpgSign=false -c tag.gpgSign=false rel ...`,
  });
}

/** What a program gave as its signature, in the form git keeps it in: without the line ends of Windows. */
export function armoured(signature: string): string {
  const text = `${signature.replaceAll('\r', '').trimEnd()}\n`;
  if (!/^-----BEGIN .+-----\n[^\0]+\n$/.test(text))
    throw cannotSign('what the program gave is not an armoured signature');
  return text;
}

/** Where git starts the programs of a signature: at the top of the working tree. */
export async function programFolder(repo: Repository): Promise<string> {
  const top = await repo.run(['rev-parse', '--show-toplevel'], { accept: [0, 128] });
  return top.code === 0 ? top.stdout.trimEnd() : repo.dir;
}
