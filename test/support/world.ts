import type { PullRequest } from '../../src/domain/change.ts';
import { found, unreadable } from '../../src/domain/errors.ts';
import type { RemoteRefs, Sha } from '../../src/domain/git.ts';
import type { World } from '../../src/facts/world.ts';
import type { Repository } from '../../src/git/repository.ts';
import { connectGitHub, type GitHub, notFound } from '../../src/github/github.ts';
import { policy } from './plan-facts.ts';

/** A remote as facts see it: its branches, `devel` among them, and what its GitHub knows. No train is live. */
export function worldOf(
  repo: Repository,
  branches: Readonly<Record<string, Sha>>,
  github: GitHub | null,
  more: Partial<World> = {},
): World {
  const refs: RemoteRefs = new Map(
    Object.entries(branches).map(([branch, sha]) => {
      const name = branch.startsWith('refs/') ? branch : `refs/heads/${branch}`;
      return [name, { name, sha, commit: sha }];
    }),
  );
  return {
    repo,
    remote: 'origin',
    refs,
    policy,
    source: { policy, from: 'test', text: '', commit: null, warnings: [] },
    github,
    trains: [],
    live: [],
    released: [],
    develop: { branch: 'devel', sha: branches.devel ?? '' },
    production: { branch: 'main', sha: branches.main ?? null },
    ledgerTip: null,
    signer: null,
    ...more,
  };
}

/** A GitHub that knows these PRs, and of these commits to which PRs they belong; anything else is a bug of the test. */
export function gitHubOf(
  pullRequests: readonly PullRequest[],
  belongs: Readonly<Record<Sha, readonly number[] | 'unknown'>> = {},
): GitHub & { readonly asked: Sha[] } {
  const asked: Sha[] = [];
  const refused = async (): Promise<never> => {
    throw new Error('this GitHub takes no requests');
  };
  const real = connectGitHub({
    host: 'github.com',
    slug: { owner: 'acme', name: 'shop' },
    token: null,
    fetch: refused,
  });
  return {
    ...real,
    asked,
    pullRequests: async (numbers) => {
      const read = (number: number) => pullRequests.find((pr) => pr.number === number);
      return new Map(
        numbers.map((number) => {
          const pr = read(number);
          return [number, pr === undefined ? unreadable(notFound) : found(pr)];
        }),
      );
    },
    pullRequestsOfCommits: async (shas) => {
      asked.push(...shas);
      const read = (sha: Sha) => {
        const numbers = belongs[sha];
        return numbers === 'unknown' ? unreadable('GitHub is not there') : found(numbers ?? []);
      };
      return new Map(shas.map((sha) => [sha, read(sha)]));
    },
  };
}
