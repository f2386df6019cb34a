import { type Calendar, calendarState, nextOpening } from '../../domain/calendar.ts';
import type { GateRule, Policy } from '../../domain/policy.ts';
import type { PolicyFacts } from './facts.ts';
import { templateFile } from './notes.ts';
import { type PlacedRule, type Remark, remarkOn, rulesOf, textAt, textsAt } from './remark.ts';

/** Files that the policy names and the develop branch would have to have. */
export const wantedFiles = (policy: Policy): string[] => [
  ...new Set([
    ...rulesOf(policy, 'command').flatMap(({ rule }) => textsAt(rule, 'files').map(({ text }) => text)),
    ...rulesOf(policy, 'document').flatMap(({ rule }) => documentPath(rule) ?? []),
    ...[templateFile(policy)].filter((path) => path !== null),
  ]),
];

/** The path of a document that is to be found there alone; one that holds the version is written for each train. */
function documentPath(rule: unknown): string | null {
  const path = textAt(rule, ['path']);
  return path === null || path.includes('{version}') || textAt(rule, ['name']) !== null ? null : path;
}

/** Files that are not there, programs that are not laid out, and windows that never open. */
export function placeRemarks(policy: Policy, facts: PolicyFacts): Remark[] {
  const { develop } = policy.branches;
  const lacks = (path: string) => facts.files.ok && facts.files.value.get(path) === false;
  return [
    ...rulesOf(policy, 'command').flatMap((placed) => [
      ...program(placed),
      ...textsAt(placed.rule, 'files').flatMap(({ text, at }) => {
        if (!lacks(text)) return [];
        const said = `can never pass: ${text} is not on ${develop}`;
        return [
          remarkOn(placed, at, { code: 'command.no-file', said, hint: 'commit it, or correct its path' }),
        ];
      }),
    ]),
    ...rulesOf(policy, 'document').flatMap((placed) => {
      const path = documentPath(placed.rule);
      if (path === null || !lacks(path)) return [];
      const said = `does not pass yet: ${path} is not on ${develop}`;
      return [
        remarkOn(placed, ['path'], {
          code: 'document.no-file',
          said,
          hint: 'commit it, or correct its path',
        }),
      ];
    }),
    ...rulesOf(policy, 'window').flatMap((placed) => closed(placed, facts.now)),
  ];
}

/** A command runs where its files alone are: a program by a path of its own has to be one of them. */
function program(placed: PlacedRule): Remark[] {
  const name = textAt(placed.rule, ['argv', 0]) ?? '';
  const path = name.replace(/^(\.\/)+/, '');
  const files = textsAt(placed.rule, 'files').map(({ text }) => text);
  if (!name.includes('/') || name.startsWith('/') || files.includes(path)) return [];
  const said = `can never pass: it runs where only \`files\` are, and ${path} is not one of them`;
  return [remarkOn(placed, ['argv', 0], { code: 'command.no-file', said, hint: `say \`files: [${path}]\`` })];
}

function closed(placed: PlacedRule, now: number): Remark[] {
  // The kind's own schema has seen to it.
  const rule = placed.rule as GateRule & Calendar;
  if (calendarState(rule, now).state === 'open' || nextOpening(rule, now) !== null) return [];
  const said = 'can never pass: no window opens outside a freeze within 400 days';
  return [remarkOn(placed, ['open'], { code: 'window.never-open', said })];
}
