import type { Release } from '../../domain/change.ts';
import { type Read, RelError } from '../../domain/errors.ts';
import type { GitHub, OpenedIssue } from '../../github/github.ts';
import type { Effect, RequestEffect } from '../../plans/undo/undo-facts.ts';
import type { OpenPullRequest, PullRequestsThen } from '../../steps/open-pull-request.ts';
import type { PublishedOver } from '../../steps/publish-release.ts';
import type { StatusThen } from '../../steps/set-status.ts';
import type { World } from '../world.ts';
import type { Happened } from './happened.ts';

/**
 * What the operation told on GitHub, with what stands there now. Throws RelError `no-token` where there is no connection
 * to it, and as GitHub's questions do: nothing is guessed.
 */
export async function effectsNow(
  { github }: Pick<World, 'github'>,
  happened: Happened,
  since: string,
): Promise<Effect[]> {
  const { effects } = happened;
  if (effects.length === 0) return [];
  if (github === null) throw noGitHub();
  const release = onceByTag(github);
  return Promise.all(effects.map((one) => effectNow(one, { github, release, since })));
}

interface Asked {
  readonly github: GitHub;
  readonly release: (tag: string) => Promise<Release | null>;
  readonly since: string;
}

async function effectNow({ step, before }: Happened['effects'][number], asked: Asked): Promise<Effect> {
  const { github, release, since } = asked;
  switch (step.kind) {
    case 'report-pick':
      return { kind: 'report', step, before: before as { body: string } | null | undefined };
    case 'label-pull-request':
      return { kind: 'label', step, before: before as boolean | null | undefined };
    case 'publish-release': {
      const over = before as PublishedOver | undefined;
      const now = await release(step.tag);
      return { kind: 'release', step, before: over?.release, latest: over?.latest ?? null, now };
    }
    case 'abandon-release':
    case 'draft-release':
    case 'update-release': {
      const now = await release(step.tag);
      return { kind: 'release', step, before: before as Release | null | undefined, latest: null, now };
    }
    case 'open-pull-request':
      return {
        kind: 'request',
        step,
        before: before as PullRequestsThen | null | undefined,
        now: await requestsNow(step, github),
      };
    case 'set-status':
      return { kind: 'status', step, before: before as StatusThen | undefined };
    case 'open-issue':
      return {
        kind: 'issue',
        step,
        before: before as OpenedIssue | null | undefined,
        now: await github.findOpenedIssue(step.marker, since),
      };
    case 'close-milestone':
    case 'open-milestone':
      return { kind: 'milestone', step };
    default:
      throw new Error(`rel undo does not know what takes a step ${step.kind} back`);
  }
}

async function requestsNow({ head, base }: OpenPullRequest, github: GitHub): Promise<RequestEffect['now']> {
  return readOrThrow(await github.pullRequestsOfBranch(head, base));
}

/** What was read. Throws RelError `github-refused` where it was not: what is taken back is not guessed. */
export function readOrThrow<T>(read: Read<T>): T {
  if (read.ok) return read.value;
  throw new RelError({
    code: 'github-refused',
    message: `what is to be taken back cannot be told: ${read.why}`,
    remedy: 'run the same command again',
  });
}

/** One reading for a release, however many steps changed it. */
function onceByTag(github: GitHub): (tag: string) => Promise<Release | null> {
  const known = new Map<string, Promise<Release | null>>();
  return (tag) => {
    const read = known.get(tag) ?? github.findRelease(tag);
    known.set(tag, read);
    return read;
  };
}

const noGitHub = (): RelError =>
  new RelError({
    code: 'no-token',
    message:
      'what was told on GitHub is to be taken back, and there is no connection to it; nothing was changed',
    remedy: 'set GH_TOKEN, or run: gh auth login; then run: rel undo',
  });
