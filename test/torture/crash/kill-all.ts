import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { figure } from '../support/figures.ts';
import { Bench } from './bench.ts';
import { crashEverywhere } from './crash.ts';
import type { Story } from './story.ts';

/** Tries the stories of a group, a test each, and tells what was tried. */
export function killEverywhere(group: string, stories: readonly Story[]): void {
  describe(`${group}, killed everywhere`, () => {
    let bench: Bench;
    beforeAll(async () => {
      bench = await Bench.start();
    });
    afterAll(() => bench.stop());
    for (const story of stories) {
      test(`rel ${story.line}`, async () => {
        const tried = await crashEverywhere(bench, story);
        count('points at which a command acts, found', tried.points);
        count('points killed at (one in 24, each in its turn): SIGKILL, the process group', tried.kills);
        count('pushes that landed after the kill', tried.latePushes);
        count('states that a kill leaves (about)', tried.states);
        count('ways of going on from them: continue, again, abort, undo (about)', tried.goneOn);
        report(story, tried);
      });
    }
  });
}

export const count = (what: string, tried: number): void =>
  figure({ room: 'crash', what, tried, failures: 0 });

/** Fails where something went wrong, with all of it. */
export function report(story: Story, { wrong }: { readonly wrong: readonly string[] }): void {
  expect(wrong.join('\n\n'), `rel ${story.line}`).toBe('');
}
