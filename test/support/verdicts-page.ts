import { needsOf } from '../../src/gates/judge.ts';
import { type Case, policy, ruleOf, type Table, verdictOf, waivedCase, words } from '../gates/cases/case.ts';
import { factsOf } from './gate-facts.ts';

/** docs/verdicts.md: what each kind of gate says in each case of its table, to the letter. */
export function verdictsPage(tables: readonly Table[]): string {
  return `${[head, ...tables.map(section)].join('\n\n')}\n`;
}

const head = `# Verdicts

What each kind of gate says, case by case: its verdict and stable code, its message, the remedy (\`->\`), who has to act
(\`@\`) and the evidence (\`*\`: what, who, when, commit, URL). Written from the tables in \`test/gates/cases/\`, and held
against them by a test; \`UPDATE_DOCS=1 npm test -- verdicts\` writes it again.

Every case is judged on 2026-11-20 at 12:00 UTC, for the stage \`promote\` of 1.8.0 at \`cccccccccc\`. QA is quinn and the
team acme/qa (tess), RTE is rita, PDM is paula, and the release manager rene may waive. Each kind has a case of each of
these words, or a reason why the word says nothing about it: ${words.join(', ')}.`;

function section(table: Table): string {
  const { rule, none } = table;
  const asked = needsOf([ruleOf(table, { waivableBy: [] })], factsOf().subject, policy);
  const { kind, ...fields } = rule;
  const all = [...table.cases, waivedCase(table)].sort((a, b) => words.indexOf(a[0]) - words.indexOf(b[0]));
  const cases = all.map((each) => told(table, each)).join('\n\n');
  const reasons = Object.entries(none).map(([word, why]) => `- no *${word}*: ${why}`);
  return [
    `## ${kind}`,
    `Rule: \`${JSON.stringify(fields)}\`. It asks for: ${asked.map((each) => `\`${JSON.stringify(each)}\``).join(', ') || 'nothing'}.`,
    `\`\`\`text\n${cases}\n\`\`\``,
    ...(reasons.length === 0 ? [] : [reasons.join('\n')]),
  ].join('\n\n');
}

function told(table: Table, each: Case): string {
  const [word, name, , , over] = each;
  const { verdict, code, message, remedy, actor, evidence } = verdictOf(table, each);
  const changed = over === undefined ? '' : ` (${changes(over)})`;
  return [
    `${word}: ${name}${changed}`,
    `  ${verdict} ${code}`,
    `  ${message}`,
    ...(remedy === null ? [] : [`  -> ${remedy}`]),
    ...(actor === null ? [] : [`  @ ${actor}`]),
    ...evidence.map(
      ({ what, who, when, sha, url }) =>
        `  * ${[what, who, when, sha?.slice(0, 10), url].filter((part) => part !== undefined).join(' | ')}`,
    ),
  ].join('\n');
}

const changes = (over: Readonly<Record<string, unknown>>): string =>
  Object.entries(over)
    .map(([field, value]) => (value === undefined ? `no ${field}` : `${field}: ${JSON.stringify(value)}`))
    .join(', ');
