import { git, gitLines } from './git.ts';

const relFiles = ['.rel.yaml', '.releaserc.yaml', '.releaserc.yml'];
/** Where semantic-release looks for its configuration. */
const foreignFile = /^(?:\.releaserc|(?:\.releaserc|release\.config)\.(?:ya?ml|json|[cm]?[jt]s))$/;
/** Of rel's own policies: semantic-release's files have no such key. */
const ownPolicy = /^[ \t{]*["']?version["']?\s*:\s*1\b/m;

/**
 * Commits the policy on the branch, `seconds` since 1970, unless it has one of rel's own. A file of semantic-release
 * stays as it is; rel's then gets the name that is read first.
 */
export async function addPolicy(
  bare: string,
  branch: string,
  policy: string,
  seconds: number,
): Promise<void> {
  const ref = `refs/heads/${branch}`;
  const names = await gitLines(bare, ['ls-tree', '--name-only', ref]);
  for (const name of relFiles.filter((file) => names.includes(file)))
    if (ownPolicy.test(await git(bare, ['cat-file', 'blob', `${ref}:${name}`]))) return;
  const foreign = names.some((name) => foreignFile.test(name));
  const message = "Add the rehearsal's policy\n";
  await git(
    bare,
    ['fast-import', '--quiet', '--done'],
    `commit ${ref}\n` +
      `committer rel sandbox <sandbox@acme.example> ${seconds} +0000\n` +
      `data ${message.length}\n${message}from ${ref}^0\n` +
      `M 100644 inline ${foreign ? '.rel.yaml' : '.releaserc.yaml'}\n` +
      `data ${Buffer.byteLength(policy)}\n${policy}\ndone\n`,
  );
}
