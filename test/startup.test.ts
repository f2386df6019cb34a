import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

interface Output {
  readonly imports: readonly { readonly path: string; readonly kind: string }[];
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly entryPoint?: string;
}

/** What the program loads is what it costs to start: read off the bundle, so that no clock is needed. */
describe('start-up', () => {
  const dir = mkdtempSync(join(tmpdir(), 'rel-meta-'));
  let outputs: Readonly<Record<string, Output>> = {};

  beforeAll(() => {
    const meta = join(dir, 'meta.json');
    execFileSync('npm', [
      'run',
      'build',
      '--silent',
      '--',
      `--outdir=${join(dir, 'dist')}`,
      `--metafile=${meta}`,
    ]);
    outputs = JSON.parse(readFileSync(meta, 'utf8')).outputs;
  });
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  /** The packages, and rooms of src, that are in memory once a module of ours is: its static imports, all the way. */
  function loadedBy(module: string): Set<string> {
    const first = Object.keys(outputs).find((path) => outputs[path]?.entryPoint === module);
    const [seen, loaded, open] = [new Set<string>(), new Set<string>(), [first ?? '']];
    for (let path = open.pop(); path !== undefined; path = open.pop()) {
      const output = outputs[path];
      if (seen.has(path) || output === undefined) continue;
      seen.add(path);
      for (const input of Object.keys(output.inputs)) loaded.add(packageOf(input));
      open.push(...output.imports.filter((i) => i.kind === 'import-statement').map((i) => i.path));
    }
    return loaded;
  }

  test('--version and --help load the option parser and colours, and nothing that a command needs', () => {
    const packages = [...loadedBy('src/main.ts')].filter((name) => !name.startsWith('src/')).sort();
    expect(packages).toEqual(['chalk', 'commander', 'package.json']);
  });

  test.each([
    ['src/commands/status.ts', ['inquirer', 'graphql', 'hono', '@octokit/rest', 'src/sandbox']],
    [
      'src/commands/pick.ts',
      [
        ...['inquirer', 'graphql', 'hono', '@octokit/rest', 'simple-git', 'src/sandbox'],
        ...['proper-lockfile', 'write-file-atomic'],
      ],
    ],
    ['src/commands/log.ts', ['inquirer', 'graphql', 'hono', '@octokit/rest', 'src/sandbox']],
    ['src/commands/sandbox.ts', ['inquirer', '@octokit/rest', 'simple-git', 'yaml']],
  ])('%s does not load %j before it needs it', (module, absent) => {
    const loaded = loadedBy(module);
    expect(loaded.size).toBeGreaterThan(2);
    expect(absent.filter((name) => loaded.has(name))).toEqual([]);
  });
});

function packageOf(input: string): string {
  const [, name] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input) ?? [];
  return name ?? input.split('/').slice(0, 2).join('/');
}
