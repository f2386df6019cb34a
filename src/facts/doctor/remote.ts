import type { RemoteFacts } from '../../domain/doctor-facts.ts';
import { RelError, type Trouble, unreadable } from '../../domain/errors.ts';
import type { RefName, RemoteRefs, Sha } from '../../domain/git.ts';
import { rehearsePush } from '../../git/rehearse-push.ts';
import { fetchObjects, readRemote, remoteUrl } from '../../git/remote.ts';
import { pushUrl } from '../../git/remote-url.ts';
import type { Repository } from '../../git/repository.ts';
import { remoteChoice } from '../../git/which-remote.ts';
import { orWhy } from './clone.ts';

/** The remote as it answers, and whether it lets us push. */
export async function remoteFacts(repo: Repository): Promise<RemoteFacts> {
  const choice = await remoteChoice(repo).catch((error: unknown) => {
    if (error instanceof RelError) return error;
    throw error;
  });
  if (choice instanceof RelError) return noneChosen(choice.trouble);
  const { name, by } = choice;
  const url = await remoteUrl(repo, name);
  const read = await orWhy(async () => {
    const { refs, head } = await readRemote(repo, name);
    return { refs, head: head !== null && refs.has(head) ? head : null };
  });
  const to = url === null ? null : await pushUrl(repo, name);
  const push = read.ok ? await pushFacts(repo, name, read.value.refs) : null;
  return { name, by, trouble: null, url, pushUrl: to === url ? null : to, read, push };
}

const noneChosen = (trouble: Trouble): RemoteFacts => ({
  ...{ name: 'origin', by: null, trouble, url: null, pushUrl: null, push: null },
  read: unreadable(trouble.message),
});

/** Rehearsed on a branch that is there, by a commit that is here. */
async function pushFacts(repo: Repository, name: string, refs: RemoteRefs): Promise<RemoteFacts['push']> {
  const branch = [...refs.values()].find((ref) => ref.name.startsWith('refs/heads/'));
  if (branch === undefined) return null;
  const { name: ref, sha }: { name: RefName; sha: Sha } = branch;
  const here = await orWhy(() => fetchObjects(repo, name, [sha]));
  return here.ok ? rehearsePush(repo, name, { ref, sha }) : here;
}
