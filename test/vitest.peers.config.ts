import { defineConfig } from 'vitest/config';
import { graphqlText } from './support/graphql-text.ts';

/** The suite of `npm run test:peers`: other people's programs (`gh`, `openssl`, `gpg`), which `.ci/run` installs. */
export default defineConfig({
  plugins: [graphqlText],
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['test/peers/**/*.test.ts'],
    globalSetup: ['test/support/build.ts'],
    setupFiles: ['test/support/environment.ts'],
    testTimeout: 120_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    pool: 'forks',
    // Test files share what they import: no module of ours keeps state that a test could see.
    isolate: false,
  },
});
