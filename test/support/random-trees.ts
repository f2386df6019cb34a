import * as fc from 'fast-check';
import type { FileSpec, Snapshot } from './git-history.ts';

/** One change to a tree. Paths are picked by number among those there are, so that every operation does something. */
export type TreeOperation =
  | { readonly kind: 'edit'; readonly file: number; readonly line: number; readonly text: string }
  | { readonly kind: 'add'; readonly path: string; readonly file: FileSpec }
  | { readonly kind: 'delete' | 'chmod' | 'link'; readonly file: number }
  | { readonly kind: 'rename'; readonly file: number; readonly to: string }
  | { readonly kind: 'rename-folder'; readonly from: string; readonly to: string };

const folders = ['', 'd/', 'e/', 'd/in/'];
const path = fc
  .tuple(fc.constantFrom(...folders), fc.constantFrom('a', 'b', 'c', 'd', 'x.bin'))
  .map((parts) => parts.join(''));
const word = fc.constantFrom('one', 'two', 'three', 'é', '');
const text = fc
  .tuple(fc.nat(3), fc.array(word, { minLength: 0, maxLength: 2 }))
  .map(([seed, tail]) => [...numbered(seed), ...tail].join('\n').concat('\n'));
const rules = fc.constantFrom(
  ...['* merge=union\n', 'a -merge\n', '*.bin binary\n', 'b text eol=crlf\n', '* text=auto\n'],
  '[attr]log merge=union\na log\nlong log\n',
);

const file = fc.oneof(
  { weight: 6, arbitrary: text },
  {
    weight: 1,
    arbitrary: fc.constantFrom('a', '../x').map((content) => ({ content, mode: '120000' as const })),
  },
  { weight: 1, arbitrary: text.map((content) => ({ content, mode: '100755' as const })) },
  { weight: 1, arbitrary: fc.nat(3).map((n) => ({ content: Buffer.from([0, 1, 2, n, 255, 10, n]) })) },
);
const added = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('add' as const), path, file }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('add' as const),
      path: fc.constantFrom('.gitattributes', 'd/.gitattributes', 'd/in/.gitattributes', 'e/.gitattributes'),
      file: rules,
    }),
  },
);

export const treeOperation: fc.Arbitrary<TreeOperation> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('edit' as const),
      file: fc.nat(20),
      line: fc.nat(59),
      text: word,
    }),
  },
  { weight: 3, arbitrary: added },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('delete' as const), file: fc.nat(20) }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constantFrom('chmod' as const, 'link' as const), file: fc.nat(20) }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('rename' as const), file: fc.nat(20), to: path }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('rename-folder' as const),
      from: fc.constantFrom('d/', 'e/'),
      to: fc.constantFrom('d/', 'e/', 'new/', ''),
    }),
  },
);

/** A tree to start from: a few files in two folders. */
export const startingTree: fc.Arbitrary<Snapshot> = fc
  .array(added, { minLength: 0, maxLength: 3 })
  .map((more) =>
    change(
      {
        a: numbered(0).join('\n'),
        ...{ 'd/a': lines(1), 'd/b': lines(2), 'e/c': lines(3) },
        'e/long': Array.from({ length: 60 }, (_, at) => `${at}\n`).join(''),
      },
      more,
    ),
  );

/** The tree after the operations. */
export function change(tree: Snapshot, operations: readonly TreeOperation[]): Snapshot {
  return operations.reduce(apply, tree);
}

function apply(tree: Snapshot, operation: TreeOperation): Snapshot {
  if (operation.kind === 'add') return place(tree, operation.path, operation.file);
  if (operation.kind === 'rename-folder') {
    const { from, to } = operation;
    const moved = Object.entries(tree).filter(([name]) => name.startsWith(from) && from !== to);
    return moved.reduce((now, [name, old]) => {
      return place(without(now, name), to + name.slice(from.length), old);
    }, tree);
  }
  const names = Object.keys(tree).sort();
  const name = names[operation.file % Math.max(names.length, 1)];
  const old = name === undefined ? undefined : tree[name];
  if (name === undefined || old === undefined) return tree;
  switch (operation.kind) {
    case 'delete':
      return without(tree, name);
    case 'rename':
      return place(without(tree, name), operation.to, old);
    case 'link':
      return { ...tree, [name]: { content: 'a', mode: '120000' } };
    case 'chmod':
      return { ...tree, [name]: { content: contentOf(old), mode: isExecutable(old) ? '100644' : '100755' } };
    case 'edit':
      return { ...tree, [name]: edited(old, operation.line, operation.text) };
  }
}

function edited(old: FileSpec, line: number, text: string): FileSpec {
  const content = contentOf(old);
  if (Buffer.isBuffer(content)) return { content: Buffer.concat([content, Buffer.from(text)]) };
  const all = content.split('\n');
  all[line % all.length] = text;
  return typeof old === 'string' ? all.join('\n') : { ...old, content: all.join('\n') || 'x' };
}

/** Puts a file in a tree; what stands in its way (a folder where a file shall be, or the reverse) goes. */
function place(tree: Snapshot, at: string, file: FileSpec): Snapshot {
  const rest = Object.entries(tree).filter(
    ([name]) => !name.startsWith(`${at}/`) && !at.startsWith(`${name}/`),
  );
  return { ...Object.fromEntries(rest), [at]: file };
}

const without = (tree: Snapshot, gone: string): Snapshot =>
  Object.fromEntries(Object.entries(tree).filter(([name]) => name !== gone));
const contentOf = (file: FileSpec) => (typeof file === 'string' ? file : file.content);
const isExecutable = (file: FileSpec) => typeof file !== 'string' && file.mode === '100755';

function numbered(seed: number): string[] {
  return Array.from({ length: 9 }, (_, at) => `line ${at} of file ${seed}`);
}
function lines(seed: number): string {
  return numbered(seed).join('\n').concat('\n');
}
