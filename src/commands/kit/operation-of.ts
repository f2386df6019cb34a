import { commands } from '../registry.ts';
import type { AnyOperation } from './operation.ts';

/** The operation of the command with this name; null where no such command makes plans. */
export async function operationOf(name: string): Promise<AnyOperation | null> {
  const module = await commands.find((command) => command.name === name)?.load();
  return module?.operation ?? null;
}
