import { permissionOf } from './people.ts';
import type { RulesetRule } from './rule-forms.ts';
import { targetOf } from './rulesets.ts';
import type { Protection, Ruleset, State } from './state.ts';

type Row = readonly [kind: string, value?: string];

/** What the `update` hook reads, a line each: GLOB TAB RULE TAB VALUE, a `group` row before the rules of each owner. */
export function guardRows(state: State): string[] {
  const admins = Object.keys(state.permissions).filter((login) => permissionOf(state, login) === 'admin');
  return [
    ...state.protections.flatMap((rule) => rowsOfClassic(rule, [...new Set([...admins, state.owner])])),
    ...(state.rulesets ?? []).flatMap(rowsOfRuleset),
    // The tag of an immutable release neither moves nor goes (fact 47).
    ...state.releases
      .filter(({ immutable, draft }) => immutable && !draft)
      .flatMap(({ tag }) => rowsFor(`refs/tags/${tag}`, [['group', 'classic:'], ['frozen']])),
  ];
}

const rowsFor = (ref: string, rows: readonly Row[]): string[] =>
  rows.map(([kind, value = '']) => `${ref}\t${kind}\t${value}\n`);

function rowsOfClassic(rule: Protection, admins: readonly string[]): string[] {
  return rowsFor(`refs/heads/${rule.branch}`, [
    ['group', `classic:${rule.enforceAdmins ? '' : admins.join(',')}`],
    ...(rule.allowsForcePushes ? [] : [['no-force'] as const]),
    ...(rule.allowsDeletions ? [] : [['no-delete'] as const]),
    ...(rule.locked ? [['locked'] as const] : []),
    ...(rule.requiresPullRequest === null ? [] : [['pull-request'] as const]),
    ...(rule.requiresLinearHistory ? [['linear'] as const] : []),
    ...(rule.requiresSignatures ? [['signed'] as const] : []),
    ...(rule.restrictedTo === null ? [] : [['only', rule.restrictedTo.join(',')] as const]),
    ...(rule.blocksCreations === true && rule.restrictedTo !== null
      ? [['only-create', rule.restrictedTo.join(',')] as const]
      : []),
    ...(rule.requiredStatusChecks?.contexts ?? []).map((context) => ['check', context] as const),
  ]);
}

function rowsOfRuleset(ruleset: Ruleset): string[] {
  const rows: Row[] = [
    ['group', `ruleset:${(ruleset.bypass ?? []).join(',')}`],
    ...ruleset.rules.flatMap(rowsOfRule),
  ];
  const target = targetOf(ruleset);
  if (target === 'push') return rowsFor('*', rows);
  const folder = target === 'tag' ? 'refs/tags' : 'refs/heads';
  return ruleset.branches.flatMap((name) => rowsFor(`${folder}/${name}`, rows));
}

function rowsOfRule(rule: RulesetRule): Row[] {
  switch (rule.type) {
    case 'creation':
      return [['no-create']];
    case 'update':
      return [['no-update']];
    case 'deletion':
      return [['no-delete']];
    case 'non_fast_forward':
      return [['no-force']];
    case 'required_linear_history':
      return [['linear']];
    case 'required_signatures':
      return [['signed']];
    case 'pull_request':
      return [['pull-request']];
    case 'merge_queue':
      return [['merge-queue']];
    case 'required_status_checks': {
      const kind = rule.parameters.do_not_enforce_on_create === true ? 'check-update' : 'check';
      return rule.parameters.required_status_checks.map(({ context }) => [kind, context]);
    }
    case 'required_deployments':
      return rule.parameters.required_deployment_environments.map((name) => ['deployment', name]);
    case 'workflows': {
      const kind = rule.parameters.do_not_enforce_on_create === true ? 'workflow-update' : 'workflow';
      return rule.parameters.workflows.map(({ path }) => [kind, path]);
    }
    case 'code_scanning':
      return rule.parameters.code_scanning_tools.map(({ tool }) => ['code-scanning', tool]);
    case 'file_path_restriction':
      return rule.parameters.restricted_file_paths.map((path) => ['file-path', path]);
    case 'max_file_path_length':
      return [['path-length', String(rule.parameters.max_file_path_length)]];
    case 'file_extension_restriction':
      return rule.parameters.restricted_file_extensions.map((ending) => [
        'extension',
        ending.replace(/^\*?\.?/, ''),
      ]);
    case 'max_file_size':
      return [['size', String(rule.parameters.max_file_size * 1024 * 1024)]];
    default:
      return [rowOfPattern(rule)];
  }
}

type PatternRule = Extract<RulesetRule, { parameters: { operator: string } }>;

const subjects = {
  commit_message_pattern: ['message', 'Commit message'],
  commit_author_email_pattern: ['author', 'Author email'],
  committer_email_pattern: ['committer', 'Committer email'],
  branch_name_pattern: ['branch-name', 'Branch name'],
  tag_name_pattern: ['tag-name', 'Tag name'],
} as const;

const demands = {
  starts_with: 'start with a matching pattern',
  ends_with: 'end with a matching pattern',
  contains: 'contain a matching pattern',
  regex: 'match a given regex pattern',
} as const;

/** VALUE is `yes` or `no` (whether it must fit), the extended regular expression, and what is said, a tab between. */
function rowOfPattern({ type, parameters }: PatternRule): Row {
  const { name, negate = false, operator, pattern } = parameters;
  const [kind, subject] = subjects[type];
  const said = name ?? `${subject} must ${negate ? 'not ' : ''}${demands[operator]}: ${pattern}`;
  return [kind, [negate ? 'no' : 'yes', expression(operator, pattern), said].join('\t')];
}

function expression(operator: keyof typeof demands, pattern: string): string {
  if (operator === 'regex') return pattern;
  const plain = pattern.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return operator === 'starts_with' ? `^${plain}` : operator === 'ends_with' ? `${plain}$` : plain;
}
