import type { Change } from '../../domain/change.ts';
import type { AlteredChanges, Contents } from '../../domain/contents.ts';
import { type Read, unreadable } from '../../domain/errors.ts';
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
import type { ChangesReader } from '../changes.ts';
import { askGitHub } from './ask-github.ts';
import { type Awaiting, atHand } from './awaiting.ts';

export interface GatherOptions {
  readonly policy: Policy;
  readonly subject: Subject;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly github: GitHub | null;
  /** The changes under judgement, read only where a gate asks for them. */
  readonly changes: ChangesReader;
  /** Fetches the commits that are not here, as far as the remote still has them. */
  readonly fetch: (commits: readonly Sha[]) => Promise<void>;
  readonly command: (request: CommandRequest) => Promise<Read<CommandRun>>;
  /** What the changes' PRs were when these approvals were given. */
  readonly contents: (changes: readonly Change[], approvals: readonly string[]) => Awaiting<Contents>;
  /** Which of the changes are not as their PRs have them. */
  readonly altered: (changes: readonly Change[]) => Awaiting<AlteredChanges>;
  /** Which of the changes the signed-off candidates hold. */
  readonly held: (changes: readonly Change[], records: readonly LedgerEntry[]) => Awaiting<GateFacts['held']>;
  /** What production has and a commit has not, in landing order. */
  readonly unsynced: (sha: Sha) => Promise<Read<readonly Missing[]>>;
  /** The branches of the remote that fit a pattern. */
  readonly featureBranches: (match: string) => Promise<Awaiting<GateFacts['featureBranches'][string]>>;
  /** What comes of bringing a commit onto each of these branches. */
  readonly merges: (
    asked: Extract<FactRequest, { kind: 'merges' }>,
  ) => Promise<Awaiting<GateFacts['merges'][string]>>;
  /** The text of a file of a commit; null where it has none at that path. */
  readonly file: (sha: Sha, path: string) => Promise<Read<string | null>>;
  /** The version's ledger entries, oldest first; read only where a gate asks for them. */
  readonly records: () => Promise<Read<readonly LedgerEntry[]>>;
}

/**
 * Answers what the gates ask for, each question once, in three rounds: what git knows already and what GitHub knows,
 * of which all that does not wait for an answer is asked together; one fetch of every commit that an answer needs; and
 * what is computed from them. Without GitHub what only it knows is not readable.
 */
export async function gatherFacts(
  requests: readonly FactRequest[],
  options: GatherOptions,
): Promise<GateFacts> {
  const { subject, policy, now } = options;
  const records = wanted(requests, 'records') ? options.records() : nobodyAsked('the record');
  const [local, remote] = await Promise.all([
    localFacts(requests, options),
    remoteFacts(requests, options, records),
  ]);
  return { subject, policy, now, ...local, ...remote, records: await records };
}

const wanted = (requests: readonly FactRequest[], kind: FactRequest['kind']): boolean =>
  requests.some((request) => request.kind === kind);

const nobodyAsked = async (what: string): Promise<Read<never>> => unreadable(`nobody asked for ${what}`);

type Answers<K extends keyof GateFacts> = Record<
  string,
  GateFacts[K] extends Readonly<Record<string, infer V>> ? V : never
>;

async function localFacts(requests: readonly FactRequest[], options: GatherOptions) {
  const commands: Answers<'commands'> = {};
  const unsynced: Answers<'unsynced'> = {};
  const files: Answers<'files'> = {};
  await Promise.all(
    requests.map(async (request) => {
      const key = factKey(request);
      if (request.kind === 'command') commands[key] = await options.command(request);
      if (request.kind === 'unsynced') unsynced[key] = await options.unsynced(request.sha);
      if (request.kind === 'file') files[key] = await options.file(request.sha, request.path);
    }),
  );
  return { commands, unsynced, files };
}

async function remoteFacts(
  requests: readonly FactRequest[],
  options: GatherOptions,
  recorded: Promise<GateFacts['records']>,
) {
  // Before GitHub is asked, so that its first question is asked with those of the other gates.
  if (wanted(requests, 'changes')) await options.changes.landed?.();
  const [asked, merges, featureBranches] = await Promise.all([
    askGitHub(requests, options),
    awaitedOf(requests, (one) => (one.kind === 'merges' ? options.merges(one) : null)),
    awaitedOf(requests, (one) =>
      one.kind === 'feature-branches' ? options.featureBranches(one.match) : null,
    ),
  ]);
  const approvals = requests.flatMap((request) => (request.kind === 'contents' ? request.approvals : []));
  const { changes } = asked;
  const landed = changes.ok ? changes.value : [];
  const contents = approvals.length > 0 ? options.contents(landed, [...new Set(approvals)]) : atHand({});
  const altered = approvals.length > 0 ? options.altered(landed) : atHand({});
  const records = wanted(requests, 'held') ? await recorded : unreadable('nobody asked');
  const held =
    changes.ok && records.ok
      ? options.held(changes.value, records.value)
      : atHand(unreadable('nobody asked for what the candidates hold'));
  const all = [...merges.values(), ...featureBranches.values(), contents, altered, held];
  await options.fetch(all.flatMap(({ commits }) => commits));
  return {
    ...asked,
    merges: await readEach(merges),
    featureBranches: await readEach(featureBranches),
    contents: await contents.read(),
    altered: await altered.read(),
    held: await held.read(),
  };
}

async function awaitedOf<T>(
  requests: readonly FactRequest[],
  ask: (request: FactRequest) => Promise<Awaiting<T>> | null,
): Promise<Map<string, Awaiting<T>>> {
  const all = requests.flatMap((request) => {
    const asked = ask(request);
    return asked === null ? [] : [asked.then((answer) => [factKey(request), answer] as const)];
  });
  return new Map(await Promise.all(all));
}

async function readEach<T>(answers: ReadonlyMap<string, Awaiting<T>>): Promise<Record<string, T>> {
  const all: Record<string, T> = {};
  for (const [key, { read }] of answers) all[key] = await read();
  return all;
}
