import type { Release } from '../domain/change.ts';
import { RelError } from '../domain/errors.ts';
import type { Answer } from './answer.ts';
import { call, doing, type Line } from './ask.ts';
import type { ReleaseDraft } from './github.ts';
import { toRelease } from './map.ts';

const needs = 'contents: write';

/** See `GitHub.findRelease`. A published release wins over a draft of the same tag, and of two drafts the first one. */
export async function findRelease(line: Line, tag: string): Promise<Release | null> {
  const what = doing(line, `look for the release of ${tag}`, 'contents: read');
  return call(what, async () => {
    const at = { ...repo(line), per_page: 100 };
    let draft: Release | null = null;
    for await (const page of line.octokit.paginate.iterator(line.octokit.rest.repos.listReleases, at)) {
      const found = page.data.map(toRelease).filter((release) => release.tag === tag);
      const published = found.find((release) => !release.draft);
      if (published !== undefined) return published;
      for (const each of found) if (draft === null || each.id < draft.id) draft = each;
    }
    return draft;
  });
}

/** See `GitHub.latestRelease`. */
export async function latestRelease(line: Line): Promise<Release | null> {
  return call(
    doing(line, 'look for the latest release', 'contents: read'),
    async () => toRelease((await line.octokit.rest.repos.getLatestRelease(repo(line))).data),
    (answer) => (isAbsent(line, answer) ? null : undefined),
  );
}

/** See `GitHub.createRelease`. Nothing says which commit is meant: the tag is there, and does (fact 44). */
export async function createRelease(line: Line, release: ReleaseDraft): Promise<Release> {
  const what = doing(line, `create the release ${release.tag}`, needs, true);
  const create = () =>
    line.octokit.rest.repos.createRelease({ ...repo(line), tag_name: release.tag, ...fields(release) });
  const made = await call(
    what,
    async () => toRelease((await create()).data),
    async (answer) => {
      throwIfUsedUp(answer, release.tag);
      if (!isUnsure(answer) && !alreadyExists(answer)) return undefined;
      return (await findRelease(line, release.tag)) ?? undefined;
    },
  );
  return release.draft ? onlyOne(line, made) : made;
}

/**
 * GitHub takes any number of drafts of one tag (fact 45), so that two who look and then create make two. Whoever came
 * second sees both, and takes its own back.
 */
async function onlyOne(line: Line, made: Release): Promise<Release> {
  const first = await findRelease(line, made.tag);
  if (first === null || first.id === made.id || (first.draft && first.id > made.id)) return made;
  await deleteRelease(line, made.id);
  return first;
}

/** See `GitHub.updateRelease`. */
export async function updateRelease(line: Line, id: number, change: Partial<ReleaseDraft>): Promise<Release> {
  const what = doing(line, `change the release ${change.tag ?? id}`, needs, true);
  const at = { ...repo(line), release_id: id };
  const tag = change.tag === undefined ? {} : { tag_name: change.tag };
  const update = () => line.octokit.rest.repos.updateRelease({ ...at, ...tag, ...fields(change) });
  return call(
    what,
    async () => toRelease((await update()).data),
    (answer): Release | undefined => {
      throwIfUsedUp(answer, change.tag ?? 'of the tag');
      return undefined;
    },
  );
}

/** Where releases are immutable, the name of a tag is used once, even if that release is gone (fact 47). */
function throwIfUsedUp({ status, message }: Answer, tag: string): void {
  if (status !== 422 || !/used by an immutable release/i.test(message)) return;
  throw new RelError({
    code: 'github-refused',
    message: `GitHub takes no release ${tag} any more`,
    why: 'an immutable release has used the name of that tag, and it stays used when that release is deleted',
    remedy: 'release the next patch version instead (rel cut-hotfix)',
    lasting: true,
  });
}

/** See `GitHub.deleteRelease`. */
export async function deleteRelease(line: Line, id: number): Promise<void> {
  const at = { ...repo(line), release_id: id };
  const what = doing(line, `delete the draft release ${id}`, needs, true);
  const seen = async () => (await line.octokit.rest.repos.getRelease(at)).data;
  const release = await call(what, seen, (answer) => (isAbsent(line, answer) ? null : undefined));
  if (release === null) return;
  if (!release.draft) {
    throw new RelError({
      code: 'github-refused',
      message: `the release ${release.tag_name} is published: rel deletes drafts only`,
      why: 'the name of a deleted release may never be used again where releases are immutable',
      remedy: 'mend it with the next patch version',
    });
  }
  await call(what, () => line.octokit.rest.repos.deleteRelease(at));
}

/** `latest` is left unsaid for what can never be it (fact 45). */
function fields({ name, body, draft, prerelease, makeLatest }: Partial<ReleaseDraft>) {
  return {
    ...(name === undefined ? {} : { name }),
    ...(body === undefined ? {} : { body }),
    ...(draft === undefined ? {} : { draft }),
    ...(prerelease === undefined ? {} : { prerelease }),
    ...(makeLatest === undefined || draft === true || prerelease === true ? {} : { make_latest: makeLatest }),
  };
}

/** Where a write may have happened although its answer did not come (fact 6). */
export const isUnsure = ({ status }: Answer): boolean => status === null || status >= 500;

/** A 404 to a reader with a token. Of a write it may as well mean that the token lacks a right (fact 11). */
export const isAbsent = (line: Line, { status }: Answer): boolean => status === 404 && line.hasToken;

/** A 422 that says that it is there already (fact 46). */
export const alreadyExists = ({ status, errors }: Answer): boolean =>
  status === 422 && errors.some((e) => e.code === 'already_exists');

/** The repository as REST's parameters want it. */
export const repo = (line: Line): { owner: string; repo: string } => ({ owner: line.owner, repo: line.name });
