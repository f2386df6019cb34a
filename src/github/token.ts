export { type RemoteSlug, slugFromUrl } from './slug.ts';

export interface TokenSources {
  readonly host: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What was given on stdin with `--token-stdin`; it wins. */
  readonly stdinToken?: string;
  /** Runs `gh` with these arguments (never through a shell) and gives its stdout, or null where it failed. */
  readonly runGh: (args: readonly string[]) => Promise<string | null>;
}

/** A token, and where it was found, in a person's words: `GH_TOKEN`. */
export interface FoundToken {
  readonly token: string;
  readonly from: string;
}

/**
 * The token for a host, or null where there is none: from stdin, from the environment, from `gh`. As with gh, a
 * token of github.com is given to no other host (fact 38).
 */
export async function findToken({ host, env, stdinToken, runGh }: TokenSources): Promise<FoundToken | null> {
  const names = isGitHubCloud(host)
    ? ['GH_TOKEN', 'GITHUB_TOKEN']
    : ['GH_ENTERPRISE_TOKEN', 'GITHUB_ENTERPRISE_TOKEN'];
  const given = [['--token-stdin', stdinToken] as const, ...names.map((name) => [name, env[name]] as const)];
  for (const [from, text] of given) {
    const token = text?.trim() ?? '';
    if (token !== '') return { token, from };
  }
  // gh 2.23 does not look at GH_HOST here, so the host is always said.
  const told = (await runGh(['auth', 'token', '--hostname', host]))?.trim() ?? '';
  return told === '' ? null : { token: told, from: 'gh auth token' };
}

const isGitHubCloud = (host: string): boolean =>
  host.toLowerCase() === 'github.com' || host.toLowerCase().endsWith('.ghe.com');
