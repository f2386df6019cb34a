import { found, type Read } from '../domain/errors.ts';
import type { RepositorySetup, TokenFacts } from '../domain/repository-setup.ts';
import { call, doing, type Line } from './ask.ts';
import { repo } from './releases.ts';
import { refusal } from './trouble.ts';

/** See `GitHub.setup`. */
export async function readSetup(line: Line): Promise<Read<RepositorySetup>> {
  const what = doing(line, `read ${line.owner}/${line.name}`, 'metadata: read');
  return call(
    what,
    async () => {
      const { data, headers } = await line.octokit.rest.repos.get(repo(line));
      return found({
        archived: data.archived,
        disabled: data.disabled,
        issues: data.has_issues,
        mergeCommits: data.allow_merge_commit !== false,
        defaultBranch: data.default_branch,
        role: roleOf(data.permissions),
        token: tokenFacts(headers),
      });
    },
    (answer) => refusal(answer, what) ?? undefined,
  );
}

/** The highest of what the answer says is allowed. */
function roleOf(
  permissions: Readonly<Partial<Record<string, boolean>>> | undefined,
): RepositorySetup['role'] {
  const roles = {
    admin: 'admin',
    maintain: 'maintain',
    push: 'write',
    triage: 'triage',
    pull: 'read',
  } as const;
  for (const [name, role] of Object.entries(roles)) if (permissions?.[name] === true) return role;
  return null;
}

function tokenFacts(headers: Readonly<Record<string, string | number | undefined>>): TokenFacts {
  const text = (name: string): string | null => (headers[name] === undefined ? null : String(headers[name]));
  const number = (name: string): number => Number(text(name) ?? Number.NaN);
  const [left, of] = [number('x-ratelimit-remaining'), number('x-ratelimit-limit')];
  const clock = Date.parse(text('date') ?? '');
  return {
    scopes: text('x-oauth-scopes')?.split(/,\s*/).filter(Boolean) ?? null,
    expires: text('github-authentication-token-expiration'),
    // GitHub Enterprise Server has no limits unless told (fact 42).
    limit:
      Number.isNaN(left) || Number.isNaN(of)
        ? null
        : { left, of, resetsAt: number('x-ratelimit-reset') * 1000 },
    clock: Number.isNaN(clock) ? null : clock,
  };
}
