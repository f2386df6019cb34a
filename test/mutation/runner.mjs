import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/**
 * A test runner for Stryker: the tests of the gates bundled into one file and called as functions. They are pure and
 * take milliseconds, where starting vitest's machinery anew for each of thousands of mutants took hours.
 * In the words of Stryker: https://stryker-mutator.io/docs/stryker-js/test-runner-plugins.
 */
function pureRunner() {
  const folder = 'test/gates';
  const outfile = join(process.cwd(), folder, 'bundle.mjs');
  const stryker = globalThis.__stryker__ ?? {};
  globalThis.__stryker__ = stryker;
  let loads = 0;
  /** True where the modules were not evaluated yet, as in a second process, or with another mutant. */
  let staleLoad = true;
  let tests = [];

  /** All modules evaluated anew, so that what is computed once is computed with the mutant that is active now. */
  async function load() {
    loads += 1;
    ({ collected: tests } = await import(`${pathToFileURL(outfile)}?${loads}`));
  }

  return {
    capabilities: () => ({ reloadEnvironment: true }),

    async init() {
      const names = readdirSync(folder).filter((name) => name.endsWith('.test.ts'));
      const contents = `${names.map((name) => `import './${name}';`).join('\n')}\nexport { collected } from 'vitest';`;
      const shim = join(import.meta.dirname, 'vitest.mjs');
      const plain = {
        name: 'without-vitest',
        setup: ({ onResolve }) =>
          onResolve({ filter: /^vitest$/ }, ({ importer }) =>
            importer === shim ? { path: 'vitest', external: true } : { path: shim },
          ),
      };
      await build({
        stdin: { contents, resolveDir: join(process.cwd(), folder), loader: 'ts' },
        ...{ bundle: true, format: 'esm', platform: 'node', packages: 'external', outfile, plugins: [plain] },
        loader: { '.graphql': 'text' },
      });
    },

    async dryRun() {
      stryker.mutantCoverage = { static: {}, perTest: {} };
      await load();
      staleLoad = false;
      const results = [];
      for (const [id, { name, run }] of tests.entries()) {
        stryker.currentTestId = `${id}`;
        const [begun, failure] = [performance.now(), await failureOf(run)];
        const timeSpentMs = performance.now() - begun;
        const shown = { id: `${id}`, name, timeSpentMs };
        results.push(
          failure === null ? { ...shown, status: 0 } : { ...shown, status: 1, failureMessage: failure },
        );
      }
      stryker.currentTestId = undefined;
      return { status: 'complete', tests: results, mutantCoverage: stryker.mutantCoverage };
    },

    async mutantRun({ activeMutant, testFilter, hitLimit, mutantActivation }) {
      Object.assign(stryker, { hitLimit, hitCount: hitLimit === undefined ? undefined : 0 });
      const atLoad = mutantActivation === 'static';
      stryker.activeMutant = atLoad ? activeMutant.id : undefined;
      if (atLoad || staleLoad) {
        const failure = await failureOf(load);
        staleLoad = atLoad || failure !== null;
        if (failure !== null) return killed(0, 'loading', failure);
      }
      stryker.activeMutant = activeMutant.id;
      const chosen = testFilter?.map(Number) ?? tests.keys();
      let nrOfTests = 0;
      for (const id of chosen) {
        nrOfTests += 1;
        const failure = await failureOf(tests[id].run);
        if (stryker.hitCount > stryker.hitLimit) return { status: 'timeout', reason: 'hit limit' };
        if (failure !== null) return killed(nrOfTests, `${id}`, failure);
      }
      return { status: 'survived', nrOfTests };
    },
  };
}

const killed = (nrOfTests, by, failureMessage) => ({
  ...{ status: 'killed', killedBy: [by], nrOfTests, failureMessage },
});

/** Why it failed, or null. A test that gives a promise is waited for. */
async function failureOf(run) {
  try {
    await run();
    return null;
  } catch (error) {
    return String(error?.message ?? error);
  }
}

export const strykerPlugins = [{ kind: 'TestRunner', name: 'pure', factory: pureRunner }];
