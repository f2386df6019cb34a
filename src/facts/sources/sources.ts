import type { PullRequest } from '../../domain/change.ts';
import { again, type Read, RelError } from '../../domain/errors.ts';
import type { Sha } from '../../domain/git.ts';
import { readCommits, resolveCommit } from '../../git/objects.ts';
import { notePickBlobs } from '../../git/picks/pick-blobs.ts';
import { isMissing } from '../../github/pull-requests.ts';
import type { Source } from '../../plans/picks/forecast.ts';
import type { KnownReverts } from '../../plans/sources/reverted-sources.ts';
import type { World } from '../world.ts';
import { commitsOfPullRequests, linesOf } from './pull-request-commits.ts';
import { readReverts } from './reverts.ts';
import { readSourceHistory } from './source-history.ts';

/** What was asked for, resolved: the commits to pick in landing order, and the PRs among what was named. */
export interface Sources {
  readonly commits: readonly Source[];
  readonly pullRequests: ReadonlyMap<number, PullRequest>;
  /** What each text that was asked for names: `#231`, or a commit's whole SHA. */
  readonly names: ReadonlyMap<string, string>;
  /** The commits behind each name: two PRs may have a commit in common. */
  readonly behind: ReadonlyMap<string, ReadonlySet<Sha>>;
  /** What was taken back of them later. */
  readonly reverts: KnownReverts;
  /** What a person should know although it stops nothing. */
  readonly warnings: readonly string[];
}

/**
 * Resolves what `rel pick` was given (`231`, `#231`, a PR's URL, a SHA) into commits in landing order, each once.
 *
 * @param onto the commits they will be picked onto
 * @throws RelError `unknown-pull-request`, `pull-request-not-merged`, `unknown-commit`, `no-token`,
 *   `github-refused`.
 */
export async function readSources(
  world: World,
  asked: readonly string[],
  onto: readonly Sha[] = [],
): Promise<Sources> {
  const name = async (text: string): Promise<[string, string]> => {
    const number = pullRequestNumber(text, world);
    return [text, number === null ? await plainCommit(world, text) : `#${number}`];
  };
  const names = new Map(await Promise.all(asked.map(name)));
  const wanted = [...new Set(names.values())];
  const numbers = wanted.filter((name) => name.startsWith('#')).map((name) => Number(name.slice(1)));
  const pullRequests = await readPullRequests(world, numbers);
  const landed = await commitsOfPullRequests(world, [...pullRequests.values()]);
  const ofPullRequests = [...landed].flatMap(([pr, { commits }]) =>
    commits.map((commit): Source => ({ ...commit, pr, refused: null })),
  );
  const plain = wanted.filter((name) => !name.startsWith('#'));
  const all = [...ofPullRequests, ...(await commitSources(world, plain))];
  const shas = all.map(({ sha }) => sha);
  await notePickBlobs(world.repo, shas, onto);
  const behind = new Map<string, Set<Sha>>(plain.map((sha) => [sha, new Set([sha])]));
  for (const { pr, sha } of ofPullRequests)
    behind.set(`#${pr}`, (behind.get(`#${pr}`) ?? new Set()).add(sha));
  const past = await readSourceHistory(
    world,
    all.map(({ sha }) => sha),
    linesOf(landed.values()),
  );
  const commits = sorted(unique(all), past.inOrder);
  const reverts = await readReverts(world, commits, past);
  const warnings = [...landed].flatMap(([pr, { on }]) => notOnDevelop(world, pr, on.name));
  return { commits, pullRequests, names, behind, reverts, warnings };
}

/** The part of the sources that some of the texts name; a commit of several PRs as the first one's that is named. */
export function sourcesNamed({ commits, names, behind }: Sources, asked: readonly string[]): Source[] {
  const wanted = new Set(asked.flatMap((text) => names.get(text) ?? []));
  return commits.flatMap((source) => {
    const holders = [...wanted].filter((name) => behind.get(name)?.has(source.sha));
    if (holders.length === 0) return [];
    const number = holders.find((name) => name.startsWith('#'))?.slice(1);
    return [number === undefined ? source : { ...source, pr: Number(number) }];
  });
}

/** The same commits in the order in which they came onto their branch. */
export async function inLandingOrder(world: World, sources: readonly Source[]): Promise<Source[]> {
  const { inOrder } = await readSourceHistory(
    world,
    sources.map(({ sha }) => sha),
  );
  return sorted(sources, inOrder);
}

function sorted(sources: readonly Source[], order: readonly Sha[]): Source[] {
  const place = new Map(order.map((sha, at) => [sha, at]));
  return [...sources].sort((a, b) => (place.get(a.sha) ?? -1) - (place.get(b.sha) ?? -1));
}

/** What the next release is cut from lacks what only another branch holds. */
function notOnDevelop({ develop, production, live }: World, pr: number, branch: string): string[] {
  if (branch === develop.branch) return [];
  const isSynced =
    branch === production.branch || live.some((train) => train.kind === 'hotfix' && train.branch === branch);
  const how = isSynced ? ' until it is synced (rel sync-hotfix)' : `, unless it gets onto ${develop.branch}`;
  return [`#${pr} is on ${branch} and not on ${develop.branch}: the next release will lack it${how}`];
}

/**
 * The PR that the text names, or null where it names a commit. A number is a PR unless there is no GitHub.
 *
 * @throws RelError `unknown-pull-request` for the URL of a PR of another repository.
 */
export function pullRequestNumber(text: string, { github }: World): number | null {
  const [, slug, url] =
    /^https?:\/\/[^/\s]+\/([^/\s]+\/[^/\s]+)\/pull\/(\d{1,9})(?:[/?#]\S*)?$/.exec(text) ?? [];
  const own = github === null ? null : `${github.slug.owner}/${github.slug.name}`;
  if (slug !== undefined && own !== null && slug.toLowerCase() !== own.toLowerCase()) {
    throw new RelError({
      code: 'unknown-pull-request',
      message: `that is a PR of ${slug}, and this repository is ${own}`,
      remedy: 'name a PR of this one, or the commits: rel pick SHA',
    });
  }
  const number =
    url ?? /^#(\d{1,9})$/.exec(text)?.[1] ?? (github === null ? undefined : /^(\d{1,9})$/.exec(text)?.[1]);
  return number === undefined ? null : Number(number);
}

/** The PRs by number. Throws `unknown-pull-request`, and `github-refused` for one that may be there. */
export async function readPullRequests(
  { github }: World,
  numbers: readonly number[],
): Promise<Map<number, PullRequest>> {
  const pullRequests = new Map<number, PullRequest>();
  if (numbers.length === 0) return pullRequests;
  if (github === null) {
    throw new RelError({
      code: 'unknown-pull-request',
      message: `#${numbers[0]} cannot be looked up: this repository is not connected to GitHub`,
      remedy: 'name its commits instead, or set `repository: OWNER/NAME` in the policy',
    });
  }
  for (const [number, read] of await github.pullRequests(numbers)) {
    if (!read.ok) throw notRead(number, read);
    pullRequests.set(number, read.value);
  }
  return pullRequests;
}

function notRead(number: number, read: Extract<Read<never>, { ok: false }>): RelError {
  if (isMissing(read)) {
    return new RelError({
      code: 'unknown-pull-request',
      message: `#${number} could not be read: ${read.why}`,
      remedy: 'run: rel status, which lists the fixes that wait',
    });
  }
  const { why, permission } = read;
  const remedy = permission === undefined ? again : `give the token ${permission}, then ${again}`;
  return new RelError({ code: 'github-refused', message: `#${number} could not be read`, why, remedy });
}

/** The whole SHA of a commit that was named somehow. Throws `unknown-commit`. */
export async function plainCommit({ repo }: World, text: string): Promise<Sha> {
  const sha = await resolveCommit(repo, text);
  if (sha !== null) return sha;
  throw new RelError({
    code: 'unknown-commit',
    message: `\`${text}\` is neither a PR nor a commit of this repository`,
    remedy: 'run: git fetch, then git log, to find the commit',
  });
}

async function commitSources({ repo }: World, shas: readonly Sha[]): Promise<Source[]> {
  const data = await readCommits(repo, shas);
  return [...data.values()].map(({ sha, parents }) => {
    return { pr: null, sha, mainline: parents.length > 1 ? 1 : null, refused: null };
  });
}

/** Each commit once; the PR wins over the bare SHA. */
function unique(sources: readonly Source[]): Source[] {
  const bySha = new Map<Sha, Source>();
  for (const source of sources) if (!bySha.has(source.sha)) bySha.set(source.sha, source);
  return [...bySha.values()];
}
