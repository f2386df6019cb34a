import { type CommitData, type ObjectData, readCommit, readTag } from '../../commit-data.ts';
import { type Context, type Typed, typed } from '../types.ts';

export type TagData = ReturnType<typeof readTag>;

const asCommit = typed<CommitData>('Commit');
const asTag = typed<TagData>('Tag');
const asPlain = { tree: typed<ObjectData>('Tree'), blob: typed<ObjectData>('Blob') };

/** Any object under its own type; null where the repository lacks it. */
export async function gitObject({ git }: Context, sha: string) {
  const object = await git.object(sha);
  if (object === null) return null;
  if (object.type === 'commit') return asCommit(readCommit(object));
  return object.type === 'tag' ? asTag(readTag(object)) : asPlain[object.type as 'tree' | 'blob'](object);
}

/** A commit by SHA; null where the repository lacks it. */
export async function commitNamed({ git }: Context, sha: string): Promise<Typed<CommitData> | null> {
  const data = await git.commit(sha);
  return data === null ? null : asCommit(data);
}
