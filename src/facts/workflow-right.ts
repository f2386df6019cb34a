import { again, type Trouble } from '../domain/errors.ts';
import type { RefChange } from '../domain/git.ts';
import { pushUrl } from '../git/remote-url.ts';
import { newWorkflowFiles, sendsToken } from '../git/workflow-files.ts';
import type { World } from './world.ts';

/** The token of a job is this account's; it can never be given the right to write workflow files (fact 29). */
const jobAccount = 'github-actions[bot]';

/**
 * Why GitHub would refuse a push of these moves for the workflow files in it, found before anything is pushed; null
 * where it would not, or where it cannot be told. Only of the token of a job is it known, and only where git sends the
 * very token that rel asks GitHub with.
 */
export async function workflowTrouble(
  { repo, remote, refs, github }: World,
  moves: readonly RefChange[],
  token: string | null,
): Promise<Trouble | null> {
  if (github === null || token === null || (await github.viewer()) !== jobAccount) return null;
  const url = await pushUrl(repo, remote);
  if (url === null || !(await sendsToken(repo, url, token))) return null;
  const tips = moves.flatMap(({ to }) => to ?? []);
  const files = await newWorkflowFiles(
    repo,
    tips,
    [...refs.values()].map(({ sha }) => sha),
  );
  if (files.length === 0) return null;
  return {
    code: 'push-refused',
    message: `GitHub would refuse the push, since it changes ${files.join(', ')}; nothing was changed`,
    why: 'git pushes with the token of this job, which may never write workflow files',
    remedy: `give actions/checkout a token of a person, or of an App that has workflows: write (\`token:\`), or run it from a clone of your own; then ${again}`,
  };
}
