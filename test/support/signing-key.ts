import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { git, temporaryFolder } from './git-history.ts';

/** A pair of ssh keys without a passphrase, and the file by which git knows the public one as rita's. */
export function signingKey() {
  const folder = temporaryFolder();
  const file = join(folder, 'id_signing');
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'rita', '-f', file]);
  const publicKey = readFileSync(`${file}.pub`, 'utf8').trim();
  const allowedSigners = join(folder, 'allowed_signers');
  writeFileSync(allowedSigners, `rita@example.com ${publicKey}\n`);
  return { folder, file, publicKey, allowedSigners };
}

/** Settings of the repository in `dir`, by name. */
export function configure(dir: string, settings: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(settings)) git(dir, ['config', '--replace-all', name, value]);
}
