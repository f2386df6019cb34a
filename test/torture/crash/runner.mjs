/* global process */
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { oneRun } from '../../support/one-run.mjs';
import { digestOf, durable } from './durable.mjs';
import { atEach, begin, emptyDisk, found, gitIsDone } from './points.mjs';

// One process that runs the built program again and again, as it is told over IPC: what is gone on with after a kill
// need not pay for the start of a process each time. Nothing of a run is left to the next.

const { main } = await import(process.argv[2]);

/** Looks at the folder at each point, and keeps a copy of it whenever it has changed. */
function watcher({ folder, keep }, states) {
  const kept = new Set();
  return () => {
    const state = digestOf(durable(folder));
    states.push(state);
    if (kept.has(state)) return;
    kept.add(state);
    cpSync(folder, join(keep, state), { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });
  };
}

process.on('message', async ({ job, watched, ...call }) => {
  const states = [];
  atEach(watched === undefined ? null : watcher(watched, states));
  for (const name of ['stdin', 'stderr']) process[name].isTTY = job.terminal === true;
  const whole = async (args) => {
    begin({ ...job, on: true });
    try {
      await main(args);
      while (!gitIsDone()) await delay(1);
    } finally {
      emptyDisk();
    }
  };
  const said = await oneRun(whole, call);
  const points = found();
  begin({});
  process.send({ ...said, points, states });
});
process.on('disconnect', () => process.exit());
process.send('ready');
