import { vi } from 'vitest';
import { main } from '../../src/main.ts';

export interface InsideRun {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs the program in this very process, for tables of many calls: a tenth of what starting the built CLI takes. What
 * needs a process (streams, signals, the bundle) is for the rig's `rel`.
 */
export async function runInside(
  args: readonly string[],
  { cwd, env = {} }: { readonly cwd: string; readonly env?: Readonly<Record<string, string>> },
): Promise<InsideRun> {
  const home = process.cwd();
  const said = { stdout: '', stderr: '' };
  const streams = ['stdout', 'stderr'] as const;
  const spies = streams.map((name) =>
    vi.spyOn(process[name], 'write').mockImplementation((text) => {
      said[name] += String(text);
      return true;
    }),
  );
  const listening = streams.map((name) => process[name].listeners('error'));
  const signals = process.listeners('SIGINT');
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  process.chdir(cwd);
  try {
    await main(args);
    return { exit: Number(process.exitCode ?? 0), ...said };
  } finally {
    process.exitCode = undefined;
    process.chdir(home);
    vi.unstubAllEnvs();
    for (const spy of spies) spy.mockRestore();
    for (const [index, name] of streams.entries())
      for (const listener of process[name].listeners('error'))
        if (!listening[index]?.includes(listener)) process[name].off('error', listener as () => void);
    for (const listener of process.listeners('SIGINT'))
      if (!signals.includes(listener)) process.off('SIGINT', listener);
  }
}
