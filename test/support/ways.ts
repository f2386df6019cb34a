import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from 'vitest';
import type { Run, RunOptions, Shop } from './rig.ts';

/** A policy of `fixtures/policies/ways`. */
export const wayPolicy = (name: string): string =>
  readFileSync(join(import.meta.dirname, '../../fixtures/policies/ways', `${name}.yaml`), 'utf8');

/** Whose token a command of rel has. */
export const as = (login: string, env: Readonly<Record<string, string>> = {}): RunOptions => ({
  env: { GH_TOKEN: `sandbox:${login}`, ...env },
});

const shiftClock = pathToFileURL(join(import.meta.dirname, 'shift-clock.mjs'));

/** The environment of a command that runs at that moment (ISO 8601), for git as for rel. */
export const at = (moment: string): Record<string, string> => ({
  CLOCK: moment,
  GIT_COMMITTER_DATE: moment,
  NODE_OPTIONS: `--import=${shiftClock}`,
});

/** Puts a label on an issue or a PR, or takes it off, as somebody. */
export const label = (shop: Shop, number: number, name: string, by: string): Promise<unknown> =>
  shop.github('POST', `issues/${number}/labels`, { labels: [name] }, by);
export const unlabel = (shop: Shop, number: number, name: string, by: string): Promise<unknown> =>
  shop.github('DELETE', `issues/${number}/labels/${name}`, undefined, by);

/** Each gate with its verdict, of an answer that judged a stage. */
export function verdicts(run: Run): Record<string, string> {
  const { result } = run.json;
  const { verdicts: all } = result.judgement ?? result;
  return Object.fromEntries(
    all.map(({ gate, verdict }: { gate: string; verdict: string }) => [gate, verdict]),
  );
}

/** Runs commands that must succeed, one after the other: from that moment on a minute apart, or now. */
export async function allGoes(
  shop: Shop,
  lines: readonly (readonly [who: string, line: string])[],
  moment: string | null = null,
): Promise<void> {
  for (const [index, [who, line]] of lines.entries()) {
    const env = moment === null ? {} : at(new Date(Date.parse(moment) + index * 60_000).toISOString());
    const run = await shop.rel(line, as(who, env));
    expect(run.exit, `${who}: rel ${line}\n${run.stdout}${run.stderr}`).toBe(0);
  }
}

/** A file outside the clone, to be put on record; its path. */
export function file(shop: Shop, name: string, text: string): string {
  writeFileSync(join(shop.dir, name), text);
  return join(shop.dir, name);
}
