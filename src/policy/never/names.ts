import type { Read } from '../../domain/errors.ts';
import { matchPattern } from '../../domain/pattern.ts';
import type { Policy } from '../../domain/policy.ts';
import { valueAt } from '../data.ts';
import { nearest } from '../known.ts';
import type { PolicyFacts } from './facts.ts';
import { type PlacedRule, type Remark, remarkOn, rulesOf, textAt, textsAt } from './remark.ts';

/** Whether the repository is known to have no label of this name; with `{version}` in it: for no version at all. */
export const lacksLabel = (name: string, { labels }: Pick<PolicyFacts, 'labels'>): boolean =>
  lacks(name, labels);

// GitHub takes names that differ only in their case for the same.
const lacks = (name: string, there: Read<readonly string[]>): boolean =>
  there.ok && !there.value.some((one) => matchPattern(name.toLowerCase(), one.toLowerCase()) !== null);

/** What the gates and picks look for under a label, in a milestone or on a branch that the repository does not have. */
export function nameRemarks(policy: Policy, facts: PolicyFacts): Remark[] {
  return [
    ...rulesOf(policy, 'issues').flatMap((rule) => issues(rule, facts)),
    ...rulesOf(policy, 'pull-requests').flatMap((rule) => selections(rule, facts)),
    ...rulesOf(policy, 'tickets').flatMap((rule) => tickets(rule, facts)),
    ...rulesOf(policy, 'merges-cleanly').flatMap((rule) => merges(rule, facts)),
    ...picks(policy, facts),
    ...versions(policy, facts),
  ];
}

function issues(placed: PlacedRule, facts: PolicyFacts): Remark[] {
  const labels = textsAt(placed.rule, 'labels').flatMap(({ text, at }) => {
    if (!lacksLabel(text, facts)) return [];
    const said = `passes whatever is open: no issue has the label \`${text}\`, which the repository does not have`;
    return [remarkOn(placed, at, { code: 'issues.no-label', said, hint: mend(text, facts.labels) })];
  });
  return [...labels, ...milestone(placed, ['milestone'], 'issues', facts)];
}

function tickets(placed: PlacedRule, facts: PolicyFacts): Remark[] {
  const labels = textsAt(placed.rule, 'labels').flatMap(({ text, at }) => {
    if (!lacksLabel(text, facts)) return [];
    const said = `can never pass: the repository has no label \`${text}\``;
    return [remarkOn(placed, at, { code: 'tickets.no-label', said, hint: mend(text, facts.labels) })];
  });
  return [...labels, ...milestone(placed, ['milestone'], 'tickets', facts)];
}

function milestone(
  placed: PlacedRule,
  at: readonly string[],
  kind: string,
  { milestones }: PolicyFacts,
): Remark[] {
  const title = textAt(placed.rule, at);
  if (title === null || !lacks(title, milestones)) return [];
  const said = `can never pass: the repository has no milestone \`${title}\``;
  return [remarkOn(placed, at, { code: `${kind}.no-milestone`, said, hint: mend(title, milestones) })];
}

/** PRs that cannot be there: what is selected is nothing, which is no proof of anything unless the rule says so. */
function selections(placed: PlacedRule, facts: PolicyFacts): Remark[] {
  const outcome = valueAt(placed.rule, ['allowNone']) === true ? 'passes whatever is open' : 'can never pass';
  const missing = (key: string, what: string, there: Read<readonly string[]>): Remark[] => {
    const name = textAt(placed.rule, ['select', key]);
    if (name === null || !lacks(name, there)) return [];
    const said = `${outcome}: the repository has no ${what} \`${name}\``;
    const code = `pull-requests.no-${what}`;
    return [remarkOn(placed, ['select', key], { code, said, hint: mend(name, there) })];
  };
  return [
    ...missing('label', 'label', facts.labels),
    ...milestone(placed, ['select', 'milestone'], 'pull-requests', facts),
    ...missing('base', 'branch', facts.branches),
  ];
}

/** What a rule says for branches whose names it need not know. */
const standFor = new Set(['develop', 'production', 'rc']);

function merges(placed: PlacedRule, { branches }: PolicyFacts): Remark[] {
  return textsAt(placed.rule, 'into').flatMap(({ text, at }) => {
    if (standFor.has(text) || !lacks(text, branches)) return [];
    const said = `can never pass: the remote has no branch \`${text}\``;
    return [remarkOn(placed, at, { code: 'merges-cleanly.no-branch', said, hint: mend(text, branches) })];
  });
}

function picks({ pick: { select } }: Policy, facts: PolicyFacts): Remark[] {
  const missing = (key: 'label' | 'milestone' | 'base', what: string, there: Read<readonly string[]>) => {
    const name = select[key];
    if (name === undefined || !lacks(name, there)) return [];
    const message = `\`rel pick --approved\` finds no PR: the repository has no ${what} \`${name}\``;
    const place = { gate: null, path: ['pick', 'select', key], on: 'value' } as const;
    return [{ ...place, code: `pick.no-${what}`, message, hint: mend(name, there) }];
  };
  return [
    ...missing('label', 'label', facts.labels),
    ...missing('milestone', 'milestone', facts.milestones),
    ...missing('base', 'branch', facts.branches),
  ];
}

/** Labels that no PR can have: the next version would be smaller than what it brings, and nobody would be told. */
function versions({ versions: rules }: Policy, facts: PolicyFacts): Remark[] {
  return (['major', 'minor'] as const).flatMap((type) =>
    rules[type].flatMap((label, at): Remark[] => {
      if (!lacksLabel(label, facts)) return [];
      const message = `no PR makes the next version a ${type} one: the repository has no label \`${label}\``;
      const place = { gate: null, path: ['versions', type, at], on: 'value' } as const;
      return [{ ...place, code: 'versions.no-label', message, hint: mend(label, facts.labels) }];
    }),
  );
}

/** `did you mean \`bug\`?`, or what to do where nothing is near. */
function mend(name: string, there: Read<readonly string[]>): string {
  const near = there.ok && !name.includes('{') ? nearest(name, there.value) : undefined;
  return near === undefined ? 'create it, or correct its name' : `did you mean \`${near}\`?`;
}
