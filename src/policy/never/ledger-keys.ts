import type { Policy } from '../../domain/policy.ts';
import { list, valueAt } from '../data.ts';
import type { PolicyFacts } from './facts.ts';
import { heldBy } from './holders.ts';
import { type Remark, rulesOf, textAt, textsAt } from './remark.ts';

/** Roles whose word is in a signed ledger, and of whose holders nobody has a key there: nothing of theirs can count. */
export function ledgerKeyRemarks(policy: Policy, facts: PolicyFacts): Remark[] {
  const { signed, keys } = policy.ledger;
  if (!signed) return [];
  // A key with an end counts for nothing that comes now.
  const signers = new Set(
    keys.filter(({ until }) => until === undefined).map(({ login }) => login.toLowerCase()),
  );
  return [...recordingRoles(policy)].flatMap((role): Remark[] => {
    const { logins } = heldBy(role, policy, facts);
    // Where nobody holds it, that is said already.
    if (logins === null || logins.size === 0 || [...logins].some((login) => signers.has(login))) return [];
    const who = [...logins].sort().join(', ');
    return [
      {
        ...{ code: 'ledger.no-key', gate: null, path: ['roles', role], on: 'key' },
        message: `nothing that ${role} puts on record can count: the ledger is signed, and nobody who holds the role (${who}) has a key in ledger.keys`,
        hint: 'add the public ssh key of one of them to `ledger.keys`',
      },
    ];
  });
}

/** Every role that the ledger has the word of. */
function recordingRoles(policy: Policy): ReadonlySet<string> {
  const { approvals, handOver, trains, roles } = policy;
  const inRules = rulesOf(policy).flatMap(({ rule }) => [
    ...[...textsAt(rule, 'waivableBy'), ...(rule.kind === 'sign-off' ? textsAt(rule, 'roles') : [])].map(
      ({ text }) => text,
    ),
    ...[textAt(rule, ['recordedBy']) ?? []].flat(),
    ...list(valueAt(rule, ['items'])).flatMap((item) => textAt(item, ['role']) ?? []),
  ]);
  const bySignOff = Object.values(approvals).flatMap(({ by, role }) =>
    by.some((form) => 'signOff' in form) ? [role] : [],
  );
  const handed = handOver.flatMap(({ from, to }) => [from, to]);
  const all = [...inRules, ...bySignOff, ...handed, ...trains.holdBy, ...trains.closeBy];
  return new Set(all.filter((role) => Object.hasOwn(roles, role)));
}
