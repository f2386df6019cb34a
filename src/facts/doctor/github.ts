import type { GitHubFacts } from '../../domain/doctor-facts.ts';
import { type Read, RelError, unreadable } from '../../domain/errors.ts';
import type { RefName, RemoteRefs } from '../../domain/git.ts';
import type { RefRules } from '../../domain/ref-rules.ts';
import type { RepositorySetup } from '../../domain/repository-setup.ts';
import type { GitHub } from '../../github/github.ts';
import { orWhy } from './clone.ts';

/** The connection to look through, and what is known of it. */
export interface Connected {
  readonly github: GitHub | null;
  readonly token: GitHubFacts['token'];
  readonly inActions: boolean;
}

/** Without GitHub, or before it is asked. */
export const notAsked: Omit<GitHubFacts, 'repository' | 'host' | 'token' | 'inActions'> = {
  ...{ login: null, setup: null, rules: null, immutableReleases: null, actionsPullRequests: null },
  unreachable: null,
};

/** Everything that GitHub says, by few requests: one for the repository, one for the rules, one a ruleset, two for an admin. */
export async function githubFacts(
  { github, token, inActions }: Connected,
  wanted: { readonly pushed: readonly RefName[]; readonly refs: RemoteRefs },
): Promise<GitHubFacts> {
  const none = { ...notAsked, repository: null, host: null, token, inActions };
  if (github === null) return none;
  const known = { ...none, repository: `${github.slug.owner}/${github.slug.name}`, host: github.host };
  const setup = await unlessUnreachable(() => github.setup());
  if (setup instanceof RelError) return { ...known, unreachable: setup.trouble };
  if (token === null) return { ...known, setup };
  const login = await orWhy(() => github.viewer());
  const read = setup.ok ? setup.value : null;
  if (read === null || !login.ok) return { ...known, setup, login };
  const rules = await rulesOf(github, wanted, login.value, read);
  const admin = read.role === 'admin' ? await orWhy(() => github.adminSettings()) : null;
  const settings =
    admin === null ? {} : admin.ok ? admin.value : { immutableReleases: admin, actionsPullRequests: admin };
  return { ...known, setup, login, rules, ...settings };
}

function rulesOf(
  github: GitHub,
  { pushed, refs }: { readonly pushed: readonly RefName[]; readonly refs: RemoteRefs },
  login: string,
  { defaultBranch, role }: RepositorySetup,
): Promise<Read<RefRules>> {
  const asked = [...new Set(pushed)];
  return orWhy(() =>
    github.refRules({
      ...{ refs: asked, there: asked.filter((ref) => refs.has(ref)), defaultBranch, login },
      isAdmin: role === 'admin',
    }),
  );
}

/** The error itself where nothing could be asked at all. */
async function unlessUnreachable<T>(go: () => Promise<Read<T>>): Promise<Read<T> | RelError> {
  try {
    return await go();
  } catch (error) {
    if (!(error instanceof RelError)) throw error;
    return error.code === 'github-unreachable' ? error : unreadable(error.why ?? error.message);
  }
}
