/* global AbortController, AbortSignal, process */
import { syncBuiltinESMExports } from 'node:module';
import timers from 'node:timers/promises';
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
const streams = ['stdout', 'stderr'];

async function run({ args, cwd, env, clock = null, hasty: inHaste = false }) {
  const said = { stdout: '', stderr: '' };
  const writes = streams.map((name) => process[name].write);
  for (const name of streams)
    process[name].write = (text) => {
      said[name] += String(text);
      return true;
    };
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, env);
  process.chdir(cwd);
  stopClock(clock);
  hasty = inHaste;
  given.clear();
  try {
    await main(args);
  } finally {
    streams.forEach((name, at) => {
      process[name].write = writes[at];
      process[name].removeAllListeners('error');
    });
    process.removeAllListeners('SIGINT');
    const exit = Number(process.exitCode ?? 0);
    process.exitCode = undefined;
    process.send({ exit, ...said });
  }
}

process.on('message', (told) => (told === 'time is up' ? timeIsUp() : run(told)));
process.on('disconnect', () => process.exit());
process.send('ready');
