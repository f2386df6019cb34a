/* global AbortController, AbortSignal, process */
import { syncBuiltinESMExports } from 'node:module';
import timers from 'node:timers/promises';
import { oneRun } from './one-run.mjs';
import { stopClock } from './still-clock.mjs';

// One process that runs the built program (argv[2]: its main.js) again and again, as it is told over IPC: a run need not
// pay for the start of a process, nor for compiling what was compiled for the one before it.

/** Whether rel waits for GitHub no longer than it takes to say so. */
let hasty = false;

const realDelay = timers.setTimeout;
timers.setTimeout = (ms, ...rest) => realDelay(hasty ? 0 : ms, ...rest);
syncBuiltinESMExports();

/** The times that requests are given, which may be up sooner. */
const given = new Set();
const realTimeout = AbortSignal.timeout;
AbortSignal.timeout = (ms) => {
  const controller = new AbortController();
  given.add(controller);
  return AbortSignal.any([realTimeout(ms), controller.signal]);
};
const timeIsUp = () => {
  for (const one of given) one.abort(new DOMException('time is up', 'TimeoutError'));
};

const { main } = await import(process.argv[2]);
async function run({ clock = null, hasty: inHaste = false, ...call }) {
  stopClock(clock);
  hasty = inHaste;
  given.clear();
  process.send(await oneRun(main, call));
}

process.on('message', (told) => (told === 'time is up' ? timeIsUp() : run(told)));
process.on('disconnect', () => process.exit());
process.send('ready');
