import type { Check } from '../domain/change.ts';
import { found, type Read, unreadable } from '../domain/errors.ts';
import { Sha } from '../domain/git.ts';
import { askAliased } from './aliased.ts';
import { ask, doing, type Line, troubleAt } from './ask.ts';
import { present, toCheck } from './map.ts';
import { everyPage, isWholeList } from './pages.ts';
import {
  type AssociatedPullRequest,
  authorsBySha,
  type CheckNode,
  type CommitAuthor,
  type CommitChecks,
  type CommitPullRequests,
  checksBySha,
  type MoreChecks,
  moreChecks,
  pullRequestsBySha,
} from './queries/commits.ts';
import type { Fields } from './queries/fields.ts';
import type { Page } from './queries/shared.ts';

/** See `GitHub.pullRequestsOfCommits`. */
export async function readPullRequestsOfCommits(
  line: Line,
  shas: readonly Sha[],
): Promise<Map<Sha, Read<readonly number[]>>> {
  const answers = await askPullRequests(line, shas);
  return new Map([...answers].map(([sha, read]) => [sha, read.ok ? ordered(sha, read.value) : read]));
}

/**
 * See `GitHub.landedBy`. Which PR GitHub merged as a commit never changes; which others a commit belongs to may, and is
 * asked for again.
 */
export async function readLandedBy(line: Line, shas: readonly Sha[]): Promise<Map<Sha, Read<number | null>>> {
  const { memory } = line;
  const answers = await askPullRequests(
    line,
    shas.filter((sha) => memory.mergedAs(sha) === null),
  );
  const by = new Map<Sha, Read<number | null>>();
  for (const sha of shas) {
    const known = memory.mergedAs(sha);
    const answer = answers.get(sha);
    const read = answer?.ok ? ordered(sha, answer.value) : answer;
    if (known !== null) by.set(sha, found(known));
    else if (read !== undefined) by.set(sha, read.ok ? found(read.value[0] ?? null) : read);
  }
  const merged = [...answers].flatMap(([sha, read]) => {
    const pulls = read.ok ? present(read.value.associatedPullRequests?.nodes ?? []) : [];
    const own = pulls.filter((pr) => pr.merged && pr.mergeCommit?.oid === sha);
    // Two that were merged as the same commit are asked for again.
    return own.length === 1 ? own.map((pr) => [sha, pr.number] as const) : [];
  });
  memory.keep({ merged });
  return by;
}

function askPullRequests(line: Line, shas: readonly Sha[]): Promise<Map<Sha, Read<CommitPullRequests>>> {
  const needs = 'pull requests: read';
  const question = { fields: pullRequestsBySha, part: 'pull requests', needs, atOnce: 150 };
  return askCommits<CommitPullRequests>(line, shas, question);
}

/** The one whose merge commit it is comes first (fact 15), then other merged ones, then the rest. */
function ordered(sha: Sha, commit: CommitPullRequests): Read<readonly number[]> {
  const page = commit.associatedPullRequests;
  if (page === null || !isWholeList(page)) {
    return unreadable(`GitHub did not give all pull requests of ${sha}`);
  }
  const rank = (pr: AssociatedPullRequest) => (!pr.merged ? 2 : pr.mergeCommit?.oid === sha ? 0 : 1);
  return found([...present(page.nodes)].sort((a, b) => rank(a) - rank(b)).map((pr) => pr.number));
}

/** See `GitHub.authors`. */
export async function readAuthors(line: Line, shas: readonly Sha[]): Promise<Map<Sha, Read<string | null>>> {
  const question = { fields: authorsBySha, part: 'author', needs: 'contents: read', atOnce: 100 };
  const answers = await askCommits<CommitAuthor>(line, shas, question);
  return new Map(
    [...answers].map(([sha, read]) => [sha, read.ok ? found(read.value.author?.user?.login ?? null) : read]),
  );
}

/** See `GitHub.checks`. */
export async function readChecks(
  line: Line,
  shas: readonly Sha[],
): Promise<Map<Sha, Read<readonly Check[]>>> {
  const question = { fields: checksBySha, part: 'checks', needs: checkNeeds, atOnce: 25 };
  const answers = await askCommits<CommitChecks>(line, shas, question);
  const whole = [...answers].map(
    async ([sha, read]) => [sha, read.ok ? await everyCheck(line, sha, read.value) : read] as const,
  );
  return new Map(await Promise.all(whole));
}

const checkNeeds = 'checks: read and commit statuses: read';

async function everyCheck(line: Line, sha: Sha, commit: CommitChecks): Promise<Read<readonly Check[]>> {
  const first = commit.statusCheckRollup?.contexts;
  if (first === undefined) return found([]);
  const what = doing(line, `read the checks of ${sha}`, checkNeeds);
  const nodes = await everyPage<CheckNode>(async (after): Promise<Read<Page<CheckNode>>> => {
    if (after === null) return found(first);
    const reply = await ask<MoreChecks>(line, moreChecks, { sha, after }, what);
    const page = reply.data?.repository?.object?.statusCheckRollup?.contexts;
    const failed = troubleAt(reply, ['repository'], what);
    return failed?.read ?? (page === undefined ? unreadable(`the checks of ${sha} are gone`) : found(page));
  });
  return nodes.ok ? found(nodes.value.map(toCheck)) : nodes;
}

interface CommitQuestion {
  readonly fields: Fields<string>;
  readonly part: string;
  readonly needs: string;
  readonly atOnce: number;
}

/** What each SHA brought; one that is no whole SHA, no commit, or unknown to GitHub is not ok. */
async function askCommits<C extends { readonly oid: string }>(
  line: Line,
  shas: readonly Sha[],
  { fields, part, needs, atOnce }: CommitQuestion,
): Promise<Map<Sha, Read<C>>> {
  const unknown = (sha: Sha) => unreadable(`GitHub does not know the commit ${sha}`);
  const possible = shas.filter((sha) => Sha.safeParse(sha).success);
  const answers = await askAliased<Sha, Partial<C>>(line, possible, {
    fields,
    atOnce,
    what: (sha) => `read the ${part} of ${sha}`,
    needs,
    missing: unknown,
  });
  return new Map(
    shas.map((sha) => {
      const read = answers.get(sha) ?? unknown(sha);
      if (!read.ok) return [sha, read];
      return [sha, isCommit<C>(read.value) ? found(read.value) : unknown(sha)];
    }),
  );
}

/** A tree, blob or tag answers none of the fields that are asked of a commit. */
const isCommit = <C extends { readonly oid: string }>(node: Partial<C>): node is C => node.oid !== undefined;
