import * as z from 'zod';

const approvals = z.number().int().min(0).max(10);
const few = z.number().int().min(0).max(100);

/** A rule that names, messages or addresses must keep; `name` is what GitHub says instead of its own words. */
const pattern = <T extends string>(type: T) =>
  z.strictObject({
    type: z.literal(type),
    parameters: z.strictObject({
      name: z.string().optional(),
      negate: z.boolean().optional(),
      operator: z.enum(['starts_with', 'ends_with', 'contains', 'regex']),
      pattern: z.string().min(1),
    }),
  });

/** The rules of rulesets that the embedded GitHub knows, in GitHub's own form. */
export const RulesetRule = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('creation') }),
  z.strictObject({
    type: z.literal('update'),
    parameters: z.strictObject({ update_allows_fetch_and_merge: z.boolean() }).optional(),
  }),
  z.strictObject({ type: z.literal('deletion') }),
  z.strictObject({ type: z.literal('non_fast_forward') }),
  z.strictObject({ type: z.literal('required_linear_history') }),
  z.strictObject({ type: z.literal('required_signatures') }),
  z.strictObject({
    type: z.literal('pull_request'),
    parameters: z
      .strictObject({
        allowed_merge_methods: z
          .array(z.enum(['merge', 'squash', 'rebase']))
          .min(1)
          .optional(),
        dismiss_stale_reviews_on_push: z.boolean().default(false),
        require_code_owner_review: z.literal(false).default(false),
        require_last_push_approval: z.literal(false).default(false),
        required_approving_review_count: approvals.default(0),
        required_review_thread_resolution: z.literal(false).default(false),
      })
      .prefault({}),
  }),
  z.strictObject({
    type: z.literal('required_status_checks'),
    parameters: z.strictObject({
      required_status_checks: z.array(z.strictObject({ context: z.string() })),
      strict_required_status_checks_policy: z.boolean().default(false),
      do_not_enforce_on_create: z.boolean().optional(),
    }),
  }),
  z.strictObject({
    type: z.literal('merge_queue'),
    parameters: z
      .strictObject({
        check_response_timeout_minutes: z.number().int().min(1).max(360).default(60),
        grouping_strategy: z.enum(['ALLGREEN', 'HEADGREEN']).default('ALLGREEN'),
        max_entries_to_build: few.default(5),
        max_entries_to_merge: few.default(5),
        merge_method: z.enum(['MERGE', 'SQUASH', 'REBASE']).default('MERGE'),
        min_entries_to_merge: few.default(1),
        min_entries_to_merge_wait_minutes: few.default(5),
      })
      .prefault({}),
  }),
  z.strictObject({
    type: z.literal('required_deployments'),
    parameters: z.strictObject({ required_deployment_environments: z.array(z.string()).min(1) }),
  }),
  z.strictObject({
    type: z.literal('workflows'),
    parameters: z.strictObject({
      do_not_enforce_on_create: z.boolean().optional(),
      workflows: z.array(z.strictObject({ path: z.string(), repository_id: z.number().int() })).min(1),
    }),
  }),
  z.strictObject({
    type: z.literal('code_scanning'),
    parameters: z.strictObject({
      code_scanning_tools: z
        .array(
          z.strictObject({
            tool: z.string(),
            alerts_threshold: z.literal('none').default('none'),
            security_alerts_threshold: z.literal('none').default('none'),
          }),
        )
        .min(1),
    }),
  }),
  pattern('commit_message_pattern'),
  pattern('commit_author_email_pattern'),
  pattern('committer_email_pattern'),
  pattern('branch_name_pattern'),
  pattern('tag_name_pattern'),
  z.strictObject({
    type: z.literal('file_path_restriction'),
    parameters: z.strictObject({ restricted_file_paths: z.array(z.string()).min(1) }),
  }),
  z.strictObject({
    type: z.literal('max_file_path_length'),
    parameters: z.strictObject({ max_file_path_length: z.number().int().min(1).max(32767) }),
  }),
  z.strictObject({
    type: z.literal('file_extension_restriction'),
    parameters: z.strictObject({ restricted_file_extensions: z.array(z.string()).min(1) }),
  }),
  z.strictObject({
    type: z.literal('max_file_size'),
    parameters: z.strictObject({ max_file_size: z.number().int().min(1).max(100) }),
  }),
]);
export type RulesetRule = z.infer<typeof RulesetRule>;

/** A ruleset as `PUT /_sandbox/rulesets` takes it. */
export const NewRuleset = z.strictObject({
  name: z.string().optional(),
  /** What its rules are about; a push ruleset is about every push. Branches unless told. */
  target: z.enum(['branch', 'tag', 'push']).optional(),
  /** The names of the branches, or tags, that it is for, which need not exist yet; `*` and `**` as GitHub has them. */
  branches: z.array(z.string()).default([]),
  /** The logins that bypass it, always. */
  bypass: z.array(z.string()).optional(),
  rules: z.array(RulesetRule),
});
