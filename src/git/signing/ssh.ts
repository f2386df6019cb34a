import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Repository } from '../repository.ts';
import { scratchOf } from '../scratch.ts';
import { splitCommandLine } from './command-line.ts';
import type { SigningConfig } from './config.ts';
import { cannotSign, notSigned, programFolder, runProgram } from './program.ts';

/** A key as `user.signingKey` names it: a file, or the public key itself, whose other half an agent holds. */
export interface SshKey {
  readonly program: string;
  readonly key: string;
  readonly cwd: string;
  /** A folder for what ssh-keygen reads and writes: it signs files only. */
  readonly scratch: string;
}

/** An armoured signature by `ssh-keygen -Y sign` (OpenSSH 8.2), as git calls it. Throws RelError `signing-failed`. */
export async function signWithSsh(payload: Buffer, { program, key, cwd, scratch }: SshKey): Promise<string> {
  const folder = mkdtempSync(join(scratch, 'sign-'));
  try {
    const file = join(folder, 'payload');
    writeFileSync(file, payload);
    const literal = literalKey(key);
    const keyFile = literal === null ? key : join(folder, 'key');
    if (literal !== null) writeFileSync(keyFile, literal, { mode: 0o600 });
    const agent = literal === null ? [] : ['-U'];
    const args = ['-Y', 'sign', '-n', 'git', '-f', keyFile, ...agent, file];
    const ended = await runProgram({ program, args, cwd });
    if (ended.code !== 0 || !existsSync(`${file}.sig`)) throw notSigned(program, ended);
    return readFileSync(`${file}.sig`, 'latin1');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The key that git signs with by this configuration. Throws RelError `signing-failed` where there is none. */
export async function sshKeyOf(
  repo: Repository,
  { program, key, keyCommand }: Pick<SigningConfig, 'program' | 'key' | 'keyCommand'>,
): Promise<SshKey> {
  const cwd = await programFolder(repo);
  const own = key === null || key === '' ? await defaultSshKey(keyCommand, cwd) : key;
  return { program, cwd, key: own, scratch: scratchOf(repo).dir };
}

/** The first key that `gpg.ssh.defaultKeyCommand` prints. Throws RelError `signing-failed` where it prints none. */
async function defaultSshKey(command: string | null, cwd: string): Promise<string> {
  if (command === null) throw cannotSign('neither user.signingKey nor gpg.ssh.defaultKeyCommand is set');
  const [program, ...args] = splitCommandLine(command) ?? [];
  if (program === undefined) throw cannotSign('gpg.ssh.defaultKeyCommand is no command: a quote stays open');
  const ended = await runProgram({ program, args, cwd });
  const [key = ''] = ended.stdout.toString().split('\n');
  if (ended.code !== 0) throw notSigned('gpg.ssh.defaultKeyCommand', ended);
  if (literalKey(key) === null)
    throw cannotSign('gpg.ssh.defaultKeyCommand printed no key in its first line');
  return key;
}

/** The public key that stands in the configuration itself; null for the name of a file. */
export function literalKey(key: string): string | null {
  if (key.startsWith('key::')) return key.slice('key::'.length);
  return key.startsWith('ssh-') ? key : null;
}
