import { afterPromote } from '../domain/hand-over.ts';
import { list, mapping, valueAt } from './data.ts';
import { unknownWord } from './known.ts';
import type { Complaint, Path } from './problem.ts';

interface Named {
  readonly name: string;
  readonly path: Path;
}

interface Placed {
  readonly value: unknown;
  readonly path: Path;
}

/** The roles that the points and the items of the deployment name, each with its place. */
export function handOverRoles(policy: unknown): Named[] {
  return [
    ...entriesAt(policy, ['handOver']).flatMap((point) => [
      ...textAt(point, 'from'),
      ...textAt(point, 'to'),
      ...entriesAt(point.value, ['needs'], point.path).flatMap((need) => textAt(need, 'signOff')),
    ]),
    ...entriesAt(policy, ['deployment', 'items']).flatMap((item) => textAt(item, 'role')),
  ];
}

/** What is wrong with hand-over points and with what names them: no such point, none before it, or nobody to take. */
export function handOverComplaints(policy: unknown): Complaint[] {
  const points = entriesAt(policy, ['handOver']);
  const ids = points.flatMap((point) => textAt(point, 'id').map(({ name }) => name));
  const rules = Object.entries(mapping(valueAt(policy, ['gates']))).flatMap(([stage, each]) =>
    list(each).map((value, index): Placed => ({ value, path: ['gates', stage, index] })),
  );
  const checklists = rules
    .filter(({ value }) => valueAt(value, ['kind']) === 'checklist')
    .flatMap((rule) => textAt(rule, 'id').map(({ name }) => name));
  const ticked = [
    ...points.flatMap(({ value, path }) =>
      entriesAt(value, ['needs'], path).flatMap((need) => textAt(need, 'checklist')),
    ),
    ...textAt({ value: valueAt(policy, ['deployment']), path: ['deployment'] }, 'checklist'),
  ];
  return [
    ...points.flatMap((point, index) => [
      ...twice(point, ids.slice(0, index)),
      ...toItself(point),
      ...before(point, ids.slice(0, index), ids),
    ]),
    ...rules.flatMap((rule) =>
      valueAt(rule.value, ['kind']) === 'hand-over'
        ? unknown('hand-over point', ids, textsAt(rule, 'points'))
        : [],
    ),
    ...rules.flatMap((rule) => tooEarly(rule, points)),
    ...unknown('checklist', checklists, ticked),
  ];
}

function twice(point: Placed, earlier: readonly string[]): Complaint[] {
  return textAt(point, 'id')
    .filter(({ name }) => earlier.includes(name))
    .map(({ name, path }) => complaint(path, `there is already a hand-over point \`${name}\``));
}

function toItself(point: Placed): Complaint[] {
  const [from] = textAt(point, 'from');
  return textAt(point, 'to')
    .filter(({ name }) => name === from?.name)
    .map(({ name, path }) =>
      complaint(path, `\`${name}\` hands over to itself`, 'a giver and a taker are two roles'),
    );
}

/** Points stand in the order in which they come, so that none can wait for itself. */
function before(point: Placed, earlier: readonly string[], all: readonly string[]): Complaint[] {
  const wrong = textsAt(point, 'after').filter(
    ({ name }) => name !== afterPromote && !earlier.includes(name),
  );
  const known = wrong.filter(({ name }) => all.includes(name));
  const strange = wrong.filter(({ name }) => !all.includes(name));
  return [
    ...unknown('hand-over point', [...earlier, afterPromote], strange),
    ...known.map(({ name, path }) =>
      complaint(path, `\`${name}\` does not come before this point`, 'points stand in their order'),
    ),
  ];
}

/** A gate before the release that waits for what comes after it. */
function tooEarly(rule: Placed, points: readonly Placed[]): Complaint[] {
  const stage = String(rule.path[1]);
  if (valueAt(rule.value, ['kind']) !== 'hand-over' || stage === 'deploy' || stage === 'accept') return [];
  return textsAt(rule, 'points')
    .filter(({ name }) => comesAfterPromote(name, points))
    .map(({ name, path }) =>
      complaint(
        path,
        `the gate can never pass: \`${name}\` comes after \`promote\``,
        'ask for it at `deploy` or `accept`',
      ),
    );
}

function comesAfterPromote(id: string, points: readonly Placed[]): boolean {
  const index = points.findIndex((point) => textAt(point, 'id')[0]?.name === id);
  const point = points[index];
  if (point === undefined) return false;
  const after = textsAt(point, 'after').map(({ name }) => name);
  return (
    after.includes(afterPromote) || after.some((name) => comesAfterPromote(name, points.slice(0, index)))
  );
}

const unknown = (what: string, there: readonly string[], names: readonly Named[]): Complaint[] =>
  names
    .filter(({ name }) => !there.includes(name))
    .map(({ name, path }) => ({ path, on: 'value', ...unknownWord(what, name, there) }));

const complaint = (path: Path, message: string, hint?: string): Complaint => ({
  ...{ path, on: 'value', message },
  ...(hint === undefined ? {} : { hint }),
});

const entriesAt = (value: unknown, keys: readonly string[], path: Path = []): Placed[] =>
  list(valueAt(value, keys)).map((entry, index) => ({ value: entry, path: [...path, ...keys, index] }));

const textAt = ({ value, path }: Placed, key: string): Named[] => {
  const name = valueAt(value, [key]);
  return typeof name === 'string' ? [{ name, path: [...path, key] }] : [];
};

const textsAt = ({ value, path }: Placed, key: string): Named[] =>
  list(valueAt(value, [key])).flatMap((name, index) =>
    typeof name === 'string' ? [{ name, path: [...path, key, index] }] : [],
  );
