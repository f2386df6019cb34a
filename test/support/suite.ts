import { defineConfig, type ViteUserConfig } from 'vitest/config';
import type { TestSequencerConstructor } from 'vitest/node';
import { graphqlText } from './graphql-text.ts';

/** Which files a suite has, and what it needs beside the built CLI. */
interface Suite {
  readonly include: readonly string[];
  readonly exclude?: readonly string[];
  /** Modules that prepare the run, after the build. */
  readonly setup?: readonly string[];
  /** In which order the files are begun; vitest's own unless told. */
  readonly sequencer?: TestSequencerConstructor;
  /** Milliseconds that one test may take; a bound for what hangs, not an aim. */
  readonly timeout: number;
}

/** The configuration of a suite: two workers, since CI has two cores. */
export const suite = ({ include, exclude = [], setup = [], sequencer, timeout }: Suite): ViteUserConfig =>
  defineConfig({
    plugins: [graphqlText],
    test: {
      root: new URL('../..', import.meta.url).pathname,
      include: [...include],
      exclude: [...exclude],
      globalSetup: ['test/support/build.ts', ...setup],
      setupFiles: ['test/support/environment.ts'],
      ...(sequencer === undefined ? {} : { sequence: { sequencer } }),
      testTimeout: timeout,
      hookTimeout: timeout,
      maxWorkers: 2,
      pool: 'forks',
      // Test files share what they import: no module of ours keeps state that a test could see.
      isolate: false,
    },
  });
