import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { RelError } from '../../domain/errors.ts';
import type { Sha } from '../../domain/git.ts';
import type { CommitSignature } from '../../domain/ledger-signature.ts';
import { lines, readObjects } from '../batch.ts';
import { plumb } from '../process.ts';
import type { Repository } from '../repository.ts';
import { scratchOf } from '../scratch.ts';

/**
 * Who signed these commits, by git's own verification of ssh signatures; what is signed otherwise is not signed here,
 * and starts no program. Whose a key is git is not asked: what it says is true whatever the policy lists, and can be
 * kept. One git process for up to 256 commits, and two of ssh-keygen for each that is signed.
 *
 * @throws RelError `signing-failed` where ssh-keygen is not there: what nobody verified is no answer
 */
export async function commitSignatures(
  repo: Repository,
  commits: readonly Sha[],
): Promise<Map<Sha, CommitSignature>> {
  const objects = await readObjects(repo, commits);
  const signed = commits.filter((_, at) => isSshSigned(repo, objects[at]?.bytes ?? Buffer.of()));
  const verified = await verifyAll(repo, signed);
  return new Map(commits.map((commit) => [commit, verified.get(commit) ?? { kind: 'none' }]));
}

const most = 256;

async function verifyAll(repo: Repository, commits: readonly Sha[]): Promise<Map<Sha, CommitSignature>> {
  const found = new Map<Sha, CommitSignature>();
  const size = Math.min(most, Math.ceil(commits.length / availableParallelism()));
  const parts = Array.from({ length: Math.ceil(commits.length / (size || 1)) }, (_, nth) =>
    commits.slice(nth * size, (nth + 1) * size),
  );
  const work = async (): Promise<void> => {
    for (let part = parts.shift(); part !== undefined; part = parts.shift())
      for (const [commit, signature] of await verify(repo, part)) found.set(commit, signature);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return found;
}

/**
 * `%G?` is `U` for a good signature of a key that the file of signers does not have, and that file is empty; `%GF` is
 * the key's fingerprint (git 2.34). Nothing of the user's configuration has a say, so that all see the same.
 */
async function verify(repo: Repository, commits: readonly Sha[]): Promise<[Sha, CommitSignature][]> {
  const scratch = scratchOf(repo);
  const signers = join(scratch.dir, 'signers');
  writeFileSync(signers, '');
  const { stdout, stderr } = await plumb(
    scratch.empty,
    [
      ...['-c', `gpg.ssh.allowedSignersFile=${signers}`, '-c', 'gpg.ssh.program=ssh-keygen'],
      ...['log', '--no-walk=unsorted', '--stdin', '--format=%H %G? %GF'],
    ],
    { input: lines(commits), env: scratch.env },
  );
  if (/cannot (?:run|exec)/.test(stderr)) throw noProgram();
  return stdout
    .toString()
    .split('\n')
    .slice(0, -1)
    .map((row) => {
      const [commit = '', word, fingerprint = ''] = row.split(' ');
      const good = (word === 'U' || word === 'G') && fingerprint.startsWith('SHA256:');
      return [commit, good ? { kind: 'valid', fingerprint } : { kind: 'invalid' }];
    });
}

/** Whether the head of a commit has an ssh signature over it, as git would look for one. */
function isSshSigned({ objectFormat }: Repository, commit: Buffer): boolean {
  const head = commit.subarray(0, commit.indexOf('\n\n') + 1).toString('latin1');
  const name = objectFormat === 'sha1' ? 'gpgsig' : 'gpgsig-sha256';
  const at = head.indexOf(`\n${name} `);
  return at !== -1 && head.startsWith('-----BEGIN SSH SIGNATURE-----\n', at + name.length + 2);
}

const noProgram = (): RelError =>
  new RelError({
    code: 'signing-failed',
    message: 'the signatures of the ledger cannot be verified: ssh-keygen is not there',
    why: 'the policy asks for a signed ledger (ledger.signed)',
    remedy: 'install OpenSSH 8.2 or later, so that this runs: ssh-keygen -Y check-novalidate',
  });
