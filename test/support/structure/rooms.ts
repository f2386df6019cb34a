import { posix } from 'node:path';
import type { Import, SourceFile } from './source.ts';

/** Every room under the commands. */
const below = [
  'view',
  'apply',
  'facts',
  'sandbox',
  'policy',
  'gates',
  'plans',
  'steps',
  'git',
  'github',
  'domain',
];

/** Which rooms of the house each room may import from (design.md, section 6). */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  main: ['commands', ...below],
  commands: below,
  view: ['domain'],
  apply: ['steps', 'git', 'github', 'domain'],
  facts: ['policy', 'gates', 'plans', 'steps', 'git', 'github', 'domain'],
  sandbox: ['git', 'domain'],
  policy: ['gates', 'domain'],
  gates: ['domain'],
  plans: ['steps', 'domain'],
  steps: ['git', 'github', 'domain'],
  git: ['domain'],
  github: ['domain'],
  domain: [],
};

/** Rooms whose files know nothing of each other, and the files of each that they share all the same. */
const sharedFiles: Readonly<Record<string, readonly string[]>> = {
  commands: ['registry.ts'],
  gates: [
    ...[
      'registry.ts',
      'gate.ts',
      'judge.ts',
      'roles.ts',
      'waivers.ts',
      'uncounted.ts',
      'headings.ts',
      'read-again.ts',
    ],
    ...['checks/latest.ts', 'checks/state.ts'],
  ],
  steps: [
    'registry.ts',
    'step.ts',
    'require-github.ts',
    'sign-entries.ts',
    'held-meanwhile.ts',
    'picks-comment.ts',
    'recorded-meanwhile.ts',
    'release-before.ts',
    'rivals.ts',
  ],
};

/** Libraries that one room alone knows, and the files that may all the same. */
const ownedLibraries = [
  {
    names: /^(simple-git|(node:)?child_process)(\/|$)/,
    homes: [
      'src/git/',
      'src/sandbox/',
      'src/github/token.ts',
      'src/commands/kit/',
      'src/facts/gates/run-command.ts',
      'src/apply/process-life.ts',
    ],
  },
  { names: /^@octokit\//, homes: ['src/github/'] },
  { names: /^(chalk|cli-table3)(\/|$)/, homes: ['src/view/'] },
  { names: /^yaml(\/|$)/, homes: ['src/policy/'] },
];

/** Imports that go the wrong way, between siblings, or to a library of another room. */
export function importFaults(file: SourceFile): string[] {
  return file.imports.flatMap((i) => {
    if (i.from === null) return [`${file.path}: an import() whose target cannot be read`];
    if (!i.from.startsWith('.')) return libraryFaults(file.path, i.from);
    const target = posix.join(posix.dirname(file.path), i.from);
    return [...directionFaults(file.path, target, i), ...siblingFaults(file.path, target)];
  });
}

/** The room of a path: `gates` of `src/gates/checks.ts`, `main` of `src/main.ts`; null outside src. */
export const roomOf = (path: string): string | null => /^src\/(\w+)(?:\/|\.ts$)/.exec(path)?.[1] ?? null;

function directionFaults(path: string, target: string, { typeOnly }: Import): string[] {
  const [from, to] = [roomOf(path), roomOf(target)];
  const allowed = from === null ? undefined : mayImport[from];
  if (allowed === undefined) return [`${path}: is in no room of the house`];
  if (to === null) return target === 'package.json' ? [] : [`${path}: imports ${target}, outside the house`];
  if (from === to) return [];
  if (!allowed.includes(to)) return [`${path}: ${from} may not import ${target}`];
  return from === 'plans' && to === 'steps' && !typeOnly
    ? [`${path}: plans may import only types of ${target}`]
    : [];
}

function siblingFaults(path: string, target: string): string[] {
  const room = roomOf(path);
  const shared = room === null ? undefined : sharedFiles[room];
  if (shared === undefined || roomOf(target) !== room) return [];
  const [own, other] = [path, target].map((p) => p.replace(`src/${room}/`, ''));
  if (own === undefined || other === undefined || own === 'registry.ts' || shared.includes(other)) return [];
  const [ownKind, otherKind] = [own, other].map((p) => p.split('/')[0]?.replace(/\.ts$/, ''));
  const isKit = room === 'commands' && other.includes('/');
  return isKit || ownKind === otherKind ? [] : [`${path}: ${room} are siblings and may not import ${target}`];
}

function libraryFaults(path: string, name: string): string[] {
  return ownedLibraries
    .filter(({ names, homes }) => names.test(name) && !homes.some((home) => path.startsWith(home)))
    .map(({ homes }) => `${path}: only ${homes.join(', ')} may import ${name}`);
}
