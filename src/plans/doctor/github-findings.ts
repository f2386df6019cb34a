import type { DoctorFinding } from '../../domain/doctor.ts';
import type { DoctorFacts, GitHubFacts } from '../../domain/doctor-facts.ts';
import type { Read } from '../../domain/errors.ts';
import type { Policy } from '../../domain/policy.ts';
import type { RepositorySetup } from '../../domain/repository-setup.ts';
import { ok, problem, unknown, warning } from './finding.ts';
import { tokenFindings } from './token-findings.ts';

/** GitHub: the token, the repository, and the settings that only admins see. */
export function githubFindings(facts: DoctorFacts): DoctorFinding[] {
  const { github, policy } = facts;
  if (github.repository === null)
    return [
      ok(
        {
          code: 'github.none',
          area: 'github',
          message: 'the remote is not on GitHub, and the policy names no repository',
        },
        { means: 'rel works on git alone: no PRs, approvals by label or review, checks or GitHub Releases' },
      ),
    ];
  if (github.unreachable !== null)
    return [
      problem(
        { code: 'github.unreachable', area: 'github', message: github.unreachable.message },
        {
          means: github.unreachable.why ?? 'what GitHub knows was not looked at',
          remedy: github.unreachable.remedy,
        },
      ),
    ];
  const { setup } = github;
  return [
    ...tokenFindings(facts),
    ...(setup === null
      ? []
      : setup.ok
        ? repositoryFindings(setup.value, policy.policies)
        : [hidden(github, setup.why)]),
    ...(setup?.ok === true && setup.value.role === 'admin' ? settingFindings(github) : []),
  ];
}

const hidden = ({ repository }: GitHubFacts, why: string): DoctorFinding =>
  problem(
    { code: 'repository.hidden', area: 'github', message: `GitHub shows no ${repository} to this token` },
    { means: why, remedy: 'correct `repository` in the policy, or use a token that may see it' },
  );

function repositoryFindings(setup: RepositorySetup, policies: readonly Policy[]): DoctorFinding[] {
  const dead = setup.archived ? 'archived' : setup.disabled ? 'disabled' : null;
  const about = { code: 'repository.state', area: 'github' } as const;
  const asks = policies.some((policy) => asksForIssues(policy));
  return [
    dead === null
      ? ok({ ...about, message: 'the repository takes pushes (not archived, not disabled)' })
      : problem(
          { ...about, message: `the repository is ${dead}` },
          {
            means: 'GitHub takes no push',
            remedy: 'ask an admin to unarchive it (Settings, General, Danger zone)',
          },
        ),
    ...(setup.issues || !asks
      ? []
      : [
          problem(
            {
              code: 'repository.issues',
              area: 'github',
              message: 'issues are switched off, and the policy asks for them',
            },
            {
              means: 'gates of issues and tickets stay unknown, and the deployment issue cannot be opened',
              remedy: 'switch them on (Settings, General, Features, Issues), or take them out of the policy',
            },
          ),
        ]),
    ...(setup.mergeCommits || !policies.some(({ promote }) => promote.deliver === 'pull-request')
      ? []
      : [
          problem(
            {
              code: 'repository.merge-commits',
              area: 'github',
              message: 'PRs cannot be merged by a merge commit',
            },
            {
              means:
                'the PR of a release must be: a squash or a rebase would make another commit of the candidate',
              remedy: 'tick "Allow merge commits" (Settings, General, Pull Requests)',
              commands: ['rel promote'],
            },
          ),
        ]),
  ];
}

const asksForIssues = ({ gates, deployment }: Policy): boolean =>
  deployment !== undefined ||
  Object.values(gates).some((rules) => rules.some(({ kind }) => kind === 'issues' || kind === 'tickets'));

function settingFindings({
  immutableReleases,
  actionsPullRequests,
  inActions,
}: GitHubFacts): DoctorFinding[] {
  return [
    ...setting('repository.immutable', 'whether releases are immutable', immutableReleases, (isOn) =>
      isOn
        ? warning(
            {
              code: 'repository.immutable',
              area: 'github',
              message: 'releases are immutable once published',
            },
            {
              means: 'rel undo cannot take one back, and its tag name is used up for ever',
              remedy: 'nothing, if that is meant (Settings, General, Releases)',
              commands: ['rel undo'],
            },
          )
        : ok({
            code: 'repository.immutable',
            area: 'github',
            message: 'a published release can be taken back',
          }),
    ),
    ...setting('repository.actions-prs', 'whether workflows may open PRs', actionsPullRequests, (isOn) =>
      isOn
        ? ok({ code: 'repository.actions-prs', area: 'github', message: 'workflows may open PRs' })
        : (inActions ? warning : ok)(
            {
              code: 'repository.actions-prs',
              area: 'github',
              message: 'workflows may not open PRs with GITHUB_TOKEN',
            },
            {
              means: 'in CI, rel can open PRs with the token of an App or of a person only',
              remedy:
                'tick "Allow GitHub Actions to create and approve pull requests" (Settings, Actions, General)',
            },
          ),
    ),
  ];
}

function setting(
  code: string,
  what: string,
  read: Read<boolean> | null,
  told: (isOn: boolean) => DoctorFinding,
): DoctorFinding[] {
  if (read === null) return [];
  if (read.ok) return [told(read.value)];
  return [
    unknown({ code, area: 'github', message: what }, { means: read.why, remedy: read.permission ?? null }),
  ];
}
