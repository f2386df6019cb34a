import type { Policy } from '../../domain/policy.ts';
import type { PolicyFacts } from './facts.ts';
import { heldBy } from './holders.ts';
import { lacksLabel } from './names.ts';
import { type Remark, textsAt } from './remark.ts';

/** Why nobody can ever give an approval. */
interface Never {
  readonly code: string;
  readonly why: string;
  readonly hint: string;
}

/** Whether an approval can be given at all. */
export interface Given {
  readonly never: Never | null;
}

/** Of each approval whether it can be given at all: by its role, one of its forms, and what has to come before it. */
export function givenBy(policy: Policy, facts: PolicyFacts): Map<string, Given> {
  const never = (name: string, way: readonly string[]): Never | null => {
    const approval = Object.hasOwn(policy.approvals, name) ? policy.approvals[name] : undefined;
    // An order that goes in a circle is a problem of the policy, told when it is read.
    if (approval === undefined || way.includes(name)) return null;
    const nobody = heldBy(approval.role, policy, facts).nobody;
    const hint = `name users or teams of ${approval.role} under \`roles\``;
    if (nobody !== null) return { code: 'role.empty', why: nobody, hint };
    const labels = approval.by.map((form) => ('label' in form ? form.label : null));
    const lacking = labels.filter((label) => label !== null && lacksLabel(label, facts));
    if (lacking.length === labels.length) {
      const why = `the repository has no label ${lacking.map((label) => `\`${label}\``).join(' or ')}`;
      return { code: 'approvals.no-label', why, hint: 'create it, or correct its name' };
    }
    for (const before of approval.after) {
      const first = never(before, [...way, name]);
      if (first !== null) return { ...first, why: `${before} has to come first, and ${first.why}` };
    }
    return null;
  };
  return new Map(Object.keys(policy.approvals).map((name) => [name, { never: never(name, []) }]));
}

/**
 * The approval that only a sign-off can give, and that this one is or needs first; null where there is none. Before a
 * change is picked or cut no candidate holds it, so that nobody can sign one off.
 */
export function onlyBySignOff(name: string, policy: Policy, way: readonly string[] = []): string | null {
  const { approvals } = policy;
  const approval = Object.hasOwn(approvals, name) ? approvals[name] : undefined;
  if (approval === undefined || way.includes(name)) return null;
  if (approval.by.every((form) => 'signOff' in form)) return name;
  const before = approval.after.map((first) => onlyBySignOff(first, policy, [...way, name]));
  return before.find((first) => first !== null) ?? null;
}

/** Every approval that a pick or a gate requires, and those that have to come before one of them. */
function neededApprovals({ approvals, pick, gates }: Policy): ReadonlySet<string> {
  const required = Object.values(gates)
    .flat()
    .flatMap((rule) => textsAt(rule, 'requires').map(({ text }) => text));
  const needed = new Set<string>();
  const add = (name: string): void => {
    if (needed.has(name) || !Object.hasOwn(approvals, name)) return;
    needed.add(name);
    for (const before of approvals[name]?.after ?? []) add(before);
  };
  for (const name of [...pick.requires, ...required]) add(name);
  return needed;
}

/** Approvals that are needed, and that one person alone may give, and not for what they wrote; and labels by which nobody can. */
export function approvalRemarks(policy: Policy, facts: PolicyFacts): Remark[] {
  const needed = neededApprovals(policy);
  return Object.entries(policy.approvals).flatMap(([name, { role, by, notAuthor }]): Remark[] => {
    if (!needed.has(name)) return [];
    const { logins } = heldBy(role, policy, facts);
    const [only] = [...(logins ?? [])];
    const alone: Remark[] =
      notAuthor && logins?.size === 1
        ? [
            {
              ...{ code: 'approvals.one-person', gate: null, path: ['approvals', name, 'role'], on: 'value' },
              message: `what ${only} writes can never get the approval ${name}: nobody else holds the role ${role}, and no author may give it`,
              hint: `name somebody else under \`roles.${role}\`, or say \`notAuthor: false\``,
            },
          ]
        : [];
    const forms = by.flatMap((form, index): Remark[] => {
      if (!('label' in form) || !lacksLabel(form.label, facts)) return [];
      const message = `nobody can give the approval ${name} by the label \`${form.label}\`: the repository has no such label`;
      const place = { gate: null, path: ['approvals', name, 'by', index, 'label'], on: 'value' } as const;
      return [{ ...place, code: 'approvals.no-label', message, hint: 'create it, or correct its name' }];
    });
    return [...alone, ...forms];
  });
}
