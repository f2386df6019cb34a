import { list, mapping, valueAt } from './data.ts';
import { handOverComplaints, handOverRoles } from './hand-over.ts';
import { unknownWord } from './known.ts';
import { repeatedLines } from './lines.ts';
import type { Complaint, Path } from './problem.ts';

/** Roles that rel has a word for: a policy may name them before anybody holds them. */
const roleWords = ['rte', 'qa', 'pdm', 'ops', 'release-manager', 'dev', 'support'];

export interface Remarks {
  readonly problems: readonly Complaint[];
  readonly warnings: readonly Complaint[];
}

/**
 * What names something that is not there: roles, approvals, and orders that can never be kept. Looks at the policy
 * before it is known to have the right form, so that one wrong key does not hide a wrong name.
 */
export function references(policy: unknown): Remarks {
  const roles = Object.keys(mapping(valueAt(policy, ['roles'])));
  const approvals = mapping(valueAt(policy, ['approvals']));
  const names = Object.keys(approvals);
  const entries = names.map((name) => ({ path: ['approvals', name], approval: approvals[name] }));
  const rules = gateRules(policy);
  // A gate may name a role of rel's own words before anybody holds it; until then it cannot pass.
  const inGates = rules.flatMap(({ path, rule }) => [
    ...namesAt(rule, 'waivableBy', path),
    ...namesAt(rule, 'roles', path),
    ...oneAt(rule, 'recordedBy', path),
    ...list(valueAt(rule, ['items'])).flatMap((item, at) => oneAt(item, 'role', [...path, 'items', at])),
  ]);
  const trains = valueAt(policy, ['trains']);
  const acting = [...['holdBy', 'closeBy'].flatMap((key) => namesAt(trains, key, ['trains'])), ...inGates];
  const named = [...acting, ...handOverRoles(policy)];
  return {
    problems: [
      ...entries.flatMap(({ path, approval }) => absent('role', roles, oneAt(approval, 'role', path))),
      ...entries.flatMap(({ path, approval }) => absent('approval', names, namesAt(approval, 'after', path))),
      ...absent('approval', names, namesAt(valueAt(policy, ['pick']), 'requires', ['pick'])),
      ...rules.flatMap(({ path, rule }) => absent('approval', names, namesAt(rule, 'requires', path))),
      ...absent('role', [...roles, ...roleWords], named),
      ...circles(approvals),
      ...twice(rules),
      ...handOverComplaints(policy),
      ...repeatedLines(policy),
    ],
    warnings: [
      ...named
        .filter(({ name }) => roleWords.includes(name) && !roles.includes(name))
        .map(({ name, path }) => nobody(name, path)),
      ...emptyRoles(policy),
    ],
  };
}

interface Named {
  readonly name: string;
  readonly path: Path;
}

interface Placed {
  readonly path: Path;
  readonly rule: unknown;
}

function gateRules(policy: unknown): Placed[] {
  return Object.entries(mapping(valueAt(policy, ['gates']))).flatMap(([stage, rules]) =>
    list(rules).map((rule, index) => ({ path: ['gates', stage, index], rule })),
  );
}

function namesAt(value: unknown, key: string, path: Path): Named[] {
  return list(valueAt(value, [key])).flatMap((name, index) =>
    typeof name === 'string' ? [{ name, path: [...path, key, index] }] : [],
  );
}

function oneAt(value: unknown, key: string, path: Path): Named[] {
  const name = valueAt(value, [key]);
  return typeof name === 'string' ? [{ name, path: [...path, key] }] : [];
}

/** One complaint for each name that is not among those that are there. */
function absent(what: string, there: readonly string[], names: readonly Named[]): Complaint[] {
  return names
    .filter(({ name }) => !there.includes(name))
    .map(({ name, path }) => ({ path, on: 'value', ...unknownWord(what, name, there) }));
}

/** Approvals that must be given after themselves, by whatever detour; each circle is told once. */
function circles(approvals: Readonly<Record<string, unknown>>): Complaint[] {
  const after = (name: string) => namesAt(approvals[name], 'after', []).map((n) => n.name);
  const told = new Set<string>();
  const seen = new Set<string>();
  const walk = (name: string, way: readonly string[]): Complaint[] => {
    if (way.includes(name)) {
      const circle = way.slice(way.indexOf(name));
      const key = [...circle].sort().join('\0');
      if (told.has(key)) return [];
      told.add(key);
      const message = `the approvals wait for each other: ${[...circle, name].join(' after ')}`;
      return [{ path: ['approvals', circle[0] ?? name, 'after'], on: 'value', message }];
    }
    if (seen.has(name) || !Object.hasOwn(approvals, name)) return [];
    const found = after(name).flatMap((next) => walk(next, [...way, name]));
    seen.add(name);
    return found;
  };
  return Object.keys(approvals).flatMap((name) => walk(name, []));
}

/** Gates of one stage that have the same id: a waiver or an answer of `rel gate` would mean either. */
function twice(rules: readonly Placed[]): Complaint[] {
  const seen = new Set<string>();
  return rules.flatMap(({ path, rule }): Complaint[] => {
    const id = valueAt(rule, ['id']);
    const key = JSON.stringify([path[1], id]);
    if (typeof id !== 'string') return [];
    if (!seen.has(key)) {
      seen.add(key);
      return [];
    }
    const message = `there is already a gate \`${id}\` at the stage \`${String(path[1])}\``;
    return [{ path: [...path, 'id'], on: 'value', message }];
  });
}

const nobody = (role: string, path: Path): Complaint => ({
  path,
  code: 'role.empty',
  on: 'value',
  message: `nobody holds the role \`${role}\``,
  hint: 'name its users or teams under `roles`',
});

function emptyRoles(policy: unknown): Complaint[] {
  return Object.entries(mapping(valueAt(policy, ['roles'])))
    .filter(([, role]) => list(valueAt(role, ['users'])).length + list(valueAt(role, ['teams'])).length === 0)
    .map(([role]) => ({ ...nobody(role, ['roles', role]), on: 'key' }));
}
