import { type ObjectData, readTag } from '../../commit-data.ts';
import { nodeId } from '../../node-id.ts';
import { repoApi, type World } from '../ask.ts';
import { verification } from './commit.ts';

/** GitHub's `git-ref`. */
export function gitRef(world: World, ref: string, object: { sha: string; type: string }) {
  const api = repoApi(world);
  return {
    ref,
    node_id: nodeId('ref', ref),
    url: `${api}/git/${ref}`,
    object: { sha: object.sha, type: object.type, url: `${api}/git/${object.type}s/${object.sha}` },
  };
}

/** GitHub's `git-tag`: an annotated tag object. */
export function gitTag(world: World, object: ObjectData) {
  const tag = readTag(object);
  const api = repoApi(world);
  return {
    node_id: nodeId('tag', tag.sha),
    sha: tag.sha,
    url: `${api}/git/tags/${tag.sha}`,
    tagger: tag.tagger,
    object: { sha: tag.object, type: tag.type, url: `${api}/git/${tag.type}s/${tag.object}` },
    tag: tag.tag,
    message: tag.message,
    verification: verification(null),
  };
}
