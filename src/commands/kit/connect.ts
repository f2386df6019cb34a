import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Policy } from '../../domain/policy.ts';
import { keepSecret } from '../../domain/secrets.ts';
import type { Repository } from '../../git/repository.ts';
import type { ConnectOptions, GitHub } from '../../github/github.ts';
import type { FoundToken } from '../../github/token.ts';
import type { Invocation } from './command.ts';

/**
 * The connection to GitHub that a remote's URL and the policy call for: the embedded one in a sandbox, the real one
 * where the remote is on GitHub or the policy names a repository, and null where there is none.
 */
export async function connect(
  invocation: Invocation,
  url: string,
  policy: Policy,
  repo?: Repository,
): Promise<GitHub | null> {
  const sandbox = sandboxOf(invocation.globals.dir, url);
  const wanted = {
    comments: countsComments(policy),
    tickets: looksAtTickets(policy),
    ...memoryOf(invocation, repo),
    patience: (await import('./waits.ts')).patienceOf(invocation),
  };
  if (sandbox !== null) return connectSandbox(invocation, sandbox, wanted);
  const { slugFromUrl } = await import('../../github/slug.ts');
  const { env } = invocation.io;
  const remote = slugFromUrl(url);
  const [owner, name] = policy.repository?.split('/') ?? [remote?.owner, remote?.name];
  if (owner === undefined || name === undefined) return null;
  const server = env.GITHUB_SERVER_URL === undefined ? undefined : new URL(env.GITHUB_SERVER_URL).host;
  const host = remote?.host ?? server ?? 'github.com';
  const apiUrl =
    env.GITHUB_API_URL !== undefined && (server ?? 'github.com') === host ? env.GITHUB_API_URL : undefined;
  const [{ connectGitHub }, found] = [
    await import('../../github/github.ts'),
    await tokenFor(invocation, host),
  ];
  return connectGitHub({
    host,
    slug: { owner, name },
    token: found?.token ?? null,
    ...(found === null ? {} : { tokenFrom: found.from }),
    ...wanted,
    ...(apiUrl === undefined ? {} : { apiUrl }),
  });
}

/** DIR/github of the sandbox that a remote belongs to: a local `origin.git` with that folder beside it. */
function sandboxOf(dir: string, url: string): string | null {
  if (/^[a-z][a-z0-9+.-]*:/i.test(url)) return null;
  const folder = join(dirname(resolve(dir, url)), 'github');
  return existsSync(join(folder, 'state.json')) ? folder : null;
}

/** What GitHub has told is kept beside what else rel keeps in a clone, and not at all where there is none. */
const memoryOf = ({ globals }: Invocation, repo: Repository | undefined): Pick<ConnectOptions, 'memory'> =>
  repo === undefined
    ? {}
    : { memory: { folder: join(repo.commonDir, 'rel/github-cache'), readOnly: globals.dryRun } };

type Wanted = Pick<ConnectOptions, 'comments' | 'tickets' | 'memory' | 'patience'>;

/** Whether some gate looks at the issues that PRs close. */
const looksAtTickets = ({ gates }: Policy): boolean =>
  Object.values(gates).some((rules) => rules.some(({ kind }) => kind === 'tickets'));

/** Whether a comment can be an approval. */
const countsComments = ({ approvals }: Policy): boolean =>
  Object.values(approvals).some(({ by }) => by.some((form) => 'comment' in form));

async function connectSandbox(invocation: Invocation, folder: string, wanted: Wanted): Promise<GitHub> {
  const { sandboxConnection } = await import('../../sandbox/connection.ts');
  const { connectGitHub } = await import('../../github/github.ts');
  const { owner, name, viewer, fetch } = await sandboxConnection(folder);
  const { env } = invocation.io;
  const given = (['GH_TOKEN', 'GITHUB_TOKEN'] as const).find((key) => env[key] !== undefined);
  const token = (given === undefined ? undefined : env[given]) ?? `sandbox:${viewer}`;
  if (!token.startsWith('sandbox:')) keepSecret(token);
  return connectGitHub({
    host: 'github.com',
    apiUrl: 'http://localhost',
    slug: { owner, name },
    token,
    tokenFrom: given ?? 'the sandbox',
    ...wanted,
    fetch,
  });
}

async function tokenFor({ globals, io }: Invocation, host: string): Promise<FoundToken | null> {
  const [{ findToken }, { runGh }] = [await import('../../github/token.ts'), await import('./run-gh.ts')];
  const given = globals.tokenStdin ? { stdinToken: await text(io.stdin) } : {};
  const token = await findToken({ host, env: io.env, runGh, ...given });
  if (token !== null) keepSecret(token.token);
  return token;
}
