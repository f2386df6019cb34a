import type { Trouble } from '../../domain/errors.ts';
import type { Plan } from '../../domain/plan.ts';
import { workflowTrouble } from '../../facts/workflow-right.ts';
import type { World } from '../../facts/world.ts';
import type { Step } from '../../steps/registry.ts';
import type { Io } from './io.ts';

/** In a job: why its token keeps this plan from being pushed, found before anybody is asked; null where nothing does. */
export async function workflowBar(
  { env }: Pick<Io, 'env'>,
  world: World,
  { steps }: Plan<Step>,
): Promise<Trouble | null> {
  if (env.GITHUB_ACTIONS !== 'true' || world.github === null) return null;
  const { findToken } = await import('../../github/token.ts');
  const found = await findToken({ host: world.github.host, env, runGh: async () => null });
  const moves = steps.flatMap((step) => (step.kind === 'push' ? step.moves : []));
  return workflowTrouble(world, moves, found?.token ?? null);
}
