import type { Issue } from '../../state.ts';
import { connection, sorted } from '../connection.ts';
import { NotCovered } from '../errors.ts';
import type { Args, Context } from '../types.ts';
import { isPull, issueOrPull } from './lists.ts';

type Test = (issue: Issue, value: string, context: Context) => boolean;

const same = (one: string | null | undefined, other: string): boolean =>
  one?.toLowerCase() === other.toLowerCase();
const who = (value: string, { viewer }: Context): string =>
  value === '@me' ? viewer.login : value.replace(/^@/, '');
const isTests: Record<string, (issue: Issue) => boolean> = {
  pr: isPull,
  issue: (issue) => !isPull(issue),
  open: ({ state }) => state === 'open',
  closed: ({ state }) => state === 'closed',
  merged: ({ pull }) => pull?.merged != null,
  unmerged: ({ pull }) => pull !== null && pull.merged === null,
  draft: ({ pull }) => pull?.draft === true,
};
const is: Test = (issue, value) => {
  const test = isTests[value];
  if (test === undefined) throw new NotCovered(`search qualifier is:${value}`);
  return test(issue);
};

const qualifiers: Record<string, Test> = {
  is,
  type: is,
  state: is,
  repo: (_, value, { state }) => same(`${state.owner}/${state.name}`, value),
  author: ({ author }, value, context) => same(author, who(value, context)),
  assignee: ({ assignees }, value, context) => assignees.some((login) => same(login, who(value, context))),
  'review-requested': ({ pull }, value, context) =>
    pull?.requestedReviewers.some((login) => same(login, who(value, context))) ?? false,
  label: ({ labels }, value) =>
    value.split(',').some((each) => labels.some((name) => same(name, each.replaceAll('"', '')))),
  milestone: ({ milestone }, value, { state }) =>
    same(state.milestones.find(({ number }) => number === milestone)?.title, value),
  base: ({ pull }, value) => same(pull?.base, value),
  head: ({ pull }, value) => pull?.headRef.toLowerCase().startsWith(value.toLowerCase()) ?? false,
  draft: ({ pull }, value) => pull !== null && String(pull.draft) === value,
};

/** GitHub's search for issues and PRs by the qualifiers above; another one is 501. Newest first. */
export function search(args: Args, context: Context) {
  const terms = [...(args.query ?? '').matchAll(/(-?)(?:([\w-]+):)?("[^"]*"|\S+)/g)].map(
    ([, not, name, value = '']) => ({ not: not === '-', name, value: value.replace(/^"|"$/g, '') }),
  );
  let found: readonly Issue[] = sorted(context.state.issues, ({ number }) => number, 'DESC');
  for (const { not, name, value } of terms) {
    if (name === 'sort') continue;
    const test = name === undefined ? titled : qualifiers[name];
    if (test === undefined) throw new NotCovered(`search qualifier ${name}:`);
    found = found.filter((issue) => test(issue, value, context) !== not);
  }
  const page = connection(ordered(found, terms.find(({ name }) => name === 'sort')?.value), args, {
    node: issueOrPull,
    key: ({ id }) => id,
  });
  return { ...page, issueCount: page.totalCount };
}

const titled: Test = ({ title, body }, value) =>
  `${title}\n${body ?? ''}`.toLowerCase().includes(value.toLowerCase());

function ordered(found: readonly Issue[], sort: string | undefined): readonly Issue[] {
  if (sort === undefined || sort === 'created-desc') return found;
  if (sort === 'created-asc') return [...found].reverse();
  const direction = sort.endsWith('-asc') ? 'ASC' : 'DESC';
  if (sort.startsWith('updated')) return sorted(found, ({ updatedAt }) => updatedAt, direction);
  throw new NotCovered(`search qualifier sort:${sort}`);
}
