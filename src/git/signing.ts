import type { Sha, Signature } from '../domain/git.ts';
import { commitBytes, type NewCommit, type NewTag, tagBytes } from './objects.ts';
import { newObject } from './pack.ts';
import type { Repository } from './repository.ts';
import { readSigningConfig, type SigningConfig } from './signing/config.ts';
import { signWithGpg } from './signing/gpg.ts';
import { armoured, programFolder } from './signing/program.ts';
import { signWithSsh, sshKeyOf } from './signing/ssh.ts';

/** Signs what is about to be written. */
export interface Signer {
  readonly commits: boolean;
  readonly tags: boolean;
  /** The signature that belongs to the commit; undefined where it gets none. */
  commit(commit: NewCommit): Promise<string | undefined>;
  /** The same for a tag. */
  tag(tag: NewTag): Promise<string | undefined>;
}

/**
 * The signer that the user's configuration asks for (`commit.gpgSign`, `tag.gpgSign`, `tag.forceSignAnnotated`, with
 * `gpg.*` and `user.signingKey`); null where nothing is signed, for one git process. Signing starts one program an
 * object, called as git calls it, and throws RelError `signing-failed` where that gives no signature.
 */
export async function signerOf(repo: Repository, committer: Signature): Promise<Signer | null> {
  const config = await readSigningConfig(repo);
  if (config === null) return null;
  let signing: Promise<Sign> | null = null;
  const sign = async (payload: Buffer) => {
    signing ??= prepareSigning(repo, config, committer);
    return armoured(await (await signing)(payload));
  };
  const { commits, tags } = config;
  return {
    ...{ commits, tags },
    commit: async (commit) => (commits ? sign(commitBytes({ ...commit, signature: undefined })) : undefined),
    tag: async (tag) => (tags ? sign(tagBytes({ ...tag, signature: undefined })) : undefined),
  };
}

/** An object that has been signed before. */
export interface SignedObject {
  readonly sha: Sha;
  readonly signature: string;
}

/**
 * Signs with the signatures of a saved plan: an object gets the one that makes it the object that was signed then,
 * and none where there is none, so that it comes out as another one. No key is needed.
 */
export function recordedSigner(
  repo: Pick<Repository, 'objectFormat'>,
  signed: readonly SignedObject[],
): Signer {
  const left = [...signed];
  const find = (shaWith: (signature: string) => Sha): string | undefined => {
    const at = left.findIndex(({ sha, signature }) => shaWith(signature) === sha);
    const [found] = at === -1 ? [] : left.splice(at, 1);
    if (found === undefined) return undefined;
    left.push(found); // they are asked for in the order they were made: the next one is at the front
    return found.signature;
  };
  return {
    ...{ commits: true, tags: true },
    commit: async (commit) =>
      find((signature) => newObject(repo, 'commit', commitBytes({ ...commit, signature })).sha),
    tag: async (tag) => find((signature) => newObject(repo, 'tag', tagBytes({ ...tag, signature })).sha),
  };
}

type Sign = (payload: Buffer) => Promise<string>;

/** Looks up once what every signature needs. Git starts the program at the top of the working tree. */
async function prepareSigning(
  repo: Repository,
  { format, program, key, keyCommand }: SigningConfig,
  committer: Signature,
): Promise<Sign> {
  const cwd = await programFolder(repo);
  if (format !== 'ssh') {
    const user = `${committer.name} <${committer.email}>`;
    return (payload) => signWithGpg(payload, { program, key: key ?? user, cwd });
  }
  const ssh = await sshKeyOf(repo, { program, key, keyCommand });
  return (payload) => signWithSsh(payload, ssh);
}
