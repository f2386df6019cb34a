import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { State as GitHubState } from '../../../src/sandbox/github/state.ts';
import { endState, type Place, type State } from './place.ts';

/**
 * What an undo gives back: all but the ledger, which grows; GitHub's timelines, times and numbers; and statuses, which
 * nobody can delete. A PR or an issue that was opened (its number is above `last`) stays, closed.
 */
export function undoneState(place: Place, last: number): State {
  const state = endState(place);
  const kept = Object.entries(state).filter(
    ([name]) => name !== 'github/state.json' && name !== 'refs/rel/ledger' && !isOpenedPull(name, last),
  );
  return Object.fromEntries([...kept, ...Object.entries(onGitHub(place, last))]);
}

export const lastNumber = (place: Place): number => read(place).lastNumber;

const isOpenedPull = (ref: string, last: number): boolean =>
  Number(/^refs\/pull\/(\d+)\//.exec(ref)?.[1] ?? 0) > last;

const read = (place: Place): GitHubState =>
  JSON.parse(readFileSync(join(place.github, 'state.json'), 'utf8')) as GitHubState;

function onGitHub(place: Place, last: number): State {
  const { issues, milestones, releases } = read(place);
  return Object.fromEntries(
    [
      ...issues.map((issue) => [
        `#${issue.number}`,
        issue.number > last ? issue.state : JSON.stringify(issueText(issue)),
      ]),
      ...milestones.map(({ title, description, state }) => [
        `milestone ${title}`,
        `${state}: ${description}`,
      ]),
      ...releases.map(({ tag, target, name, body, draft, latest }) => [
        `release ${tag}`,
        JSON.stringify({ target, name, body, draft, latest }),
      ]),
    ].filter(([name, text]) => !(Number(name?.slice(1)) > last && text === 'closed')),
  );
}

const issueText = ({
  title,
  body,
  state,
  labels,
  milestone,
  assignees,
  comments,
  pull,
}: GitHubState['issues'][number]) => ({
  title,
  body,
  state,
  labels: [...labels].sort(),
  milestone,
  assignees,
  comments: comments.map((comment) => [comment.author, comment.body]),
  pull: pull === null ? null : [pull.draft, pull.base, pull.headRef, pull.headSha, pull.merged?.sha],
});
