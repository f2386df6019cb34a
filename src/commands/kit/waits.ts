import { RunPatience, type ShowWait } from '../../github/run-patience.ts';
import { waitedLine, waitLine } from '../../view/wait.ts';
import type { Invocation } from './command.ts';
import type { Io } from './io.ts';

/** Each run has its streams, and one patience, however often it connects. */
const patiences = new WeakMap<Io, RunPatience>();

/** How long this run waits for GitHub in all, and how it is shown meanwhile. */
export function patienceOf({ io, globals }: Invocation): RunPatience {
  const known = patiences.get(io) ?? new RunPatience(globals.maxWait, showWaits(io, globals.quiet));
  patiences.set(io, known);
  return known;
}

/**
 * One line a wait; on a terminal it counts down in place. The cursor always stands below the line, so that whatever is
 * said next (Ctrl-C among it) begins on a line of its own.
 */
function showWaits(io: Io, quiet: boolean): ShowWait {
  if (quiet) return () => () => {};
  const say = (text: string) => io.err(`${io.paintErr.dim(text)}\n`);
  const again = (text: string) => {
    io.err('\u001b[1A\u001b[2K\r');
    say(text);
  };
  return (wait) => {
    say(waitLine(wait, Date.now()));
    if (!io.isLive) return () => {};
    const ticking = setInterval(() => again(waitLine(wait, Date.now())), 1000);
    return () => {
      clearInterval(ticking);
      again(waitedLine(wait, wait.seconds));
    };
  };
}
