import { found, type Read, unreadable } from '../../domain/errors.ts';
import type { Sha } from '../../domain/git.ts';
import { readObjects } from '../../git/batch.ts';
import { readBlob } from '../../git/objects.ts';
import { parseTree } from '../../git/picks/tree-format.ts';
import type { Repository } from '../../git/repository.ts';
import { readWorkflows, type Workflow, workflowFolder } from '../../policy/workflow.ts';

/** The workflows of GitHub Actions that a commit holds; none where it has no folder for them. */
export async function workflowsAt(repo: Repository, commit: Sha): Promise<Read<readonly Workflow[]>> {
  const [folder] = await readObjects(repo, [`${commit}:${workflowFolder}`]);
  if (folder?.type !== 'tree') return found([]);
  const tree = parseTree(folder.bytes, repo.objectFormat);
  if (tree === null) return unreadable(`${workflowFolder} has an old form`);
  const paths = [...tree.places.keys()]
    .filter((name) => /\.ya?ml$/.test(name))
    .map((name) => `${workflowFolder}/${Buffer.from(name, 'latin1').toString('utf8')}`);
  const texts = await Promise.all(
    paths.map(async (path) => [path, await readBlob(repo, commit, path)] as const),
  );
  return found(
    readWorkflows(new Map(texts.flatMap(([path, text]) => (text === null ? [] : [[path, text]])))),
  );
}
