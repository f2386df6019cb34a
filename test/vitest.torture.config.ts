import { defineConfig } from 'vitest/config';
import { graphqlText } from './support/graphql-text.ts';

/** The long suite, `npm run test:torture`: kills, races, refusals, bad networks, hostile input, odd repositories. */
export default defineConfig({
  plugins: [graphqlText],
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['test/torture/**/*.test.ts'],
    globalSetup: ['test/support/build.ts', 'test/torture/support/figures-table.ts'],
    setupFiles: ['test/support/environment.ts'],
    testTimeout: 1_200_000,
    hookTimeout: 1_200_000,
    maxWorkers: 2,
    pool: 'forks',
    isolate: false,
  },
});
