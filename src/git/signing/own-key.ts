import { RelError } from '../../domain/errors.ts';
import { blobFingerprint } from '../../domain/ledger-keys.ts';
import { commitBytes, type NewCommit } from '../objects.ts';
import type { Repository } from '../repository.ts';
import { cleanLines } from '../words.ts';
import { readSigningSettings } from './config.ts';
import { armoured, runProgram } from './program.ts';
import { literalKey, type SshKey, signWithSsh, sshKeyOf } from './ssh.ts';

/** The ssh key that the user's git signs with. */
export interface OwnKey {
  /** As `ssh-keygen -l` prints it. */
  readonly fingerprint: string;
  /** The signature of a commit. Throws RelError `signing-failed` where there is none, or one of another key. */
  sign(commit: NewCommit): Promise<string>;
}

/** Who signs the entries of a ledger from here. */
export interface LedgerSigner extends Pick<OwnKey, 'sign'> {
  /** The login that the policy has the key under. */
  readonly login: string;
}

/**
 * The user's key by `gpg.format`, `user.signingKey` and `gpg.ssh.*`, as git finds it; its other half is not touched.
 * Throws RelError `ledger-key` where git is not set up for ssh keys or the key cannot be read.
 */
export async function ownSshKey(repo: Repository): Promise<OwnKey> {
  const config = await readSigningSettings(repo);
  if (config.format !== 'ssh')
    throw noKey(`git signs with ${config.format} here (gpg.format), and the ledger takes ssh keys`);
  const key = await sshKeyOf(repo, config).catch((error: unknown) => {
    throw error instanceof RelError ? noKey(error.why ?? error.message) : error;
  });
  const fingerprint = await fingerprintOfKey(key);
  return { fingerprint, sign: (commit) => sign(commit, key, fingerprint) };
}

/** What `ssh-keygen -l` says of it, as git asks (`get_ssh_key_fingerprint` of gpg-interface.c). */
async function fingerprintOfKey({ key, cwd }: SshKey): Promise<string> {
  const literal = literalKey(key);
  const input = literal === null ? {} : { input: Buffer.from(`${literal}\n`) };
  const args = ['-l', '-E', 'sha256', '-f', literal === null ? key : '-'];
  const ended = await runProgram({ program: 'ssh-keygen', args, cwd, ...input });
  const fingerprint = /^\d+ (SHA256:\S+)/.exec(ended.stdout.toString())?.[1];
  if (ended.code === 0 && fingerprint !== undefined) return fingerprint;
  throw noKey(`user.signingKey cannot be read: ${cleanLines(ended.stderr).join('; ') || 'it is no ssh key'}`);
}

async function sign(commit: NewCommit, key: SshKey, fingerprint: string): Promise<string> {
  const payload = commitBytes({ ...commit, signature: undefined });
  const signature = armoured(await signWithSsh(payload, key));
  const by = signerOf(signature);
  if (by === fingerprint) return signature;
  throw new RelError({
    code: 'signing-failed',
    message: 'the entry was signed with another key than user.signingKey names; nothing was changed',
    why: `named is ${fingerprint}, and the signature that ${key.program} gave is of ${by}`,
    remedy:
      'name the key that it signs with: git config user.signingKey KEY; then run the same command again',
  });
}

/** Whose a signature is: `SSHSIG`, a version of four bytes, then the key with its length (PROTOCOL.sshsig). */
function signerOf(signature: string): string {
  const bytes = Buffer.from(signature.replaceAll(/-----.*-----|\s/g, ''), 'base64');
  return bytes.length < 14 ? 'none' : blobFingerprint(bytes.subarray(14, 14 + bytes.readUInt32BE(10)));
}

const noKey = (why: string): RelError =>
  new RelError({
    code: 'ledger-key',
    message: 'the policy asks for a signed ledger, and git has no key here to sign with; nothing was changed',
    why,
    remedy:
      'run: git config gpg.format ssh && git config user.signingKey ~/.ssh/id_ed25519.pub (with your own key, which the policy must list)',
  });
