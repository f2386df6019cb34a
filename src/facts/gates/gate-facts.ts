import type { Change } from '../../domain/change.ts';
import type { Contents } from '../../domain/contents.ts';
import { found, type Read, unreadable } from '../../domain/errors.ts';
import {
  type CommandRequest,
  type CommandRun,
  type FactRequest,
  factKey,
  type GateFacts,
  type Missing,
  type Subject,
} from '../../domain/facts.ts';
import type { Sha } from '../../domain/git.ts';
import type { LedgerEntry } from '../../domain/ledger.ts';
import type { Policy } from '../../domain/policy.ts';
import type { GitHub } from '../../github/github.ts';
import { ticketsOf } from './tickets.ts';

export interface GatherOptions {
  readonly policy: Policy;
  readonly subject: Subject;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly github: GitHub | null;
  /** The changes under judgement, read only where a gate asks for them. */
  readonly changes: () => Promise<Read<readonly Change[]>>;
  readonly command: (request: CommandRequest) => Promise<Read<CommandRun>>;
  /** What the changes' PRs were when these approvals were given. */
  readonly contents: (changes: readonly Change[], approvals: readonly string[]) => Promise<Contents>;
  /** Which of the changes the signed-off candidates hold. */
  readonly held: (changes: readonly Change[], records: readonly LedgerEntry[]) => Promise<GateFacts['held']>;
  /** What production has and a commit has not, in landing order. */
  readonly unsynced: (sha: Sha) => Promise<Read<readonly Missing[]>>;
  /** The branches of the remote that fit a pattern. */
  readonly featureBranches: (match: string) => Promise<GateFacts['featureBranches'][string]>;
  /** What comes of merging a commit into each of these branches. */
  readonly merges: (sha: Sha, into: readonly string[]) => Promise<GateFacts['merges'][string]>;
  /** The text of a file of a commit; null where it has none at that path. */
  readonly file: (sha: Sha, path: string) => Promise<Read<string | null>>;
  /** The version's ledger entries, oldest first; read only where a gate asks for them. */
  readonly records: () => Promise<Read<readonly LedgerEntry[]>>;
}

/** Answers what the gates ask for, each question once. Without GitHub what only it knows is not readable. */
export async function gatherFacts(
  requests: readonly FactRequest[],
  options: GatherOptions,
): Promise<GateFacts> {
  const { github } = options;
  const facts = {
    pullRequests: {} as Record<string, GateFacts['pullRequests'][string]>,
    checks: {} as Record<string, GateFacts['checks'][string]>,
    issues: {} as Record<string, GateFacts['issues'][string]>,
    teams: {} as Record<string, GateFacts['teams'][string]>,
    commands: {} as Record<string, GateFacts['commands'][string]>,
    unsynced: {} as Record<string, GateFacts['unsynced'][string]>,
    featureBranches: {} as Record<string, GateFacts['featureBranches'][string]>,
    merges: {} as Record<string, GateFacts['merges'][string]>,
    files: {} as Record<string, GateFacts['files'][string]>,
  };
  let changes: GateFacts['changes'] = found([]);
  let records: GateFacts['records'] = unreadable('nobody asked for the record');
  const answer = async (request: FactRequest): Promise<void> => {
    const key = factKey(request);
    switch (request.kind) {
      case 'changes':
        changes = await options.changes();
        return;
      case 'command':
        facts.commands[key] = await options.command(request);
        return;
      case 'unsynced':
        facts.unsynced[key] = await options.unsynced(request.sha);
        return;
      case 'feature-branches':
        facts.featureBranches[key] = await options.featureBranches(request.match);
        return;
      case 'merges':
        facts.merges[key] = await options.merges(request.sha, request.into);
        return;
      case 'file':
        facts.files[key] = await options.file(request.sha, request.path);
        return;
      case 'records':
        records = await options.records();
        return;
      case 'pull-requests':
        facts.pullRequests[key] = (await github?.selectPullRequests(request.select)) ?? noGitHub;
        return;
      case 'issues':
        facts.issues[key] = (await github?.openIssues(request)) ?? noGitHub;
        return;
      case 'team':
        facts.teams[key] = (await github?.team(request.team)) ?? noGitHub;
        return;
      case 'checks':
      case 'contents':
      case 'held':
      case 'tickets':
        return;
    }
  };
  const shas = requests.flatMap((request) => (request.kind === 'checks' ? [request.sha] : []));
  const approvals = requests.flatMap((request) => (request.kind === 'contents' ? request.approvals : []));
  await Promise.all([
    ...requests.map(answer),
    readChecks(github, shas).then((c) => Object.assign(facts.checks, c)),
  ]);
  const contents =
    changes.ok && approvals.length > 0 ? await options.contents(changes.value, [...new Set(approvals)]) : {};
  const wantsHeld = requests.some(({ kind }) => kind === 'held');
  const held =
    wantsHeld && changes.ok && records.ok
      ? await options.held(changes.value, records.value)
      : unreadable('nobody asked for what the candidates hold');
  const wantsTickets = requests.some(({ kind }) => kind === 'tickets');
  const tickets =
    changes.ok && wantsTickets
      ? await ticketsOf(github, changes.value)
      : unreadable('nobody asked for the issues');
  const { subject, policy, now } = options;
  return { subject, policy, now, ...facts, changes, contents, held, tickets, records };
}

const noGitHub: Read<never> = unreadable('this repository is not connected to GitHub');

async function readChecks(github: GitHub | null, shas: readonly Sha[]): Promise<GateFacts['checks']> {
  if (shas.length === 0) return {};
  if (github === null) return Object.fromEntries(shas.map((sha) => [sha, noGitHub]));
  return Object.fromEntries(await github.checks(shas));
}
