import { defineConfig } from 'vitest/config';
import { graphqlText } from './support/graphql-text.ts';

/** The suite of `npm test`: needs Node, git and OpenSSH's ssh-keygen, nothing else, and no network. */
export default defineConfig({
  plugins: [graphqlText],
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['test/**/*.test.ts'],
    exclude: ['test/peers/**', 'test/torture/**/*.test.ts'],
    globalSetup: ['test/support/build.ts'],
    setupFiles: ['test/support/environment.ts'],
    testTimeout: 240_000,
    hookTimeout: 240_000,
    maxWorkers: 2,
    pool: 'forks',
    // Test files share what they import: no module of ours keeps state that a test could see.
    isolate: false,
  },
});
