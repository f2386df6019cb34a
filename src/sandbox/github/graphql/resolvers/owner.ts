import { type Context, type Typed, typed } from '../types.ts';

const asRepository = typed<null>('Repository');

/** The one repository of the sandbox. */
export const repository: Typed<null> = asRepository(null);

/** The repository of that owner and name, whatever the case; null for any other. */
export function ownRepository({ state }: Context, owner: string, name: string): Typed<null> | null {
  const asked = `${owner}/${name}`.toLowerCase();
  return asked === `${state.owner}/${state.name}`.toLowerCase() ? repository : null;
}
