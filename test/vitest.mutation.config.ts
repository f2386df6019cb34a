import { defineConfig } from 'vitest/config';
import { graphqlText } from './support/graphql-text.ts';

/** The tables of the gates alone: no build, no sandbox, since every mutant runs them. */
export default defineConfig({
  plugins: [graphqlText],
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['test/gates/**/*.test.ts'],
    setupFiles: ['test/support/environment.ts'],
    isolate: false,
  },
});
