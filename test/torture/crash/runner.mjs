/* global process */
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { digestOf, durable } from './durable.mjs';
import { atEach, begin, emptyDisk, found, gitIsDone } from './points.mjs';

// One process that runs the built program again and again, as it is told over IPC: what is gone on with after a kill
// need not pay for the start of a process each time. Nothing of a run is left to the next.

const { main } = await import(process.argv[2]);
const streams = ['stdout', 'stderr'];

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

process.on('message', async ({ args, cwd, env, job, watched }) => {
  const states = [];
  atEach(watched === undefined ? null : watcher(watched, states));
  const said = { stdout: '', stderr: '' };
  const writes = streams.map((name) => process[name].write);
  for (const name of streams) {
    process[name].write = (text) => {
      said[name] += String(text);
      return true;
    };
  }
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, env);
  for (const name of ['stdin', 'stderr']) process[name].isTTY = job.terminal === true;
  process.chdir(cwd);
  begin({ ...job, on: true });
  try {
    await main(args);
    while (!gitIsDone()) await delay(1);
  } finally {
    emptyDisk();
    const points = found();
    begin({});
    streams.forEach((name, at) => {
      process[name].write = writes[at];
      process[name].removeAllListeners('error');
    });
    process.removeAllListeners('SIGINT');
    const exit = Number(process.exitCode ?? 0);
    process.exitCode = undefined;
    process.send({ exit, ...said, points, states });
  }
});
process.send('ready');
