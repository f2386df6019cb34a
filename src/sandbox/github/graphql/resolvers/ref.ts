import { readCommit, readTag } from '../../commit-data.ts';
import { nodeId } from '../../node-id.ts';
import { type ConnectionForm, connection, sorted } from '../connection.ts';
import { type Args, type Context, type Resolvers, type Typed, typed } from '../types.ts';
import { pullList } from './lists.ts';
import { gitObject } from './objects.ts';
import { repository } from './owner.ts';
import { ruleOf, updateRuleOf } from './protection.ts';

/** A branch, tag or other ref: its full name and the object it names. */
export interface RefData {
  readonly ref: string;
  readonly sha: string;
}

const asRef = typed<RefData>('Ref');
const refs: ConnectionForm<RefData> = { node: asRef, key: ({ ref }) => ref };

/** `refs/heads/` and the rest; GitHub splits other refs after their second part too. */
const prefixOf = (ref: string): string => /^refs\/[^/]+\//.exec(ref)?.[0] ?? 'refs/';

/** A ref by its full name, or as GitHub also takes it, by a branch's or a tag's own name; null where there is none. */
export async function refNamed(context: Context, name: string): Promise<Typed<RefData> | null> {
  const candidates = name.startsWith('refs/')
    ? [name]
    : [`refs/${name}`, `refs/heads/${name}`, `refs/tags/${name}`];
  const known = await context.git.refs();
  for (const ref of candidates) {
    const sha = known.get(ref) ?? (ref.startsWith('refs/') ? await other(context, ref) : undefined);
    if (sha !== undefined) return asRef({ ref, sha });
  }
  return null;
}

async function other({ origin }: Context, ref: string): Promise<string | undefined> {
  if (/^refs\/(heads|tags)\//.test(ref)) return undefined;
  return (await origin.refs([ref])).get(ref);
}

/** The refs below `refPrefix` (`refs/heads/`), by name unless told otherwise. */
export async function refList(context: Context, args: Args) {
  const { refPrefix = '', query, direction, orderBy } = args;
  const all = await context.origin.refs([refPrefix.replace(/\/+$/, '') || 'refs']);
  const below = [...all].map(([ref, sha]) => ({ ref, sha }));
  const found = below.filter(({ ref }) => !query || ref.slice(refPrefix.length).includes(query));
  if (orderBy?.field !== 'TAG_COMMIT_DATE')
    return connection(
      sorted(found, ({ ref }) => ref, orderBy?.direction ?? direction ?? 'ASC'),
      args,
      refs,
    );
  const dates = new Map(
    await Promise.all(found.map(async ({ sha }) => [sha, await dateOf(context, sha)] as const)),
  );
  return connection(
    sorted(found, ({ sha }) => dates.get(sha) ?? '', orderBy.direction),
    args,
    refs,
  );
}

async function dateOf({ git }: Context, sha: string): Promise<string> {
  const object = await git.object(sha);
  if (object?.type === 'commit') return readCommit(object).committer.date;
  return object?.type === 'tag' ? readTag(object).tagger.date : '';
}

const Ref: Resolvers<RefData> = {
  id: ({ ref }) => nodeId('ref', ref),
  name: ({ ref }) => ref.slice(prefixOf(ref).length),
  prefix: ({ ref }) => prefixOf(ref),
  repository: () => repository,
  branchProtectionRule: ({ ref }, _, context) => ruleOf(context, ref),
  refUpdateRule: ({ ref }, _, context) => updateRuleOf(context, ref),
  target: ({ sha }, _, context) => gitObject(context, sha),
  associatedPullRequests: ({ ref }, args, context) => {
    const own = `${context.state.owner}/${context.state.name}`;
    return pullList(
      context,
      args,
      ({ pull }) => pull.headRepository === own && `refs/heads/${pull.headRef}` === ref,
    );
  },
};

export const refTypes = { Ref };
