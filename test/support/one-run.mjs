/* global process */

const streams = ['stdout', 'stderr'];

/**
 * Runs the built program's `main` once, in a process that has run it before: in that folder, with that environment and no
 * other; gives its exit code and what it said. Nothing of it is left to the next run.
 */
export async function oneRun(main, { args, cwd, env }) {
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
  process.chdir(cwd);
  try {
    await main(args);
  } finally {
    streams.forEach((name, at) => {
      process[name].write = writes[at];
      process[name].removeAllListeners('error');
    });
    process.removeAllListeners('SIGINT');
  }
  const exit = Number(process.exitCode ?? 0);
  process.exitCode = undefined;
  return { exit, ...said };
}
