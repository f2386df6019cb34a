import { resolve } from 'node:path';
import { RelError } from '../../domain/errors.ts';
import { startFolder } from '../../git/start-folder.ts';
import type { Globals } from './command.ts';
import type { Io } from './io.ts';
import { maxWaitOf } from './max-wait.ts';

/** The common options of a call. Throws RelError `usage` for those that make no sense. */
export function globalsOf(options: Record<string, unknown>, io: Io): Globals {
  const text = (name: string) => (typeof options[name] === 'string' ? options[name] : undefined);
  const globals: Globals = {
    dir: resolve(startFolder(), text('C') ?? '.'),
    policy: text('policy'),
    product: text('product'),
    tokenStdin: options.tokenStdin === true,
    dryRun: options.dryRun === true,
    planOut: text('planOut'),
    yes: options.yes === true,
    json: options.json === true,
    quiet: options.quiet === true,
    verbose: options.verbose === true,
    maxWait: maxWaitOf(text('maxWait'), io),
  };
  requirePlanned(globals);
  return globals;
}

function requirePlanned({ planOut, dryRun }: Globals): void {
  if (planOut === undefined || dryRun) return;
  throw new RelError({
    code: 'usage',
    message: '--plan-out saves the plan of a dry run',
    remedy: 'add --dry-run, then run what it saved with: rel apply FILE',
  });
}
