import { randomBytes } from 'node:crypto';
import type { Actor } from '../../domain/ledger.ts';
import type { Stamp } from '../../domain/plan.ts';
import type { World } from '../../facts/world.ts';
import { committerIdentity } from '../../git/identity.ts';
import type { Io } from './io.ts';

/** Who acts, when, and as which committer: read once for an operation. */
export async function makeStamp(world: World, io: Io): Promise<Stamp> {
  const committer = await committerIdentity(world.repo);
  const seconds = Number(committer.when.split(' ')[0]);
  // The ledger is told in the order of its times, so a second is too coarse; a date that was pinned is kept.
  const now = Date.now();
  const time = Math.abs(now - seconds * 1000) < 10_000 ? now : seconds * 1000;
  return {
    id: randomBytes(10).toString('hex'),
    at: new Date(time).toISOString(),
    committer,
    actor: await actorOf(world, io, `${committer.name} <${committer.email}>`),
    ...(world.policy.product === undefined ? {} : { product: world.policy.product.name }),
  };
}

/**
 * The login the token belongs to. The token of a GitHub Actions run belongs to a bot; there the event's actor is the
 * person (design.md, section 5). Without GitHub it is git's identity, which is only a claim.
 */
async function actorOf({ github }: World, { env }: Io, identity: string): Promise<Actor> {
  if (github === null) return { login: identity, source: 'git' };
  const viewer = await github.viewer();
  const event =
    env.GITHUB_ACTIONS === 'true' && viewer === 'github-actions[bot]' ? env.GITHUB_ACTOR : undefined;
  return { login: event ?? viewer, source: 'github' };
}
