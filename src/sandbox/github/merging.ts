import type { CommitData, Person } from './commit-data.ts';
import type { Origin } from './origin.ts';
import type { Issue, Pull, State, User } from './state.ts';

export type MergeMethod = 'merge' | 'squash' | 'rebase';

export interface Merge {
  readonly state: State;
  readonly origin: Origin;
  readonly item: Issue & { pull: Pull };
  readonly viewer: User;
  /** ISO 8601, UTC. */
  readonly now: string;
  /** The tip of the base, onto which everything goes. */
  readonly base: string;
  readonly method: MergeMethod;
  readonly text: { readonly title: string | undefined; readonly message: string | undefined };
}

const github = { name: 'GitHub', email: 'noreply@github.com' };

/**
 * The commit that the base has to move to: made in memory on the real repository, no ref is moved. null: it conflicts.
 * A merge has both parents; a squash is one commit; a rebase rewrites every commit's committer (facts 12, 13).
 */
export async function mergeInto(merge: Merge): Promise<string | null> {
  if (merge.method === 'rebase') return rebased(merge);
  const { origin, base, item } = merge;
  const tree = await treeOf(origin, base, item.pull.headSha);
  if (tree === null) return null;
  return merge.method === 'merge' ? mergeCommit(merge, tree) : squashed(merge, tree);
}

async function treeOf(origin: Origin, one: string, other: string): Promise<string | null> {
  const { code, stdout } = await origin.run(['merge-tree', '--write-tree', '--no-messages', one, other]);
  return code === 0 ? (stdout.toString().split('\n')[0] ?? null) : null;
}

interface NewCommit {
  readonly tree: string;
  readonly parents: readonly string[];
  readonly message: string;
  readonly author: Person;
  readonly committer: Person;
}

function write(origin: Origin, { tree, parents, message, author, committer }: NewCommit): Promise<string> {
  const flags = parents.flatMap((parent) => ['-p', parent]);
  return origin.git(['commit-tree', tree, ...flags, '-F', '-'], {
    input: message,
    env: {
      GIT_AUTHOR_NAME: author.name,
      GIT_AUTHOR_EMAIL: author.email,
      GIT_AUTHOR_DATE: author.date,
      GIT_COMMITTER_NAME: committer.name,
      GIT_COMMITTER_EMAIL: committer.email,
      GIT_COMMITTER_DATE: committer.date,
    },
  });
}

const person = (user: { name: string; email: string }, date: string): Person => ({
  name: user.name,
  email: user.email,
  date,
});

function mergeCommit({ state, origin, item, viewer, now, base, text }: Merge, tree: string): Promise<string> {
  const owner = item.pull.headRepository?.split('/')[0] ?? state.owner;
  const title = text.title ?? `Merge pull request #${item.number} from ${owner}/${item.pull.headRef}`;
  return write(origin, {
    tree,
    parents: [base, item.pull.headSha],
    message: `${title}\n\n${text.message ?? item.title}\n`,
    author: person(viewer, now),
    committer: person(github, now),
  });
}

async function squashed(
  { state, origin, item, viewer, now, base, text }: Merge,
  tree: string,
): Promise<string> {
  const shas = await origin.between(base, item.pull.headSha);
  const data = [...(await origin.commits(shas)).values()];
  const only = data.length === 1 ? data[0] : undefined;
  const [subject, ...rest] = (only?.message ?? item.title).split('\n');
  const bodies =
    only === undefined ? data.map(({ message }) => `* ${message}`).join('\n\n') : rest.join('\n').trim();
  const message = `${text.title ?? `${subject} (#${item.number})`}\n\n${text.message ?? bodies}`;
  const author = state.users.find(({ login }) => login === item.author) ?? viewer;
  return write(origin, {
    tree,
    parents: [base],
    message: `${message.trim()}\n`,
    author: person(author, now),
    committer: person(github, now),
  });
}

async function rebased({ origin, item, viewer, now, base }: Merge): Promise<string | null> {
  const shas = await origin.between(base, item.pull.headSha);
  const data = await origin.commits(shas);
  let tip = base;
  for (const sha of shas) {
    const commit = data.get(sha);
    // A rebase leaves merge commits out, as GitHub's does.
    if (commit === undefined || commit.parents.length > 1) continue;
    const next = await replay(origin, tip, commit, person(viewer, now));
    if (next === null) return null;
    tip = next;
  }
  return tip;
}

/** One commit on a new parent. Its own parent must be the merge base, so `tip`'s tree is given that parent. */
async function replay(
  origin: Origin,
  tip: string,
  commit: CommitData,
  committer: Person,
): Promise<string | null> {
  const parents = commit.parents.flatMap((parent) => ['-p', parent]);
  const stand = await origin.git(['commit-tree', `${tip}^{tree}`, ...parents, '-m', 'rebase']);
  const tree = await treeOf(origin, stand, commit.sha);
  if (tree === null) return null;
  const { author, message } = commit;
  return write(origin, { tree, parents: [tip], message: `${message}\n`, author, committer });
}
