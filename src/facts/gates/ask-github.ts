import { found, type Read, unreadable } from '../../domain/errors.ts';
import { type FactRequest, factKey, type GateFacts } from '../../domain/facts.ts';
import type { GitHub } from '../../github/github.ts';
import type { ChangesReader } from '../changes.ts';
import { ticketsOf } from './tickets.ts';

interface Asking {
  readonly github: GitHub | null;
  readonly changes: ChangesReader;
}

/** What GitHub alone can answer. */
type Asked = Pick<GateFacts, 'changes' | 'checks' | 'issues' | 'pullRequests' | 'teams' | 'tickets'>;
type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type Answers<K extends 'checks' | 'issues' | 'pullRequests' | 'teams'> = Mutable<GateFacts[K]>;

/** Asks GitHub for all of this at once, each question once. */
export async function askGitHub(
  requests: readonly FactRequest[],
  { github, changes }: Asking,
): Promise<Asked> {
  const checks: Answers<'checks'> = {};
  const issues: Answers<'issues'> = {};
  const pullRequests: Answers<'pullRequests'> = {};
  const teams: Answers<'teams'> = {};
  const has = (kind: FactRequest['kind']) => requests.some((request) => request.kind === kind);
  const answer = async (request: FactRequest): Promise<void> => {
    const key = factKey(request);
    switch (request.kind) {
      case 'checks':
        checks[key] = (await github?.checks([request.sha]))?.get(request.sha) ?? noGitHub;
        return;
      case 'issues':
        issues[key] = (await github?.openIssues(request)) ?? noGitHub;
        return;
      case 'pull-requests':
        pullRequests[key] = (await github?.listPullRequests(request.select)) ?? noGitHub;
        return;
      case 'team':
        teams[key] = (await github?.team(request.team)) ?? noGitHub;
        return;
    }
  };
  const [landed] = await Promise.all([
    landedWith(github, has('changes') ? changes : null, has('tickets')),
    ...requests.map(answer),
  ]);
  return { ...landed, checks, issues, pullRequests, teams };
}

async function landedWith(
  github: GitHub | null,
  reader: ChangesReader | null,
  wantsTickets: boolean,
): Promise<Pick<GateFacts, 'changes' | 'tickets'>> {
  const changes = reader === null ? found([]) : await reader();
  const tickets =
    changes.ok && wantsTickets
      ? await ticketsOf(github, changes.value)
      : unreadable('nobody asked for the issues');
  return { changes, tickets };
}

const noGitHub: Read<never> = unreadable('this repository is not connected to GitHub');
