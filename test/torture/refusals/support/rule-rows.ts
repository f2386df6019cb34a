import type { PushRuleKind } from '../../../../src/domain/push-rules.ts';

interface Rule {
  readonly type: string;
  readonly parameters?: object;
}
interface Ruleset {
  readonly branches?: readonly string[];
  readonly target?: 'branch' | 'tag' | 'push';
  readonly bypass?: readonly string[];
  readonly rules: readonly Rule[];
}

/** The rules of one row, and what they mean for a command: refused for `kind`, or let through (null). */
export interface Row {
  readonly name: string;
  readonly line: keyof typeof lines;
  readonly kind: PushRuleKind | null;
  readonly rulesets?: readonly Ruleset[];
  /** Classic protection of a branch that is there, as `PUT /branches/{branch}/protection` takes it. */
  readonly classic?: readonly [branch: string, rule: object];
  /** Who asks the doctor, where it is not the admin; git pushes as the admin all the same. */
  readonly as?: string;
}

export const lines = {
  'cut-rc': 'cut-rc 1.9.0',
  'cut-hotfix': 'cut-hotfix',
  pick: 'pick 231 --into 1.8',
  promote: 'promote 1.8.0',
  'sync-hotfix': 'sync-hotfix --into devel',
} as const;

const on = (branch: string, ...rules: Rule[]): readonly Ruleset[] => [{ branches: [branch], rules }];
const tags = (...rules: Rule[]): readonly Ruleset[] => [{ target: 'tag', branches: ['v*'], rules }];
const pushes = (...rules: Rule[]): readonly Ruleset[] => [{ target: 'push', rules }];
const rule = (type: string, parameters?: object): Rule =>
  parameters === undefined ? { type } : { type, parameters };
const pattern = (type: string, operator: string, text: string, more: object = {}) =>
  rule(type, { operator, pattern: text, ...more });
const checks = (more: object = {}) =>
  rule('required_status_checks', { required_status_checks: [{ context: 'not-run' }], ...more });
const deployed = rule('required_deployments', { required_deployment_environments: ['staging'] });
const workflows = (more: object = {}) =>
  rule('workflows', { workflows: [{ path: '.github/workflows/audit.yml', repository_id: 1 }], ...more });
const scanned = rule('code_scanning', { code_scanning_tools: [{ tool: 'CodeQL' }] });
const classic = (more: object = {}) => ({
  ...{
    required_status_checks: null,
    enforce_admins: true,
    required_pull_request_reviews: null,
    restrictions: null,
  },
  ...{ allow_force_pushes: true, allow_deletions: true, ...more },
});

/** A row for each rule and each sort of push that it refuses. A push that is refused changes nothing, so that one shop serves all. */
export const refused: readonly Row[] = [
  ...(['rc/*', 'rc/**/*', 'rc/1.9.0'] as const).map(
    (name): Row => ({
      name: `creations of ${name}`,
      line: 'cut-rc',
      kind: 'creation',
      rulesets: on(name, rule('creation')),
    }),
  ),
  { name: 'creations of tags', line: 'cut-rc', kind: 'creation', rulesets: tags(rule('creation')) },
  { name: 'creations of tags', line: 'promote', kind: 'creation', rulesets: tags(rule('creation')) },
  { name: 'creations', line: 'cut-hotfix', kind: 'creation', rulesets: on('hotfix/*', rule('creation')) },
  { name: 'updates', line: 'pick', kind: 'update', rulesets: on('rc/*', rule('update')) },
  { name: 'updates', line: 'promote', kind: 'update', rulesets: on('main', rule('update')) },
  { name: 'PRs only', line: 'pick', kind: 'pull-request', rulesets: on('rc/*', rule('pull_request')) },
  { name: 'PRs only', line: 'promote', kind: 'pull-request', rulesets: on('main', rule('pull_request')) },
  { name: 'merge queue', line: 'promote', kind: 'merge-queue', rulesets: on('main', rule('merge_queue')) },
  { name: 'merge queue', line: 'pick', kind: 'merge-queue', rulesets: on('rc/*', rule('merge_queue')) },
  { name: 'checks', line: 'pick', kind: 'status-checks', rulesets: on('rc/*', checks()) },
  { name: 'checks', line: 'promote', kind: 'status-checks', rulesets: on('main', checks()) },
  { name: 'checks on creation', line: 'cut-rc', kind: 'status-checks', rulesets: on('rc/*', checks()) },
  {
    name: 'linear history',
    line: 'promote',
    kind: 'linear-history',
    rulesets: on('main', rule('required_linear_history')),
  },
  {
    name: 'linear history, all of it',
    line: 'cut-rc',
    kind: 'linear-history',
    rulesets: on('rc/*', rule('required_linear_history')),
  },
  { name: 'signatures', line: 'pick', kind: 'signatures', rulesets: on('rc/*', rule('required_signatures')) },
  {
    name: 'signatures',
    line: 'promote',
    kind: 'signatures',
    rulesets: on('main', rule('required_signatures')),
  },
  {
    name: 'signatures of all',
    line: 'cut-rc',
    kind: 'signatures',
    rulesets: on('rc/*', rule('required_signatures')),
  },
  { name: 'deployments', line: 'promote', kind: 'deployments', rulesets: on('main', deployed) },
  { name: 'deployments', line: 'pick', kind: 'deployments', rulesets: on('rc/*', deployed) },
  { name: 'workflows', line: 'promote', kind: 'workflows', rulesets: on('main', workflows()) },
  {
    name: 'workflows',
    line: 'pick',
    kind: 'workflows',
    rulesets: on('rc/*', workflows({ do_not_enforce_on_create: true })),
  },
  { name: 'code scanning', line: 'promote', kind: 'code-scanning', rulesets: on('main', scanned) },
  { name: 'code scanning', line: 'pick', kind: 'code-scanning', rulesets: on('rc/*', scanned) },
  {
    name: "messages of rel's own",
    line: 'promote',
    kind: 'commit-message',
    rulesets: on('main', pattern('commit_message_pattern', 'starts_with', 'PROJ-')),
  },
  {
    name: "messages of rel's own",
    line: 'sync-hotfix',
    kind: 'commit-message',
    rulesets: on('devel', pattern('commit_message_pattern', 'regex', '^PROJ-')),
  },
  {
    name: 'messages of what is picked',
    line: 'pick',
    kind: 'commit-message',
    rulesets: on('rc/*', pattern('commit_message_pattern', 'contains', 'PROJ-')),
  },
  {
    name: 'messages',
    line: 'pick',
    kind: 'commit-message',
    rulesets: on('rc/*', pattern('commit_message_pattern', 'contains', 'cherry picked', { negate: true })),
  },
  {
    name: 'authors',
    line: 'pick',
    kind: 'author-email',
    rulesets: on('rc/*', pattern('commit_author_email_pattern', 'ends_with', '@corp.test')),
  },
  {
    name: 'committers',
    line: 'pick',
    kind: 'committer-email',
    rulesets: on('rc/*', pattern('committer_email_pattern', 'ends_with', '@corp.test')),
  },
  {
    name: 'names of branches',
    line: 'cut-rc',
    kind: 'branch-name',
    rulesets: on('rc/*', pattern('branch_name_pattern', 'starts_with', 'release-')),
  },
  {
    name: 'names of branches',
    line: 'cut-hotfix',
    kind: 'branch-name',
    rulesets: on('**/*', pattern('branch_name_pattern', 'regex', '^(feature|rc)/')),
  },
  {
    name: 'names of tags',
    line: 'promote',
    kind: 'tag-name',
    rulesets: tags(pattern('tag_name_pattern', 'regex', 'rc')),
  },
  {
    name: 'names of tags',
    line: 'cut-rc',
    kind: 'tag-name',
    rulesets: tags(pattern('tag_name_pattern', 'contains', 'rc', { negate: true })),
  },
  {
    name: 'endings of files, of the record',
    line: 'cut-rc',
    kind: 'file-extensions',
    rulesets: pushes(rule('file_extension_restriction', { restricted_file_extensions: ['json'] })),
  },
  {
    name: 'length of paths, of the record',
    line: 'cut-hotfix',
    kind: 'file-path-length',
    rulesets: pushes(rule('max_file_path_length', { max_file_path_length: 30 })),
  },
  { name: 'a lock', line: 'pick', kind: 'locked', classic: ['rc/1.8.0', classic({ lock_branch: true })] },
  {
    name: 'classic PRs',
    line: 'promote',
    kind: 'pull-request',
    classic: ['main', classic({ required_pull_request_reviews: { required_approving_review_count: 0 } })],
  },
  {
    name: 'classic checks',
    line: 'promote',
    kind: 'status-checks',
    classic: ['main', classic({ required_status_checks: { strict: false, contexts: ['not-run'] } })],
  },
  {
    name: 'classic linear history',
    line: 'promote',
    kind: 'linear-history',
    classic: ['main', classic({ required_linear_history: true })],
  },
  {
    name: 'classic pushers',
    line: 'promote',
    kind: 'pushers',
    classic: ['main', classic({ restrictions: { users: ['dora'], teams: [] } })],
  },
  {
    name: 'classic PRs, by who is no admin',
    line: 'promote',
    kind: 'pull-request',
    as: 'quinn',
    classic: ['main', classic({ required_pull_request_reviews: { required_approving_review_count: 0 } })],
  },
  {
    name: 'rulesets, by who is no admin',
    line: 'promote',
    kind: 'update',
    as: 'quinn',
    rulesets: on('main', rule('update')),
  },
];

/** A row for what looks like a refusal and is none. Each changes its shop. */
export const passed: readonly Row[] = [
  { name: 'no rule at all', line: 'promote', kind: null },
  {
    name: 'checks that are not asked on creation',
    line: 'cut-rc',
    kind: null,
    rulesets: on('rc/*', checks({ do_not_enforce_on_create: true })),
  },
  {
    name: 'PRs only, on creation',
    line: 'cut-rc',
    kind: null,
    rulesets: on('rc/*', rule('pull_request'), rule('update'), rule('merge_queue')),
  },
  {
    name: 'linear history, with picks',
    line: 'pick',
    kind: null,
    rulesets: on(
      'rc/*',
      rule('required_linear_history'),
      rule('non_fast_forward'),
      rule('deletion'),
      rule('creation'),
    ),
  },
  {
    name: 'a bypass',
    line: 'promote',
    kind: null,
    rulesets: [{ branches: ['main'], rules: [rule('update')], bypass: ['rita'] }],
  },
  {
    name: 'classic protection that is not for admins',
    line: 'promote',
    kind: null,
    classic: ['main', classic({ enforce_admins: false, required_linear_history: true })],
  },
  {
    name: 'one of the pushers',
    line: 'promote',
    kind: null,
    classic: ['main', classic({ restrictions: { users: ['rita'], teams: [] } })],
  },
  {
    name: 'PRs only, where a sync opens one',
    line: 'sync-hotfix',
    kind: null,
    rulesets: on('devel', rule('pull_request')),
  },
  {
    name: 'code scanning, where a sync opens a PR',
    line: 'sync-hotfix',
    kind: null,
    rulesets: on('devel', scanned),
  },
  {
    name: 'linear history, where a sync picks',
    line: 'sync-hotfix',
    kind: null,
    rulesets: on('devel', rule('required_linear_history')),
  },
  {
    name: 'rules of other branches and tags',
    line: 'cut-rc',
    kind: null,
    rulesets: [
      ...on('rc', rule('creation')),
      ...on('rc/*/*', rule('creation')),
      { target: 'tag', branches: ['w*'], rules: [rule('creation')] },
    ],
  },
  {
    name: 'paths that nobody changes',
    line: 'pick',
    kind: null,
    rulesets: pushes(rule('file_path_restriction', { restricted_file_paths: ['secrets/**/*'] })),
  },
];
