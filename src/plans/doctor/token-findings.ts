import type { DoctorFinding } from '../../domain/doctor.ts';
import type { DoctorFacts, GitHubFacts } from '../../domain/doctor-facts.ts';
import type { RepositorySetup, TokenKind } from '../../domain/repository-setup.ts';
import { isoOf, millisOf, minuteOf } from '../../domain/time.ts';
import { ok, problem, unknown, warning } from './finding.ts';

const words: Readonly<Record<TokenKind, string>> = {
  classic: 'a classic token',
  'fine-grained': 'a fine-grained token',
  oauth: "gh's own token",
  installation: 'the token of a GitHub App',
  'app-user': "a GitHub App's token for a user",
  other: 'a token',
};

/** What the token is, may do, and how long it lasts (facts 1, 4, 11, 22, 29, 36 and 38). */
export function tokenFindings({ github, history, now }: DoctorFacts): DoctorFinding[] {
  const { token, setup, login } = github;
  if (token === null) return [noToken(github)];
  const read = setup?.ok === true ? setup.value : null;
  return [
    loginFinding(token, login),
    ...(read === null ? [] : [roleFinding(read), ...scopeFindings(read), ...lifeFindings(read, now)]),
    ...workflowFindings(github, read, history?.workflows ?? []),
    ...(isInstallation(github) ? [startsNothing(github)] : []),
  ];
}

const noToken = ({ host }: GitHubFacts): DoctorFinding =>
  problem(
    { code: 'token.none', area: 'github', message: 'there is no token for GitHub' },
    {
      means: 'approvals, checks, releases and PRs cannot be read or written',
      remedy: `run: gh auth login${host === null || host === 'github.com' ? '' : ` --hostname ${host}`} (or set GH_TOKEN)`,
    },
  );

function loginFinding(token: NonNullable<GitHubFacts['token']>, login: GitHubFacts['login']): DoctorFinding {
  const what = `${words[token.kind]} from ${token.from}`;
  if (login?.ok === true)
    return ok({ code: 'token.login', area: 'github', message: `${login.value}, by ${what}` });
  return problem(
    { code: 'token.login', area: 'github', message: `GitHub does not take ${what}` },
    {
      means: login?.ok === false ? login.why : null,
      remedy: 'run: gh auth login (GH_TOKEN and GITHUB_TOKEN come first: correct or unset them)',
    },
  );
}

function roleFinding({ role }: RepositorySetup): DoctorFinding {
  const about = { code: 'token.role', area: 'github' } as const;
  if (role === null)
    return unknown({ ...about, message: 'what the token may do here' }, { means: 'GitHub does not say' });
  if (role === 'admin' || role === 'maintain' || role === 'write')
    return ok({ ...about, message: `its owner may write here (role: ${role})` });
  return problem(
    { ...about, message: `its owner may only read here (role: ${role})` },
    {
      means: 'nothing can be pushed, labelled or released',
      remedy: 'ask an admin for the role "Write" (Settings, Collaborators and teams)',
    },
  );
}

/** What a classic token must have been given; of other tokens GitHub tells nothing before they are refused. */
function scopeFindings({ token: { scopes } }: RepositorySetup): DoctorFinding[] {
  if (scopes === null) return [];
  const has = (...wanted: string[]) => wanted.some((scope) => scopes.includes(scope));
  const about = { code: 'token.scopes', area: 'github' } as const;
  const shown = scopes.length === 0 ? 'no scopes' : `the scopes ${scopes.join(', ')}`;
  if (!has('repo', 'public_repo'))
    return [
      problem(
        { ...about, message: `the token has ${shown}, and not repo` },
        {
          means: 'GitHub lets it write nothing',
          remedy: 'run: gh auth refresh --scopes repo,workflow,read:org',
        },
      ),
    ];
  if (!has('read:org', 'write:org', 'admin:org'))
    return [
      warning(
        { ...about, message: `the token has ${shown}, and not read:org` },
        {
          means: 'roles that are held by teams cannot be read: what they approve counts as unknown',
          remedy: 'run: gh auth refresh --scopes read:org',
        },
      ),
    ];
  return [ok({ ...about, message: `the token has ${shown}` })];
}

const day = 86_400_000;

function lifeFindings({ token }: RepositorySetup, now: number): DoctorFinding[] {
  const { expires, limit, clock } = token;
  const found: DoctorFinding[] = [];
  const ends = millisOf((expires ?? '').replace(' UTC', 'Z').replace(' ', 'T')) ?? now;
  if (expires !== null) {
    const about = { code: 'token.expires', area: 'github', message: `the token ends ${expires}` } as const;
    const soon = ends - now < 7 * day;
    found.push(
      soon
        ? warning(about, { means: 'then nothing works any more', remedy: 'make another one in time' })
        : ok(about),
    );
  }
  if (limit !== null) {
    const message = `${limit.left} of ${limit.of} requests are left until ${clockOf(limit.resetsAt)}`;
    const about = { code: 'token.limit', area: 'github', message } as const;
    const few = limit.left < Math.min(200, limit.of / 10);
    found.push(
      few
        ? warning(about, {
            means: 'a release may have to wait (--max-wait)',
            remedy: 'wait, or use another token',
          })
        : ok(about),
    );
  }
  const skew = clock === null ? 0 : Math.round((now - clock) / 1000);
  if (Math.abs(skew) > 60)
    found.push(
      warning(
        {
          code: 'clock.skew',
          area: 'machine',
          message: `this clock is ${Math.abs(skew)} s ${skew > 0 ? 'ahead of' : 'behind'} GitHub's`,
        },
        {
          means: 'times on record, ages of checks and ends of waivers are judged by it',
          remedy: 'let the machine set its clock (NTP)',
        },
      ),
    );
  return found;
}

const clockOf = (time: number): string => (Number.isNaN(time) ? 'an hour is over' : minuteOf(isoOf(time)));

const isInstallation = ({ token, login }: GitHubFacts): boolean =>
  token?.kind === 'installation' || (login?.ok === true && login.value === 'github-actions[bot]');

/** GITHUB_TOKEN is an App's token too, and the one that Actions gives; it can never write workflows (fact 29). */
function workflowFindings(
  github: GitHubFacts,
  setup: RepositorySetup | null,
  changed: readonly string[],
): DoctorFinding[] {
  const scopes = setup?.token.scopes ?? null;
  const cannot = isInstallation(github) || (scopes !== null && !scopes.includes('workflow'));
  if (!cannot) return [];
  const lacks = isInstallation(github)
    ? 'an App needs the permission workflows: write, which GITHUB_TOKEN never has'
    : 'the token lacks the scope workflow';
  const about = { code: 'token.workflows', area: 'github' } as const;
  if (changed.length === 0)
    return [
      ok(
        { ...about, message: 'no workflow has changed since production' },
        { means: `a push that changes one would be refused: ${lacks}` },
      ),
    ];
  return [
    problem(
      {
        ...about,
        message: `${changed.length === 1 ? 'a workflow has' : `${changed.length} workflows have`} changed since production: ${changed.slice(0, 3).join(', ')}`,
      },
      {
        means: `a push that brings such a commit anew would be refused: ${lacks}`,
        remedy: isInstallation(github)
          ? 'use a personal token with the scope workflow, or an App with workflows: write'
          : 'run: gh auth refresh --scopes workflow',
        commands: ['rel pick', 'rel promote'],
      },
    ),
  ];
}

/** Fact 36. An App's own token starts workflows; which of the two it is, only Actions tells. */
function startsNothing({ inActions, login }: GitHubFacts): DoctorFinding {
  const isOwn = login?.ok === true && login.value === 'github-actions[bot]';
  const about = { code: 'token.starts-nothing', area: 'github' } as const;
  if (!isOwn && !inActions) return ok({ ...about, message: "what an App's token pushes starts workflows" });
  return warning(
    { ...about, message: 'what GITHUB_TOKEN pushes, and the PRs it opens, start no workflows' },
    {
      means: 'required checks never report on an RC branch or a PR of rel, and gates of checks stay unknown',
      remedy: 'give rel the token of a GitHub App or of a person, or dispatch the workflows by hand',
      commands: ['rel cut-rc', 'rel pick'],
    },
  );
}
