import { randomBytes } from 'node:crypto';
import { RelError } from '../../domain/errors.ts';
import type { Actor } from '../../domain/ledger.ts';
import type { Stamp } from '../../domain/plan.ts';
import { ledgerSigner } from '../../facts/ledger/signer.ts';
import type { World } from '../../facts/world.ts';
import { committerIdentity } from '../../git/identity.ts';
import type { Io } from './io.ts';

/**
 * Who acts, when, and as which committer: read once for an operation. `looking`: nothing will be put on record, so that
 * nobody needs a key. Throws RelError `ledger-key` where a signed ledger would not take the actor's word.
 */
export async function makeStamp(world: World, io: Io, use: 'acting' | 'looking' = 'acting'): Promise<Stamp> {
  const committer = await committerIdentity(world.repo);
  const seconds = Number(committer.when.split(' ')[0]);
  // The ledger is told in the order of its times, so a second is too coarse; a date that was pinned is kept.
  const now = Date.now();
  const time = Math.abs(now - seconds * 1000) < 10_000 ? now : seconds * 1000;
  return {
    id: randomBytes(10).toString('hex'),
    at: new Date(time).toISOString(),
    committer,
    actor: await actorOf(world, io, use, `${committer.name} <${committer.email}>`),
    ...(world.policy.product === undefined ? {} : { product: world.policy.product.name }),
  };
}

/**
 * Of a signed ledger the owner of the key that signs; else the login the token belongs to. The token of a GitHub Actions
 * run belongs to a bot; there the event's actor is the person (design.md, section 5). Without GitHub it is git's
 * identity, which is only a claim.
 */
async function actorOf(
  world: World,
  { env }: Io,
  use: 'acting' | 'looking',
  identity: string,
): Promise<Actor> {
  const signer = use === 'acting' ? await ledgerSigner(world) : null;
  const viewer = world.github === null ? null : await world.github.viewer();
  if (signer !== null) return keyOwner(signer.login, viewer);
  if (viewer === null) return { login: identity, source: 'git' };
  const event =
    env.GITHUB_ACTIONS === 'true' && viewer === 'github-actions[bot]' ? env.GITHUB_ACTOR : undefined;
  return { login: event ?? viewer, source: 'github' };
}

/** A token of one person and a key of another: whichever acts, something would be done in somebody else's name. */
function keyOwner(login: string, viewer: string | null): Actor {
  const isPerson = viewer !== null && !viewer.endsWith('[bot]');
  if (!isPerson || viewer.toLowerCase() === login.toLowerCase()) return { login, source: 'key' };
  throw new RelError({
    code: 'ledger-key',
    message: `the key that git signs with is ${login}'s, and the token is ${viewer}'s; nothing was changed`,
    why: 'who acts is the owner of the key (ledger.signed), and what is done on GitHub is done by the owner of the token',
    remedy: `use both of one person: a key of ${viewer} (git config user.signingKey), or a token of ${login} (GH_TOKEN)`,
  });
}
