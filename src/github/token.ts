export { type RemoteSlug, slugFromUrl } from './slug.ts';

export interface TokenSources {
  readonly host: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What was given on stdin with `--token-stdin`; it wins. */
  readonly stdinToken?: string;
  /** Runs `gh` with these arguments (never through a shell) and gives its stdout, or null where it failed. */
  readonly runGh: (args: readonly string[]) => Promise<string | null>;
}

/**
 * The token for a host, or null where there is none: from stdin, from the environment, from `gh`. As with gh, a
 * token of github.com is given to no other host (fact 38).
 */
export async function findToken({ host, env, stdinToken, runGh }: TokenSources): Promise<string | null> {
  const names = isGitHubCloud(host)
    ? ['GH_TOKEN', 'GITHUB_TOKEN']
    : ['GH_ENTERPRISE_TOKEN', 'GITHUB_ENTERPRISE_TOKEN'];
  const given = [stdinToken, ...names.map((name) => env[name])];
  const token = given.map((t) => t?.trim() ?? '').find((t) => t !== '');
  if (token !== undefined) return token;
  // gh 2.23 does not look at GH_HOST here, so the host is always said.
  const told = (await runGh(['auth', 'token', '--hostname', host]))?.trim() ?? '';
  return told === '' ? null : told;
}

const isGitHubCloud = (host: string): boolean =>
  host.toLowerCase() === 'github.com' || host.toLowerCase().endsWith('.ghe.com');
