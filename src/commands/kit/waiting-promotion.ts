import { RelError } from '../../domain/errors.ts';
import { waitingPromotion } from '../../facts/promote/production-request.ts';
import type { Invocation, Report } from './command.ts';
import { operate } from './operate.ts';
import { operationOf } from './operation-of.ts';
import { openWorlds } from './session.ts';

/**
 * Goes on with the release that waits for a PR to be merged into production, whoever asked for it: `rel promote`, once
 * more. Null where none waits. Throws RelError `version-needed` where several do.
 */
export async function continuePromotion(invocation: Invocation): Promise<Report | null> {
  const waiting: NonNullable<Awaited<ReturnType<typeof waitingPromotion>>>[] = [];
  for (const world of await openWorlds(invocation)) {
    for (const train of world.live) {
      const entry = await waitingPromotion(world, train);
      if (entry !== null) waiting.push(entry);
    }
  }
  const [first, ...more] = waiting;
  const operation = await operationOf('promote');
  if (first === undefined || operation === null) return null;
  if (more.length > 0) {
    throw new RelError({
      code: 'version-needed',
      message: `several releases wait for a PR: ${waiting.map(({ version }) => version).join(', ')}`,
      remedy: `name one of them: rel promote ${first.version}`,
    });
  }
  const { product, version, id } = first;
  const { globals } = invocation;
  const own = product === undefined ? invocation : { ...invocation, globals: { ...globals, product } };
  const report = await operate(own, operation, operation.input.parse({ version }));
  return { ...report, result: { continued: 'promote', id } };
}
