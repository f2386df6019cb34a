import type { PullRequest } from '../../domain/change.ts';
import { RelError } from '../../domain/errors.ts';
import { fillPattern } from '../../domain/pattern.ts';
import type { Select } from '../../domain/policy.ts';
import type { World } from '../world.ts';

/** The PRs that the policy selects for a version (`pick.select`), in any state. Throws `github-refused`. */
export async function selectedFixes(world: World, version: string): Promise<readonly PullRequest[]> {
  const { github, policy } = world;
  if (github === null) {
    throw new RelError({
      code: 'usage',
      message: 'what is selected for a train is on GitHub, and this repository is not connected to it',
      remedy: 'name the commits to pick, or set `repository: OWNER/NAME` in the policy',
    });
  }
  const read = await github.selectPullRequests(filled(policy.pick.select, version));
  if (read.ok) return read.value;
  throw new RelError({
    code: 'github-refused',
    message: 'the PRs selected for the train could not be read',
    why: read.why,
    remedy:
      read.permission === undefined
        ? 'run the same command again'
        : `give the token the permission ${read.permission}, then run the same command again`,
  });
}

function filled({ label, milestone, base }: Select, version: string): Select {
  const fill = (text: string) => fillPattern(text, { version });
  return {
    ...(label === undefined ? {} : { label: fill(label) }),
    ...(milestone === undefined ? {} : { milestone: fill(milestone) }),
    ...(base === undefined ? {} : { base: fill(base) }),
  };
}
