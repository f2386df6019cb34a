import { basename, resolve } from 'node:path';
import { RelError } from '../../domain/errors.ts';
import type { State } from '../github/state.ts';
import { copyBranches, defaultBranchOf, productionOf } from './copy.ts';
import { git, gitLines, tryGit } from './git.ts';
import { rehearsalPolicy } from './policy.ts';
import { addPolicy } from './policy-commit.ts';
import { blankState } from './start.ts';

/** The one person there is in a rehearsal. */
const you = { login: 'you', name: 'You', email: 'you@acme.example' } as const;

/**
 * Makes `bare` a copy of the local repository at `from`, which is only read, and answers an empty GitHub for it. What
 * a train needs and the repository lacks is added: `devel`, `main`, and a policy on the develop branch. Throws
 * RelError `no-repository` where `from` is none or has no commit.
 */
export async function seedFrom(bare: string, from: string): Promise<State> {
  const source = await gitDirOf(from);
  await copyBranches(source, bare);
  const branches = await gitLines(bare, ['for-each-ref', '--format=%(refname:lstrip=2)', 'refs/heads']);
  const start = await defaultBranchOf(source, bare, branches);
  if (start === null) throw noRepository(from, 'it has no commit yet');
  const develop = ['devel', 'develop'].find((name) => branches.includes(name)) ?? 'devel';
  if (!branches.includes(develop)) await branch(bare, develop, `refs/heads/${start}`);
  const production = ['main', 'master'].find((name) => branches.includes(name)) ?? 'main';
  if (!branches.includes(production)) await branch(bare, production, await productionOf(bare, start));
  await git(bare, ['symbolic-ref', 'HEAD', `refs/heads/${develop}`]);
  const name = nameOf(from);
  const seconds = Number(await git(bare, ['log', '-1', '--format=%ct', `refs/heads/${develop}`, '--']));
  await addPolicy(bare, develop, rehearsalPolicy(`acme/${name}`, develop, production), seconds);
  return rehearsalState(name, develop, new Date(seconds * 1000).toISOString().replace('.000Z', 'Z'));
}

async function gitDirOf(from: string): Promise<string> {
  const asked = await tryGit('.', ['-C', from, 'rev-parse', '--absolute-git-dir']);
  if (asked.code === 0) return asked.stdout.toString().trim();
  throw noRepository(from, asked.stderr.trim());
}

const noRepository = (from: string, why: string): RelError =>
  new RelError({
    code: 'no-repository',
    message: `there is no git repository to start from in ${from}`,
    why,
    remedy: 'name the folder of a clone: rel sandbox create DIR --from PATH',
  });

const branch = (bare: string, name: string, from: string): Promise<string> =>
  git(bare, ['update-ref', `refs/heads/${name}`, `${from}^{commit}`]);

/** What a folder may be called on GitHub. */
const nameOf = (from: string): string =>
  basename(resolve(from))
    .replace(/\.git$/, '')
    .replace(/[^A-Za-z0-9._-]+/g, '-') || 'repository';

/** GitHub's side: the organisation, one admin, and nothing else. */
function rehearsalState(name: string, defaultBranch: string, createdAt: string): State {
  return {
    ...blankState(name, you.login, createdAt),
    defaultBranch,
    lastId: 1002,
    users: [
      { id: 1001, login: 'acme', type: 'Organization', name: 'Acme', email: 'hello@acme.example' },
      { id: 1002, type: 'User', ...you },
    ],
    permissions: { [you.login]: 'admin' },
  };
}
