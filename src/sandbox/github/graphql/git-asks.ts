import DataLoader from 'dataloader';
import { type CommitData, type ObjectData, readCommit } from '../commit-data.ts';
import type { Origin } from '../origin.ts';
import { baseTip, mergeability } from '../pulls.ts';
import type { State } from '../state.ts';
import type { GitAsks, PullIssue } from './types.ts';

/** Answers about whole SHAs never change: kept from request to request, the oldest forgotten first. */
const lasting = new Map<string, Promise<unknown>>();
const room = 2000;

function remembered<T>(
  memory: Map<string, Promise<unknown>>,
  key: string,
  ask: () => Promise<T>,
): Promise<T> {
  const known = memory.get(key) as Promise<T> | undefined;
  if (known !== undefined) return known;
  const asked = ask();
  memory.set(key, asked);
  asked.catch(() => memory.delete(key));
  const oldest = memory.size > room ? memory.keys().next().value : undefined;
  if (oldest !== undefined) memory.delete(oldest);
  return asked;
}

/** Git's answers for one request; `state` is asked for anew, since a mutation replaces it. */
export function askGit(origin: Origin, state: () => State): GitAsks {
  const objects = new DataLoader<string, ObjectData | null>(async (shas) => {
    const found = new Map((await origin.objects(shas)).map((object) => [object.sha, object]));
    return shas.map((sha) => found.get(sha) ?? null);
  });
  const brief = new Map<string, Promise<unknown>>();
  const forGood = <T>(kind: string, key: string, ask: () => Promise<T>): Promise<T> =>
    remembered(lasting, `${origin.path} ${kind} ${key}`, ask);
  const object = (sha: string) => objects.load(sha);
  const base = (issue: PullIssue) => baseTip(state(), issue.pull, issue.state === 'open');

  const commit = async (sha: string): Promise<CommitData | null> => {
    const found = await object(sha);
    return found?.type === 'commit' ? readCommit(found) : null;
  };
  const between = (from: string, to: string) =>
    forGood('between', `${from} ${to}`, () => origin.between(from, to));
  return {
    object,
    commit,
    expression: (text) => remembered(brief, `expression ${text}`, () => expression(origin, text)),
    refs: () => remembered(brief, 'refs', () => origin.refs()),
    pullCommits: async (issue) =>
      (await commit(issue.pull.headSha)) === null ? [] : between(base(issue), issue.pull.headSha),
    files: async (issue) => {
      const { headSha } = issue.pull;
      if ((await commit(headSha)) === null) return [];
      return forGood('files', `${base(issue)} ${headSha}`, async () => {
        const from = await origin.mergeBase(base(issue), headSha);
        return from === null ? [] : origin.files(from, headSha);
      });
    },
    changes: (sha) =>
      forGood('changes', sha, async () => {
        const parent = (await commit(sha))?.parents[0];
        return origin.files(parent ?? (await emptyTree(origin)), sha);
      }),
    // Once a request: asking a second time within it would start and end GitHub's background job at once.
    mergeable: (issue) =>
      remembered(brief, `mergeable ${issue.number}`, () => mergeability(state(), origin, issue.pull)),
    history: (sha) =>
      forGood('history', sha, async () =>
        (await origin.git(['rev-list', '--end-of-options', sha])).split('\n').filter(Boolean),
      ),
  };
}

async function expression(origin: Origin, text: string): Promise<string | null> {
  const result = await origin.run(['rev-parse', '--verify', '--quiet', '--end-of-options', text]);
  const sha = result.stdout.toString().trim();
  return result.code === 0 && /^[0-9a-f]{40,64}$/.test(sha) ? sha : null;
}

const emptyTree = (origin: Origin): Promise<string> =>
  origin.git(['hash-object', '-t', 'tree', '--stdin'], { input: '' });
