import type { PullRequest } from '../domain/change.ts';
import { RelError } from '../domain/errors.ts';
import type { Sha } from '../domain/git.ts';
import { listCommits, mergeBase } from '../git/history.ts';
import { readCommits, resolveCommit } from '../git/objects.ts';
import type { Source } from '../plans/pick.ts';
import { commitsOfPullRequests } from './pull-request-commits.ts';
import type { World } from './world.ts';

/** What was asked for, resolved: the commits to pick in landing order, and the PRs among what was named. */
export interface Sources {
  readonly commits: readonly Source[];
  readonly pullRequests: ReadonlyMap<number, PullRequest>;
  /** What each text that was asked for names: `#231`, or a commit's whole SHA. */
  readonly names: ReadonlyMap<string, string>;
}

/**
 * Resolves what `rel pick` was given (`231`, `#231`, a PR's URL, a SHA) into commits in landing order, each once.
 *
 * @throws RelError `unknown-pull-request`, `pull-request-not-merged`, `unknown-commit`, `no-token`.
 */
export async function readSources(
  world: World,
  asked: readonly string[],
  targets: readonly Sha[],
): Promise<Sources> {
  const name = async (text: string): Promise<[string, string]> => {
    const number = pullRequestNumber(text, world);
    return [text, number === null ? await plainCommit(world, text) : `#${number}`];
  };
  const names = new Map(await Promise.all(asked.map(name)));
  const wanted = [...new Set(names.values())];
  const numbers = wanted.filter((name) => name.startsWith('#')).map((name) => Number(name.slice(1)));
  const pullRequests = await readPullRequests(world, numbers);
  const resolved = await commitsOfPullRequests(world, [...pullRequests.values()]);
  const ofPullRequests = [...resolved].flatMap(([pr, { commits }]) =>
    commits.map((commit) => ({ ...commit, pr, refused: null })),
  );
  const plain = wanted.filter((name) => !name.startsWith('#'));
  const sources = unique([...ofPullRequests, ...(await commitSources(world, plain))]);
  return { commits: await inLandingOrder(world, sources, targets), pullRequests, names };
}

/** The part of the sources that some of the texts name. */
export function sourcesNamed({ commits, names }: Sources, asked: readonly string[]): Source[] {
  const wanted = new Set(asked.map((text) => names.get(text)));
  return commits.filter(({ pr, sha }) => wanted.has(pr === null ? sha : `#${pr}`) || wanted.has(sha));
}

/** The PR that the text names, or null where it names a commit. A number is a PR unless there is no GitHub. */
function pullRequestNumber(text: string, { github }: World): number | null {
  const url = /^https?:\/\/\S+\/pull\/(\d+)\/?$/.exec(text)?.[1];
  const number =
    url ?? /^#(\d{1,9})$/.exec(text)?.[1] ?? (github === null ? undefined : /^(\d{1,9})$/.exec(text)?.[1]);
  return number === undefined ? null : Number(number);
}

async function readPullRequests(
  { github }: World,
  numbers: readonly number[],
): Promise<Map<number, PullRequest>> {
  const pullRequests = new Map<number, PullRequest>();
  if (numbers.length === 0) return pullRequests;
  if (github === null) {
    throw new RelError({
      code: 'unknown-pull-request',
      message: `#${numbers[0]} cannot be looked up: this repository is not connected to GitHub`,
      remedy: 'name commits instead (rel pick SHA), or set `repository: OWNER/NAME` in the policy',
    });
  }
  for (const [number, read] of await github.pullRequests(numbers)) {
    if (!read.ok) {
      throw new RelError({
        code: 'unknown-pull-request',
        message: `#${number} could not be read: ${read.why}`,
        remedy: `run: rel status, which lists the fixes that wait (all PRs: ${github.webUrl}/pulls)`,
      });
    }
    pullRequests.set(number, read.value);
  }
  return pullRequests;
}

/** The whole SHA of a commit that was named somehow. Throws `unknown-commit`. */
async function plainCommit({ repo }: World, text: string): Promise<Sha> {
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

/** The order in which the commits came onto their branch, whatever order they were asked for in. */
export async function inLandingOrder(
  world: World,
  sources: readonly Source[],
  targets: readonly Sha[],
): Promise<Source[]> {
  if (sources.length < 2) return [...sources];
  const { repo, develop } = world;
  // What came before that needs no order, since it is everywhere already.
  const shared = await mergeBase(repo, develop.sha, ...targets);
  const include = [develop.sha, ...sources.map((source) => source.sha)];
  const history = await listCommits(repo, { include, exclude: shared === null ? [] : [shared] });
  const place = new Map(history.map((sha, index) => [sha, index]));
  return [...sources].sort((a, b) => (place.get(a.sha) ?? -1) - (place.get(b.sha) ?? -1));
}
