import type { PullRequest } from '../../domain/change.ts';
import { found, type Read, unreadable } from '../../domain/errors.ts';
import type { Sha } from '../../domain/git.ts';
import type { LedgerEntry } from '../../domain/ledger.ts';
import type { Notes } from '../../domain/notes.ts';
import { fillPattern } from '../../domain/pattern.ts';
import { releaseTitle } from '../../domain/train-name.ts';
import { listCommits } from '../../git/history.ts';
import { fetchObjects } from '../../git/remote.ts';
import type { NotedChange } from '../../plans/notes/facts.ts';
import { releaseNotes } from '../../plans/notes/release-notes.ts';
import { versionEntries } from '../ledger/entries.ts';
import type { World } from '../world.ts';
import { earlierReleases } from './earlier-releases.ts';
import { notedChanges } from './noted-changes.ts';
import type { NotedUnit } from './noted-units.ts';

/** Whose notes are wanted. */
export interface NotesAsked {
  readonly version: string;
  /** The commit, and what it is called: a candidate, a release tag, a branch. */
  readonly sha: Sha;
  readonly ref: string;
  /** What changes are counted from where it is not the release before: a candidate or another release. */
  readonly since?: { readonly ref: string; readonly sha: Sha };
  /** YYYY-MM-DD: the day of the release; null where it is not out. */
  readonly date: string | null;
}

/**
 * The notes of a version at a commit: git is read for what came since the release before it and is not shipped yet,
 * GitHub for PRs, their texts and the known issues (three requests for fifty PRs), the ledger for what was picked.
 * Not ok where GitHub could not tell the PRs; what else could not be read is told in the notes.
 */
export async function readNotes(world: World, asked: NotesAsked): Promise<Read<Notes>> {
  const { policy, github } = world;
  const { version, sha, ref, date } = asked;
  await fetchObjects(world.repo, world.remote, asked.since === undefined ? [sha] : [sha, asked.since.sha]);
  const [earlier, entries] = [await placesBefore(world, asked), await versionEntries(world, version)];
  const since = asked.since ?? earlier.at(-1) ?? null;
  const noted = await notedChanges(world, {
    ...{ sha, since: since?.sha ?? null, entries },
    earlier: earlier.map((place) => place.sha),
  });
  if (!noted.ok) return noted;
  const { changes, takenBack } = noted.value;
  const numbers = changes.flatMap(({ pullRequest }) => pullRequest?.number ?? []);
  const { labels, milestone } = policy.notes.knownIssues;
  const inMilestone = milestone === undefined ? null : fillPattern(milestone, { version });
  const [texts, knownIssues] = await Promise.all([
    github?.pullRequestTexts(numbers) ?? new Map<number, never>(),
    github?.openIssues({ labels, milestone: inMilestone }) ?? null,
  ]);
  const textOf = ({ number }: PullRequest) => texts.get(number) ?? unreadable('it was not read');
  const title = releaseTitle(policy.product, version);
  const subject = {
    ...{ name: nameOf(world), version, sha, ref, since },
    title: asked.since === undefined ? title : `${title}: ${asked.since.ref} to ${ref}`,
    released: date !== null,
    date,
    managers: managersOf(world, entries),
  };
  const summary = entries.findLast((entry) => entry.kind === 'document' && entry.name === 'summary');
  return found(
    releaseNotes({
      ...{ subject, rules: policy.notes, knownIssues },
      changes: changes.map((unit) => changeOf(unit, textOf)),
      takenBack: takenBack.map((unit) => changeOf(unit, () => null)),
      summary: asked.since === undefined && summary?.kind === 'document' ? summary.text : null,
    }),
  );
}

/** The most commits of a line that are told where there is no release before: a history that began long ago. */
const mostWithoutRelease = 500;

/** The releases before a version; where there are none, the commit that the newest of a long history come after. */
async function placesBefore(
  world: World,
  { version, sha }: NotesAsked,
): Promise<{ readonly ref: string; readonly sha: Sha }[]> {
  const earlier = await earlierReleases(world, version);
  if (earlier.length > 0) return earlier.map(({ tag, commit }) => ({ ref: tag, sha: commit }));
  const newest = mostWithoutRelease + 1;
  const line = await listCommits(world.repo, { include: [sha], firstParent: true, newest });
  const [oldest] = line;
  return oldest === undefined || line.length < newest ? [] : [{ ref: oldest.slice(0, 10), sha: oldest }];
}

const changeOf = (
  { pullRequest, landed }: NotedUnit,
  textOf: (pullRequest: PullRequest) => NotedChange['text'],
): NotedChange => ({
  pullRequest,
  subject: landed[0].subject,
  commit: landed.at(-1)?.commit ?? landed[0].commit,
  text: pullRequest === null ? null : textOf(pullRequest),
});

const nameOf = ({ policy, github }: World): string =>
  policy.product?.title ?? github?.slug.name ?? policy.repository?.split('/')[1] ?? 'Release';

/** The users of the role, else who promoted or cut the version. */
function managersOf({ policy }: World, entries: readonly LedgerEntry[]): readonly string[] {
  const users = policy.roles['release-manager']?.users ?? [];
  if (users.length > 0) return users;
  const of = (kind: LedgerEntry['kind']) => entries.findLast((entry) => entry.kind === kind)?.actor.login;
  const login = of('promote') ?? of('cut');
  return login === undefined ? [] : [login];
}
