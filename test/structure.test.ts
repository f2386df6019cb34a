import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { purityFaults } from './support/structure/purity.ts';
import { registryFaults } from './support/structure/registries.ts';
import { importFaults } from './support/structure/rooms.ts';
import { readSource } from './support/structure/source.ts';

/** What is wrong with the structure of these files, by their path from the top of the repository. */
function faults(files: Readonly<Record<string, string>>): string[] {
  return Object.entries(files).flatMap(([path, text]) => {
    const file = readSource(path, text);
    return [...importFaults(file), ...purityFaults(file), ...registryFaults(file)];
  });
}

const top = join(import.meta.dirname, '..');
const house = Object.fromEntries(
  readdirSync(join(top, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => [`src/${path.replaceAll('\\', '/')}`, readFileSync(join(top, 'src', path), 'utf8')]),
);

test('the house keeps its rules', () => {
  expect(Object.keys(house).length).toBeGreaterThan(50);
  for (const room of ['commands', 'gates', 'steps'])
    expect(house).toHaveProperty([`src/${room}/registry.ts`]);
  expect(faults(house)).toEqual([]);
});

/** Each line is one file that breaks a rule: its path, its text, and a part of what is said about it. */
const broken: [string, string, string, string][] = [
  ['domain knows nobody', 'src/domain/a.ts', "import { x } from '../git/x.ts'", 'domain may not import'],
  ['git knows no GitHub', 'src/git/a.ts', "import { x } from '../github/x.ts'", 'git may not import'],
  ['GitHub knows no git', 'src/github/a.ts', "import { x } from '../git/x.ts'", 'github may not import'],
  ['steps know no plans', 'src/steps/a.ts', "import { x } from '../plans/x.ts'", 'steps may not import'],
  ['gates know no git', 'src/gates/a.ts', "import { x } from '../git/x.ts'", 'gates may not import'],
  [
    'gates know no policy',
    'src/gates/b/a.ts',
    "import { x } from '../../policy/x.ts'",
    'gates may not import',
  ],
  ['policy knows no facts', 'src/policy/a.ts', "import { x } from '../facts/x.ts'", 'policy may not import'],
  ['facts know no view', 'src/facts/a.ts', "import { x } from '../view/x.ts'", 'facts may not import'],
  [
    'apply knows no command',
    'src/apply/a.ts',
    "import { x } from '../commands/x.ts'",
    'apply may not import',
  ],
  ['view knows words only', 'src/view/a.ts', "import { x } from '../plans/x.ts'", 'view may not import'],
  [
    'sandbox knows no GitHub client',
    'src/sandbox/a.ts',
    "import { x } from '../github/x.ts'",
    'sandbox may not',
  ],
  ['commands know no main', 'src/commands/a.ts', "import { x } from '../main.ts'", 'commands may not import'],
  ['a type counts', 'src/domain/a.ts', "import type { X } from '../git/x.ts'", 'domain may not import'],
  ['a type in place counts', 'src/domain/a.ts', "type X = import('../git/x.ts').X", 'domain may not import'],
  ['export from counts', 'src/domain/a.ts', "export * from '../git/x.ts'", 'domain may not import'],
  ['export of names counts', 'src/domain/a.ts', "export { x } from '../git/x.ts'", 'domain may not import'],
  ['import() counts', 'src/domain/a.ts', "const x = () => import('../git/x.ts')", 'domain may not import'],
  ['import() must be readable', 'src/commands/a.ts', 'const x = (y: string) => import(y)', 'cannot be read'],
  ['no room but these', 'src/utils/a.ts', "import { x } from './x.ts'", 'is in no room'],
  ['src knows no tests', 'src/git/a.ts', "import { x } from '../../test/x.ts'", 'outside the house'],
  ['plans take types of steps', 'src/plans/a.ts', "import { x } from '../steps/x.ts'", 'only types'],
  ['plans take types alone', 'src/plans/a.ts', "import { x, type X } from '../steps/x.ts'", 'only types'],

  ['commands are siblings', 'src/commands/a.ts', "import { x } from './pick.ts'", 'siblings'],
  ['`gate` is a command there', 'src/commands/a.ts', "import { x } from './gate.ts'", 'siblings'],
  ['kit knows no command', 'src/commands/kit/a.ts', "import { x } from '../pick.ts'", 'siblings'],
  ['gate kinds are siblings', 'src/gates/a.ts', "import { x } from './checks.ts'", 'siblings'],
  ['and so are their folders', 'src/gates/a.ts', "import { x } from './sign-off/state.ts'", 'siblings'],
  ['from within, too', 'src/gates/a/x.ts', "import { x } from '../checks.ts'", 'siblings'],
  ['steps are siblings', 'src/steps/a.ts', "import { x } from './push.ts'", 'siblings'],

  ['a gate that is async', 'src/gates/a.ts', 'const x = async () => 1', 'uses async'],
  ['a plan that is async', 'src/plans/a.ts', 'export async function x() {}', 'uses async'],
  ['an async method', 'src/plans/a.ts', 'const x = { async y() {} }', 'uses async'],
  ['await', 'src/gates/a.ts', 'export const x = await y', 'uses await'],
  ['for await', 'src/gates/a.ts', 'for await (const x of y) z(x); export {}', 'uses await'],
  ['a promise', 'src/plans/a.ts', 'const x = () => Promise.resolve(1)', 'uses Promise'],
  ['a promised type', 'src/plans/a.ts', 'type X = Promise<number>', 'uses Promise'],
  ['a clock', 'src/gates/a.ts', 'const x = Date.now()', 'uses Date'],
  ['a date', 'src/gates/a.ts', 'const x = new Date()', 'uses Date'],
  ['chance', 'src/plans/a.ts', 'const x = Math.random()', 'uses Math.random'],
  ['a stop-watch', 'src/plans/a.ts', 'const x = performance.now()', 'uses performance'],
  ['a new id', 'src/plans/a.ts', 'const x = crypto.randomUUID()', 'uses crypto'],
  ['a timer', 'src/gates/a.ts', 'setTimeout(x, 1)', 'uses setTimeout'],
  ['the environment', 'src/gates/a.ts', 'const x = process.env.HOME', 'uses process'],
  ['a way round', 'src/gates/a.ts', 'const x = globalThis.Date', 'uses globalThis'],
  ['a module of Node', 'src/plans/a.ts', "import { x } from 'node:crypto'", 'uses node:crypto'],

  ['simple-git', 'src/facts/a.ts', "import { simpleGit } from 'simple-git'", 'may import simple-git'],
  [
    'child processes',
    'src/github/a.ts',
    "import { spawn } from 'node:child_process'",
    'may import node:child_process',
  ],
  [
    'by their old name',
    'src/commands/a.ts',
    "import { spawn } from 'child_process'",
    'may import child_process',
  ],
  ['Octokit', 'src/facts/a.ts', "import type { X } from '@octokit/rest'", 'may import @octokit/rest'],
  ['chalk', 'src/commands/a.ts', "import chalk from 'chalk'", 'may import chalk'],
  ['tables', 'src/commands/a.ts', "import T from 'cli-table3'", 'may import cli-table3'],
  ['YAML', 'src/sandbox/a.ts', "const x = () => import('yaml')", 'may import yaml'],

  [
    'names out of order',
    'src/gates/registry.ts',
    'export const x = [checks, approvals]',
    'approvals is not where',
  ],
  [
    'a name twice',
    'src/gates/registry.ts',
    'export const x = [checks, checks] as const',
    'checks is not where',
  ],
  [
    'entries out of order',
    'src/commands/registry.ts',
    "const x = [{ name: 'pick' }, { name: 'cut-rc' }]",
    'cut-rc is not where',
  ],
  [
    'lists out of order',
    'src/sandbox/registry.ts',
    'export const x = [...b, ...a].sort(y)',
    'a is not where',
  ],
  ['a registry without a list', 'src/steps/registry.ts', "const groups = ['b', 'a']", 'no list'],
];

describe('a file that breaks a rule is found', () => {
  test.each(broken)('%s', (_name, path, text, said) => {
    expect(faults({ [path]: text }).join('\n')).toContain(said);
  });

  test('what cannot be parsed is not passed over', () => {
    expect(() => faults({ 'src/git/a.ts': 'import {' })).toThrow(/src\/git\/a\.ts/);
  });
});

const sound: [string, string, string][] = [
  ['a plan knows the types of steps', 'src/plans/a.ts', "import type { X } from '../steps/x.ts'"],
  ['and so each by itself', 'src/plans/a.ts', "import { type X } from '../steps/x.ts'"],
  ['a kind has its own folder', 'src/gates/a.ts', "import { x } from './a/x.ts'"],
  [
    'whose files know each other',
    'src/gates/a/x.ts',
    "import { y } from './y.ts'; import { z } from '../gate.ts'",
  ],
  [
    'a command knows the kit',
    'src/commands/a.ts',
    "import { x } from './kit/x.ts'; import { y } from './registry.ts'",
  ],
  ['the registry knows all', 'src/gates/registry.ts', "import { a } from './a.ts'; export const x = [a]"],
  [
    'a property may be called so',
    'src/gates/a.ts',
    'const x = { process: 1, Date: y.Date, random: z.random }',
  ],
  ['facts may wait', 'src/facts/a.ts', 'export const x = async () => new Date()'],
  ['the named ones may start a process', 'src/github/token.ts', "import { spawn } from 'node:child_process'"],
];

describe('a file that keeps the rules is not', () => {
  test.each(sound)('%s', (_name, path, text) => {
    expect(faults({ [path]: text })).toEqual([]);
  });
});
