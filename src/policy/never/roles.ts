import type { Policy } from '../../domain/policy.ts';
import { list, valueAt } from '../data.ts';
import type { Path } from '../problem.ts';
import { type Given, givenBy, onlyBySignOff } from './approvals.ts';
import type { PolicyFacts } from './facts.ts';
import { heldBy } from './holders.ts';
import { type PlacedRule, type Remark, remarkOn, rulesOf, textAt, textsAt } from './remark.ts';

/** Roles that nobody holds, where something waits for them, and approvals that nobody can give. */
export function roleRemarks(policy: Policy, facts: PolicyFacts): Remark[] {
  const given = givenBy(policy, facts);
  const found = [
    ...rulesOf(policy).flatMap((rule) => [
      ...actors(rule, policy, facts),
      ...waivers(rule, policy, facts),
      ...required(rule, policy, given),
    ]),
    ...picks(policy, given),
  ];
  return [...found, ...unused(policy, facts, found), ...teams(policy, facts)];
}

/** Those who sign off, those who tick, and those who record a document. */
function actors(placed: PlacedRule, policy: Policy, facts: PolicyFacts): Remark[] {
  const signing = placed.rule.kind === 'sign-off' ? textsAt(placed.rule, 'roles') : [];
  const ticking = list(valueAt(placed.rule, ['items'])).flatMap((item, index) => {
    const text = textAt(item, ['role']);
    return text === null ? [] : [{ text, at: ['items', index, 'role'] }];
  });
  const recorder = textAt(placed.rule, ['recordedBy']);
  const recording = recorder === null ? [] : [{ text: recorder, at: ['recordedBy'] }];
  return [...signing, ...ticking, ...recording].flatMap(({ text, at }) => {
    const why = heldBy(text, policy, facts).nobody;
    if (why === null) return [];
    return [remarkOn(placed, at, { code: 'role.empty', said: `can never pass: ${why}`, hint: naming(text) })];
  });
}

function waivers(placed: PlacedRule, policy: Policy, facts: PolicyFacts): Remark[] {
  return textsAt(placed.rule, 'waivableBy').flatMap(({ text, at }) => {
    const why = heldBy(text, policy, facts).nobody;
    if (why === null) return [];
    const said = `can never be waived by ${text}: ${why}`;
    return [remarkOn(placed, at, { code: 'role.empty', said, hint: naming(text) })];
  });
}

function required(placed: PlacedRule, policy: Policy, given: ReadonlyMap<string, Given>): Remark[] {
  if (placed.rule.kind !== 'approvals') return [];
  return textsAt(placed.rule, 'requires').flatMap(({ text, at }) => {
    const early = placed.stage === 'pick' || placed.stage === 'cut' ? onlyBySignOff(text, policy) : null;
    const trouble = given.get(text)?.never ?? null;
    if (trouble === null && early !== null) {
      const why = `only a sign-off gives the approval ${early}, and no candidate holds a change before its ${placed.stage}`;
      return [
        remarkOn(placed, at, {
          code: 'approvals.only-sign-off',
          said: `can never pass: ${why}`,
          hint: inTime,
        }),
      ];
    }
    if (trouble === null) return [];
    const said = `can never pass: nobody can give the approval ${text}, since ${trouble.why}`;
    return [remarkOn(placed, at, { code: trouble.code, said, hint: trouble.hint })];
  });
}

function picks(policy: Policy, given: ReadonlyMap<string, Given>): Remark[] {
  return policy.pick.requires.flatMap((name, index): Remark[] => {
    const place = { gate: null, path: ['pick', 'requires', index], on: 'value' } as const;
    const trouble = given.get(name)?.never ?? null;
    if (trouble !== null) {
      const message = `no fix can ever be picked: nobody can give the approval ${name}, since ${trouble.why}`;
      return [{ ...place, code: trouble.code, message, hint: trouble.hint }];
    }
    const early = onlyBySignOff(name, policy);
    if (early === null) return [];
    const message = `no fix can ever be picked: only a sign-off gives the approval ${early}, and no candidate holds a change before its pick`;
    return [{ ...place, code: 'approvals.only-sign-off', message, hint: inTime }];
  });
}

/** A role without anybody that nothing else was said about. */
function unused(policy: Policy, facts: PolicyFacts, found: readonly Remark[]): Remark[] {
  return Object.keys(policy.roles).flatMap((role): Remark[] => {
    const why = heldBy(role, policy, facts).nobody;
    if (why === null || found.some(({ message }) => message.endsWith(why))) return [];
    const place = { gate: null, path: ['roles', role], on: 'key' } as const;
    return [{ ...place, code: 'role.empty', message: why, hint: naming(role) }];
  });
}

/** Teams that cannot be read: whether anybody is in them is not known. */
function teams({ roles }: Policy, facts: PolicyFacts): Remark[] {
  return Object.entries(roles).flatMap(([role, { teams: named }]) =>
    named.flatMap((team, index): Remark[] => {
      const read = Object.hasOwn(facts.teams, team) ? facts.teams[team] : undefined;
      if (read === undefined || read.ok || read.permission === undefined) return [];
      const message = `the team ${team} cannot be read: every gate that asks who is in it is unknown (${read.why})`;
      const hint = `correct its name, or give the token the permission \`${read.permission}\``;
      const path: Path = ['roles', role, 'teams', index];
      return [{ code: 'role.team-unreadable', gate: null, path, on: 'value', message, hint }];
    }),
  );
}

const inTime = 'let it be given in another way, too, or require it at `promote`';

const naming = (role: string): string => `name users or teams of ${role} under \`roles\``;
