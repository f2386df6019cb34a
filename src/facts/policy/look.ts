import { found, type Read, RelError, unreadable } from '../../domain/errors.ts';
import type { RemoteRefs, Sha } from '../../domain/git.ts';
import { lineOf } from '../../domain/line.ts';
import type { Policy } from '../../domain/policy.ts';
import { readObjects } from '../../git/batch.ts';
import { fetchObjects } from '../../git/remote.ts';
import type { Repository } from '../../git/repository.ts';
import type { GitHub } from '../../github/github.ts';
import { isLive, releasesOf, trainsOf } from '../../plans/trains.ts';
import type { PolicyFacts, SeenCheck } from '../../policy/never/facts.ts';
import { wantedFiles } from '../../policy/never/places.ts';
import { workflowsAt } from './workflows.ts';

/** Where to look for what policies ask for; what is not at hand says why. */
export interface Surroundings {
  readonly repo: Repository;
  readonly remote: string;
  readonly refs: RemoteRefs;
  readonly github: Read<GitHub>;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** How many of the newest releases are looked at for the checks they had. */
const releases = 3;

/**
 * What there is for each of these policies to ask for. GitHub is asked for it all in the same moment, which comes to two
 * requests however many policies and teams there are. Whatever goes wrong there is a fact as well.
 */
export async function lookAround(
  around: Surroundings,
  policies: readonly Policy[],
): Promise<readonly PolicyFacts[]> {
  const { repo, remote, refs, github, now } = around;
  const tips = new Map<Sha, string>();
  for (const [sha, name] of policies.flatMap((policy) => tipsOf(refs, policy))) {
    if (!tips.has(sha)) tips.set(sha, name);
  }
  const develops = policies.map((policy) => developOf(refs, policy));
  await fetchObjects(repo, remote, [...new Set(develops.flatMap((sha) => sha ?? []))]);
  const named = policies.flatMap(({ roles }) => Object.values(roles).flatMap((role) => role.teams));
  const [teams, names, checks] = await Promise.all([
    teamsOf(github, [...new Set(named)]),
    asking(github, (hub) => hub.namesInUse()),
    asking(github, (hub) => checksOf(hub, [...tips.keys()])),
  ]);
  const shared = {
    ...{ now, teams, checks, tips: [...tips.values()].join(', ') },
    labels: names.ok ? found(names.value.labels) : names,
    milestones: names.ok ? found(names.value.milestones) : names,
    branches: found([...refs.keys()].flatMap(branchName)),
  };
  return Promise.all(
    policies.map(async (policy, index) => {
      const develop = develops[index] ?? null;
      const none = unreadable(`${policy.branches.develop} is not on the remote`);
      return {
        ...shared,
        lines: found([...new Set(releasesOf(refs, policy).map(({ version }) => lineOf(version)))]),
        workflows: develop === null ? none : await workflowsAt(repo, develop),
        files: develop === null ? none : found(await filesAt(repo, develop, wantedFiles(policy))),
      };
    }),
  );
}

/** The facts where neither the remote nor GitHub can be had: none, and why. */
export function nothingAtHand({ roles }: Policy, why: string, now: number): PolicyFacts {
  const none = unreadable(why);
  const teams = Object.values(roles).flatMap((role) => role.teams.map((team) => [team, none] as const));
  return {
    ...{ now, teams: Object.fromEntries(teams), tips: '', checks: none, workflows: none, files: none },
    ...{ labels: none, milestones: none, branches: none, lines: none },
  };
}

/** The commits whose checks tell what is checked here, each by the name it is known by. */
function tipsOf(refs: RemoteRefs, policy: Policy): [Sha, string][] {
  const { branches } = policy;
  const named = [branches.develop, branches.production].flatMap((branch): [Sha, string][] => {
    const sha = refs.get(`refs/heads/${branch}`)?.sha;
    return sha === undefined ? [] : [[sha, branch]];
  });
  const trains = trainsOf(refs, policy)
    .filter(isLive)
    .flatMap(({ tip, branch, candidates }): [Sha, string][] => [
      [tip, branch],
      ...candidates.slice(-1).map(({ commit, tag }): [Sha, string] => [commit, tag]),
    ]);
  const released = releasesOf(refs, policy).slice(-releases);
  return [...named, ...trains, ...released.map(({ commit, tag }): [Sha, string] => [commit, tag])];
}

const developOf = (refs: RemoteRefs, { branches }: Policy): Sha | null =>
  refs.get(`refs/heads/${branches.develop}`)?.sha ?? null;

const branchName = (ref: string): string[] =>
  ref.startsWith('refs/heads/') ? [ref.slice('refs/heads/'.length)] : [];

async function filesAt(
  repo: Repository,
  commit: Sha,
  paths: readonly string[],
): Promise<Map<string, boolean>> {
  const objects = await readObjects(
    repo,
    paths.map((path) => `${commit}:${path}`),
  );
  return new Map(paths.map((path, index) => [path, objects[index]?.type === 'blob']));
}

/** What GitHub answers, or why it does not: a policy is valid whether or not it can be reached. */
async function asking<T>(
  github: Read<GitHub>,
  question: (hub: GitHub) => Promise<Read<T>>,
): Promise<Read<T>> {
  if (!github.ok) return github;
  try {
    return await question(github.value);
  } catch (error) {
    if (error instanceof RelError) return unreadable(error.message);
    throw error;
  }
}

async function teamsOf(github: Read<GitHub>, teams: readonly string[]): Promise<PolicyFacts['teams']> {
  const read = async (team: string) => [team, await asking(github, (hub) => hub.team(team))] as const;
  return Object.fromEntries(await Promise.all(teams.map(read)));
}

/** Every check of these commits; one that GitHub does not know has none, as long as it knows another. */
async function checksOf(hub: GitHub, shas: readonly Sha[]): Promise<Read<readonly SeenCheck[]>> {
  const reads = [...(await hub.checks(shas)).values()];
  const bad = reads.find((read) => !read.ok);
  if (bad !== undefined && !bad.ok && reads.every((read) => !read.ok)) return bad;
  return found(reads.flatMap((read) => (read.ok ? read.value : [])));
}
