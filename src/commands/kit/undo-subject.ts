import { isDeepStrictEqual } from 'node:util';
import { finishedWith } from '../../apply/finished.ts';
import { type Applying, readPending } from '../../apply/journal.ts';
import { RelError } from '../../domain/errors.ts';
import type { Stamp } from '../../domain/plan.ts';
import type { UndoAsked } from '../../facts/undo/undo-facts.ts';
import type { World } from '../../facts/world.ts';
import { kindOf } from '../../steps/registry.ts';

/**
 * What this clone has written down of the operation with that id, pending or finished. Throws RelError `usage` where it
 * has nothing of it, and where somebody else did it: an `undo` counts only by the actor of what it takes back.
 */
export function undoSubject(world: World, id: string, stamp: Stamp): UndoAsked {
  const { repo, remote } = world;
  const pending = readPending(repo);
  const parts: readonly Applying[] =
    pending?.plan.stamp.id === id ? [pending] : (finishedWith(repo, id)?.parts ?? []);
  const [first] = parts;
  if (first === undefined) throw notHere(id);
  const { request, stamp: then } = first.plan;
  requireSameActor(stamp, then);
  return {
    subject: { id, command: request.command, at: then.at, by: then.actor.login },
    parts,
    landed: (push) => kindOf(push).done(push, { repo, remote, github: null, stamp: then }),
  };
}

function requireSameActor({ actor }: Stamp, then: Stamp): void {
  if (isDeepStrictEqual(actor, then.actor)) return;
  throw new RelError({
    code: 'usage',
    message: `${then.actor.login} did it, and you are ${actor.login}; nothing was changed`,
    why: 'what is on record is taken back by whoever put it there',
    remedy: `let ${then.actor.login} run: rel undo`,
  });
}

const notHere = (id: string): RelError =>
  new RelError({
    code: 'usage',
    message: `this clone has not done the operation ${id}, so that it cannot take it back`,
    remedy: 'run: rel undo, in the clone that did it',
  });
