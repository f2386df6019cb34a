import * as z from 'zod';
import type { PushRuleKind } from '../domain/push-rules.ts';
import type { RefRule } from '../domain/ref-rules.ts';

/** Our word for each type of rule that a ruleset may have; null: none that a push of rel's can break. */
const kinds: Readonly<Record<string, PushRuleKind | null>> = {
  branch_name_pattern: 'branch-name',
  code_scanning: 'code-scanning',
  commit_author_email_pattern: 'author-email',
  commit_message_pattern: 'commit-message',
  committer_email_pattern: 'committer-email',
  copilot_code_review: null,
  creation: 'creation',
  deletion: 'deletion',
  file_extension_restriction: 'file-extensions',
  file_path_restriction: 'file-paths',
  max_file_path_length: 'file-path-length',
  max_file_size: 'file-size',
  merge_queue: 'merge-queue',
  non_fast_forward: 'force-push',
  pull_request: 'pull-request',
  required_deployments: 'deployments',
  required_linear_history: 'linear-history',
  required_signatures: 'signatures',
  required_status_checks: 'status-checks',
  tag_name_pattern: 'tag-name',
  update: 'update',
  workflows: 'workflows',
};

const texts = z.array(z.string()).catch([]);
const named = <K extends string>(key: K) => z.array(z.object({ [key]: z.string() })).catch([]);

/** The parameters that say what a rule is about, of all types; GitHub may add others, and leave out any. */
const Parameters = z
  .object({
    required_status_checks: named('context'),
    required_deployment_environments: texts,
    workflows: named('path'),
    code_scanning_tools: named('tool'),
    do_not_enforce_on_create: z.boolean().catch(false),
    operator: z.enum(['starts_with', 'ends_with', 'contains', 'regex']).optional().catch(undefined),
    pattern: z.string().catch(''),
    negate: z.boolean().catch(false),
    restricted_file_paths: texts,
    restricted_file_extensions: texts,
    max_file_path_length: z.number().optional().catch(undefined),
    max_file_size: z.number().optional().catch(undefined),
  })
  .partial();

/** One rule as `GET /rules/branches` and a ruleset have it. */
export interface RuleAnswer {
  readonly type: string;
  readonly parameters?: unknown;
}

/** A rule in our words; null where it cannot keep a push out. One whose type nobody knows is `unknown-rule`. */
export function ruleOf(
  { type, parameters }: RuleAnswer,
  owner: Pick<RefRule, 'by' | 'bypass'>,
): RefRule | null {
  const kind = type in kinds ? kinds[type] : 'unknown-rule';
  if (kind === null || kind === undefined) return null;
  const told = Parameters.parse(typeof parameters === 'object' && parameters !== null ? parameters : {});
  const names = [
    ...(told.required_status_checks ?? []),
    ...(told.workflows ?? []),
    ...(told.code_scanning_tools ?? []),
  ].flatMap((one) => Object.values(one).filter((value) => typeof value === 'string'));
  const all = kind === 'unknown-rule' ? [type] : [...names, ...(told.required_deployment_environments ?? [])];
  const files = [...(told.restricted_file_paths ?? []), ...(told.restricted_file_extensions ?? [])];
  const { operator, pattern = '', negate = false } = told;
  const megabytes = told.max_file_size === undefined ? undefined : told.max_file_size * 1024 * 1024;
  const most = told.max_file_path_length ?? megabytes;
  return {
    kind,
    ...owner,
    ...(all.length === 0 ? {} : { names: all }),
    ...(told.do_not_enforce_on_create === true ? { notOnCreation: true } : {}),
    ...(operator === undefined ? {} : { keep: { operator, pattern, negate } }),
    ...(files.length === 0 ? {} : { files }),
    ...(most === undefined ? {} : { most }),
  };
}
