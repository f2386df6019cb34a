import type { CommitData, Person } from '../../commit-data.ts';
import { nodeId } from '../../node-id.ts';
import type { ChangedFile } from '../../origin.ts';
import { repoApi, repoWeb, type World } from '../ask.ts';
import { simpleUser } from './user.ts';

/** GitHub's `verification`: the embedded GitHub knows no keys, so a signature is there or not, never verified. */
export function verification(signature: string | null) {
  const reason = signature === null ? 'unsigned' : 'unknown_key';
  return { verified: false, reason, signature, payload: null, verified_at: null };
}

/** The account behind a commit's e-mail address, or null. */
function accountOf(world: World, person: Person) {
  const user = world.state.users.find(({ email }) => email.toLowerCase() === person.email.toLowerCase());
  return user === undefined ? null : simpleUser(world, user.login);
}

/** GitHub's `commit`. */
export function commit(world: World, data: CommitData) {
  const api = repoApi(world);
  const web = repoWeb(world);
  return {
    sha: data.sha,
    node_id: nodeId('commit', data.sha),
    commit: {
      author: data.author,
      committer: data.committer,
      message: data.message,
      tree: { sha: data.tree, url: `${api}/git/trees/${data.tree}` },
      url: `${api}/git/commits/${data.sha}`,
      comment_count: 0,
      verification: verification(data.signature),
    },
    url: `${api}/commits/${data.sha}`,
    html_url: `${web}/commit/${data.sha}`,
    comments_url: `${api}/commits/${data.sha}/comments`,
    author: accountOf(world, data.author),
    committer: accountOf(world, data.committer),
    parents: parentsOf(world, data),
  };
}

function parentsOf(world: World, data: CommitData) {
  return data.parents.map((sha) => ({
    sha,
    url: `${repoApi(world)}/commits/${sha}`,
    html_url: `${repoWeb(world)}/commit/${sha}`,
  }));
}

/** GitHub's `git-commit`. */
export function gitCommit(world: World, data: CommitData) {
  const api = repoApi(world);
  return {
    sha: data.sha,
    node_id: nodeId('commit', data.sha),
    url: `${api}/git/commits/${data.sha}`,
    html_url: `${repoWeb(world)}/commit/${data.sha}`,
    author: data.author,
    committer: data.committer,
    tree: { sha: data.tree, url: `${api}/git/trees/${data.tree}` },
    message: data.message,
    parents: parentsOf(world, data),
    verification: verification(data.signature),
  };
}

/** GitHub's `diff-entry`, without the optional patch. */
export function diffEntry(world: World, head: string, file: ChangedFile) {
  const path = file.path.split('/').map(encodeURIComponent).join('/');
  return {
    sha: file.blob,
    filename: file.path,
    status: file.status,
    additions: file.additions,
    deletions: file.deletions,
    changes: file.additions + file.deletions,
    blob_url: `${repoWeb(world)}/blob/${head}/${path}`,
    raw_url: `${repoWeb(world)}/raw/${head}/${path}`,
    contents_url: `${repoApi(world)}/contents/${path}?ref=${head}`,
    ...(file.previousPath === null ? {} : { previous_filename: file.previousPath }),
  };
}
