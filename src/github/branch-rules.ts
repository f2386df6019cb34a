import { type BranchRules, noRules } from '../domain/branch-rules.ts';
import { found, type Read } from '../domain/errors.ts';
import { type Answer, answerOfError } from './answer.ts';
import { call, doing, type Line } from './ask.ts';
import { repo } from './releases.ts';
import { refusal } from './trouble.ts';

const needs = 'contents: read and metadata: read';

/**
 * See `GitHub.branchRules`: rulesets by `GET /rules/branches`, classic protection beside them, of which only admins see
 * all (fact 26), and whether the repository lets PRs be merged by a merge commit.
 */
export async function readBranchRules(line: Line, branch: string): Promise<Read<BranchRules>> {
  const what = doing(line, `read the rules of ${branch}`, needs);
  return call(
    what,
    async () => found(rulesTogether(await rulesRead(line, branch))),
    (answer) => refusal(answer, what) ?? undefined,
  );
}

async function rulesRead(line: Line, branch: string): Promise<BranchRules[]> {
  const rules = [...(await rulesetRules(line, branch)), ...(await classicRules(line, branch))];
  const { data } = await line.octokit.rest.repos.get(repo(line));
  return [...rules, { ...noRules, mergesPullRequests: data.allow_merge_commit !== false }];
}

function rulesTogether(rules: readonly BranchRules[]): BranchRules {
  const pushers = rules.flatMap((rule) => (rule.pushers === null ? [] : [rule.pushers]));
  return {
    byPullRequest: [...new Set(rules.flatMap((rule) => rule.byPullRequest))],
    linear: rules.some((rule) => rule.linear),
    mergesPullRequests: rules.every((rule) => rule.mergesPullRequests),
    signed: rules.some((rule) => rule.signed),
    pushers: pushers.length === 0 ? null : pushers.reduce((a, b) => a.filter((one) => b.includes(one))),
    hidden: rules.some((rule) => rule.hidden),
  };
}

interface ActiveRule {
  readonly type: string;
  readonly parameters?: unknown;
}

/** None where GitHub does not know of rulesets: an Enterprise Server before 3.11. */
async function rulesetRules(line: Line, branch: string): Promise<BranchRules[]> {
  const { rest, paginate } = line.octokit;
  const rules: ActiveRule[] | null = await orNull(
    paginate(rest.repos.getBranchRules, { ...repo(line), branch, per_page: 100 }),
    notThere,
  );
  return (rules ?? []).map(ofRuleset);
}

function ofRuleset({ type, parameters }: ActiveRule): BranchRules {
  const demands = (why: string): BranchRules => ({ ...noRules, byPullRequest: [why] });
  switch (type) {
    case 'pull_request':
      return { ...demands('changes have to come by a PR'), mergesPullRequests: mayMerge(parameters) };
    case 'merge_queue':
      return demands('it has a merge queue');
    case 'required_status_checks':
      return demands('checks have to pass first');
    case 'required_deployments':
      return demands('it has to be deployed first');
    case 'workflows':
      return demands('workflows have to pass first');
    case 'code_scanning':
      return demands('code scanning has to have its results first');
    case 'update':
      return demands('only some may update it');
    case 'required_linear_history':
      return { ...noRules, linear: true, mergesPullRequests: false };
    case 'required_signatures':
      return { ...noRules, signed: true };
    default:
      return noRules;
  }
}

function mayMerge(parameters: unknown): boolean {
  const allowed =
    typeof parameters === 'object' && parameters !== null && 'allowed_merge_methods' in parameters
      ? parameters.allowed_merge_methods
      : undefined;
  return !Array.isArray(allowed) || allowed.includes('merge');
}

async function classicRules(line: Line, branch: string): Promise<BranchRules[]> {
  const { repos } = line.octokit.rest;
  const at = { ...repo(line), branch };
  const shown = await orNull(repos.getBranch(at), notThere);
  if (shown?.data.protected !== true) return [];
  const rule = await classicRule(line, branch);
  // What protects it then is a ruleset.
  if (rule === 'none') return [];
  if (rule === 'hidden') return [{ ...noRules, hidden: true }];
  const { data } = rule;
  const linear = data.required_linear_history?.enabled === true;
  const { restrictions } = data;
  return [
    {
      byPullRequest: [
        ...(data.required_pull_request_reviews === undefined ? [] : ['changes have to come by a PR']),
        ...(data.required_status_checks === undefined ? [] : ['checks have to pass first']),
        ...(data.lock_branch?.enabled === true ? ['it is locked'] : []),
      ],
      linear,
      mergesPullRequests: !linear,
      signed: data.required_signatures?.enabled === true,
      pushers:
        restrictions === undefined
          ? null
          : [
              ...restrictions.users.flatMap(({ login }) => login ?? []),
              ...restrictions.apps.flatMap(({ slug }) => (slug === undefined ? [] : [`${slug}[bot]`])),
            ],
      hidden: false,
    },
  ];
}

async function classicRule(line: Line, branch: string) {
  try {
    return await line.octokit.rest.repos.getBranchProtection({ ...repo(line), branch });
  } catch (thrown) {
    const { status, message } = answerOfError(thrown);
    if (status === 404 && /branch not protected/i.test(message)) return 'none';
    if (status === 403 || status === 404) return 'hidden';
    throw thrown;
  }
}

const notThere = ({ status }: Answer): boolean => status === 404;

/** What was asked for; null where GitHub's answer is one of these. */
async function orNull<T>(asked: Promise<T>, isNone: (answer: Answer) => boolean): Promise<T | null> {
  try {
    return await asked;
  } catch (thrown) {
    if (isNone(answerOfError(thrown))) return null;
    throw thrown;
  }
}
