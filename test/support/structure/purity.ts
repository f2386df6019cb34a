import { roomOf } from './rooms.ts';
import type { Found, SourceFile } from './source.ts';

const pureRooms = ['plans', 'gates'];

/** What makes an answer depend on more than what was handed in; `globalThis` is the way round this list. */
const impure = new Set([
  'Promise',
  'Date',
  'Temporal',
  'performance',
  'crypto',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'process',
  'fetch',
  'globalThis',
]);

/** Waiting, clocks, randomness and the process in the rooms that are pure. */
export function purityFaults(file: SourceFile): string[] {
  if (!pureRooms.includes(roomOf(file.path) ?? '')) return [];
  const used = file.nodes.flatMap((found) => impurityOf(found));
  const builtin = file.imports.flatMap(({ from }) => (from?.startsWith('node:') ? [from] : []));
  return [...new Set([...used, ...builtin])].map((name) => `${file.path}: uses ${name}, and must be pure`);
}

function impurityOf({ node, parent, key }: Found): string[] {
  if (node.type === 'AwaitExpression') return ['await'];
  if (node.type === 'ForOfStatement' && node.await === true) return ['await'];
  if (node.async === true) return ['async'];
  if (node.type !== 'Identifier' || typeof node.name !== 'string') return [];
  const isMember = parent?.type === 'MemberExpression' && key === 'property' && parent.computed !== true;
  if (isMember) return node.name === 'random' && isMath(parent.object) ? ['Math.random'] : [];
  const isName = key === 'key' && parent?.computed !== true && parent?.shorthand !== true;
  return impure.has(node.name) && !isName ? [node.name] : [];
}

const isMath = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'name' in value && value.name === 'Math';
