import type { CommitData, ObjectData, Person } from '../../commit-data.ts';
import { nodeId } from '../../node-id.ts';
import { repoWeb } from '../../rest/ask.ts';
import { type ConnectionForm, connection, sorted } from '../connection.ts';
import { otherId } from '../other-id.ts';
import { type Context, type Resolvers, typed } from '../types.ts';
import { introducedBy } from './associated.ts';
import { checkSuites, rollupOf, statusOf } from './checks.ts';
import { pulls } from './lists.ts';
import { commitNamed, gitObject, type TagData } from './objects.ts';
import { repository } from './owner.ts';
import { userNamed } from './people.ts';

const asGitActor = typed<Person>('GitActor');

/** A list of SHAs as commits; only those of the page are read. */
const shas = (context: Context): ConnectionForm<string> => ({
  node: (sha) => commitNamed(context, sha),
  key: (sha) => sha,
});

/** What every git object has. */
const gitObjectFields = (kind: 'commit' | 'tree' | 'tag' | 'blob'): Resolvers<{ readonly sha: string }> => ({
  id: ({ sha }) => (kind === 'blob' ? otherId('B', sha) : nodeId(kind, sha)),
  oid: ({ sha }) => sha,
  abbreviatedOid: ({ sha }) => sha.slice(0, 7),
  commitUrl: ({ sha }, _, context) => `${repoWeb(context)}/commit/${sha}`,
  commitResourcePath: ({ sha }, _, { state }) => `/${state.owner}/${state.name}/commit/${sha}`,
  repository: () => repository,
});

const headline = (message: string): string => message.split('\n', 1)[0] ?? '';
const total = (files: readonly { additions: number; deletions: number }[], key: 'additions' | 'deletions') =>
  files.reduce((sum, file) => sum + file[key], 0);

/** The author, and those whom the message names as co-authors. */
function authorsOf({ author, message }: CommitData): Person[] {
  const trailers = [...message.matchAll(/^co-authored-by: *(.*?) *<([^>]*)>/gim)];
  const others = trailers.map(([, name = '', email = '']) => ({ name, email, date: author.date }));
  return [author, ...others.filter(({ email }) => email !== author.email)];
}

const Commit: Resolvers<CommitData> = {
  ...gitObjectFields('commit'),
  url: ({ sha }, _, context) => `${repoWeb(context)}/commit/${sha}`,
  resourcePath: ({ sha }, _, { state }) => `/${state.owner}/${state.name}/commit/${sha}`,
  message: ({ message }) => message,
  messageHeadline: ({ message }) => headline(message),
  messageBody: ({ message }) => message.slice(headline(message).length).replace(/^\n+/, ''),
  author: ({ author }) => asGitActor(author),
  committer: ({ committer }) => asGitActor(committer),
  authors: (data, args) => connection(authorsOf(data), args, { node: asGitActor, key: ({ email }) => email }),
  authoredDate: ({ author }) => author.date,
  committedDate: ({ committer }) => committer.date,
  tree: ({ tree }, _, context) => gitObject(context, tree),
  parents: ({ parents }, args, context) => connection(parents, args, shas(context)),
  history: async ({ sha }, args, context) => connection(await context.git.history(sha), args, shas(context)),
  additions: async ({ sha }, _, { git }) => total(await git.changes(sha), 'additions'),
  deletions: async ({ sha }, _, { git }) => total(await git.changes(sha), 'deletions'),
  changedFilesIfAvailable: async ({ sha }, _, { git }) => (await git.changes(sha)).length,
  associatedPullRequests: async ({ sha }, args, context) => {
    const { field, direction } = args.orderBy ?? { field: 'CREATED_AT', direction: 'ASC' };
    const found = await introducedBy(context, sha);
    const value = field === 'CREATED_AT' ? 'number' : 'updatedAt';
    return connection(
      sorted(found, (issue) => issue[value], direction),
      args,
      pulls,
    );
  },
  statusCheckRollup: ({ sha }, _, context) => rollupOf(context, sha),
  status: ({ sha }, _, context) => statusOf(context, sha),
  checkSuites: ({ sha }, args, context) => checkSuites(context, sha, args),
};

const Tag: Resolvers<TagData> = {
  ...gitObjectFields('tag'),
  name: ({ tag }) => tag,
  message: ({ message }) => message,
  tagger: ({ tagger }) => asGitActor(tagger),
  target: ({ object }, _, context) => gitObject(context, object),
};

const Blob: Resolvers<ObjectData> = {
  ...gitObjectFields('blob'),
  byteSize: ({ body }) => body.length,
  isBinary: ({ body }) => body.includes(0),
  text: ({ body }) => (body.includes(0) ? null : body.toString()),
};

const GitActor: Resolvers<Person> = {
  name: ({ name }) => name,
  email: ({ email }) => email,
  date: ({ date }) => date,
  user: ({ email }, _, { state }) => {
    const user = state.users.find((each) => each.email.toLowerCase() === email.toLowerCase());
    return user === undefined || user.type !== 'User' ? null : userNamed(user);
  },
};

export const gitTypes = { Commit, Tag, Tree: gitObjectFields('tree'), Blob, GitActor };
