import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ruleOfReason } from '../../src/domain/push-rules.ts';
import { NewRuleset } from '../../src/sandbox/github/rule-forms.ts';
import { type Embedded, embedded } from '../support/embedded.ts';

const pattern = (operator: string, text: string, more: object = {}) => ({
  parameters: { operator, pattern: text, ...more },
});
const checks = (more: object = {}) => ({
  parameters: { required_status_checks: [{ context: 'build' }], ...more },
});

/** The rule, what is pushed, and what GitHub says of it; null: the push is let through. */
const table: [rule: { type: string; parameters?: object }, push: Push, said: string | null][] = [
  [{ type: 'creation' }, 'create', 'Cannot create ref due to creations being restricted.'],
  [{ type: 'creation' }, 'commit', null],
  [{ type: 'update' }, 'commit', 'Cannot update this protected ref.'],
  [{ type: 'update' }, 'create', null],
  [{ type: 'deletion' }, 'delete', 'Cannot delete this branch'],
  [{ type: 'non_fast_forward' }, 'force', 'Cannot force-push to this branch'],
  [{ type: 'required_linear_history' }, 'merge', 'This branch must not contain merge commits.'],
  [{ type: 'required_signatures' }, 'commit', 'Commits must have verified signatures.'],
  [{ type: 'pull_request' }, 'commit', 'Changes must be made through a pull request.'],
  [{ type: 'merge_queue' }, 'commit', 'Changes must be made through the merge queue'],
  [{ type: 'required_status_checks', ...checks() }, 'commit', 'Required status check "build" is expected.'],
  [{ type: 'required_status_checks', ...checks() }, 'create', 'Required status check "build" is expected.'],
  [{ type: 'required_status_checks', ...checks({ do_not_enforce_on_create: true }) }, 'create', null],
  [
    { type: 'required_deployments', parameters: { required_deployment_environments: ['staging'] } },
    ...(['commit', 'Missing successful active staging deployment.'] as const),
  ],
  [
    { type: 'workflows', parameters: { workflows: [{ path: 'audit.yml', repository_id: 1 }] } },
    ...(['commit', "Required workflow 'audit.yml' is not satisfied"] as const),
  ],
  [
    { type: 'code_scanning', parameters: { code_scanning_tools: [{ tool: 'CodeQL' }] } },
    ...(['commit', 'Code scanning is waiting for results from CodeQL for the commit'] as const),
  ],
  [
    { type: 'commit_message_pattern', ...pattern('starts_with', 'PROJ-') },
    ...(['commit', 'Commit message must start with a matching pattern: PROJ-'] as const),
  ],
  [{ type: 'commit_message_pattern', ...pattern('contains', 'more') }, 'commit', null],
  [
    { type: 'commit_author_email_pattern', ...pattern('ends_with', '@acme.test') },
    ...(['commit', 'Author email must end with a matching pattern: @acme.test'] as const),
  ],
  [
    { type: 'committer_email_pattern', ...pattern('regex', 'example', { negate: true }) },
    ...(['commit', 'Committer email must not match a given regex pattern: example'] as const),
  ],
  [
    { type: 'branch_name_pattern', ...pattern('regex', '^feature/') },
    ...(['create', 'Branch name must match a given regex pattern: ^feature/'] as const),
  ],
  [{ type: 'branch_name_pattern', ...pattern('starts_with', 'case') }, 'create', null],
];
type Push = 'create' | 'commit' | 'delete' | 'force' | 'merge';

let world: Embedded;
let clone: string;
const git = (...args: string[]) =>
  execFileSync('git', args, { cwd: clone, encoding: 'utf8', stdio: 'pipe' }).trim();

beforeAll(async () => {
  world = await embedded((state) => {
    state.rulesets = [
      ...table.map(([rule], at) => ({
        id: at,
        ...NewRuleset.parse({ branches: [`case-${at}`], rules: [rule] }),
      })),
      { id: 90, ...NewRuleset.parse({ target: 'tag', branches: ['v*'], rules: [{ type: 'creation' }] }) },
      {
        ...{
          id: 91,
          ...NewRuleset.parse({ branches: ['main'], rules: [{ type: 'update' }], bypass: ['rita'] }),
        },
      },
      {
        ...{ id: 92, target: 'push', branches: [] },
        rules: [
          { type: 'file_extension_restriction', parameters: { restricted_file_extensions: ['*.exe'] } },
        ],
      },
    ];
  });
  clone = join(world.dir, 'clone');
  execFileSync('git', ['clone', '-q', join(world.dir, 'origin.git'), clone]);
  writeFileSync(join(clone, 'more.txt'), 'more\n');
  git('add', '.');
  git('commit', '-qm', 'One more');
  git('tag', 'more');
  git('merge', '-q', '--no-ff', '-m', 'Merge topic', 'origin/topic');
  git('tag', 'merged');
  git('checkout', '-q', 'more');
  writeFileSync(join(clone, 'setup.exe'), 'MZ\n');
  git('add', '.');
  git('commit', '-qm', 'A program');
  git('tag', 'program');
});
afterAll(() => world.remove());

/** How a push ends. */
const push = (...refspecs: string[]): string =>
  spawnSync('git', ['push', '--porcelain', 'origin', ...refspecs], { cwd: clone, encoding: 'utf8' }).stderr;

function pushAs(kind: Push, branch: string): string {
  const ref = `refs/heads/${branch}`;
  if (kind === 'create') return push(`origin/main:${ref}`);
  world.git('update-ref', ref, kind === 'force' ? 'topic' : 'main');
  if (kind === 'delete') return push(`:${ref}`);
  return push(`${kind === 'force' ? '+' : ''}${kind === 'merge' ? 'merged' : 'more'}:${ref}`);
}

describe('a ruleset keeps a push out, in the words of GitHub', () => {
  it.each(table.map(([rule, kind, said], at) => [rule.type, kind, said ?? 'nothing', at] as const))(
    '%s against a push to %s: %s',
    (_type, kind, said, at) => {
      const stderr = pushAs(kind, `case-${at}`);
      if (said === 'nothing') return expect(stderr).not.toContain('GH013');
      expect(stderr).toContain('GH013: Repository rule violations found for refs/heads/case-');
      expect(stderr).toContain(`- ${said}`);
      expect(ruleOfReason(said)).not.toBeNull();
    },
  );

  it('of tags, of every push, and with a bypass that is said', () => {
    expect(push('more:refs/tags/v9')).toContain('creations being restricted');
    expect(push('more:refs/tags/w9')).not.toContain('GH013');
    expect(push('program:refs/heads/anything')).toContain('File extension is restricted');
    expect(push('more:refs/heads/main')).toMatch(
      /Bypassed rule violations for refs\/heads\/main:(.|\n)*Cannot update/,
    );
  });
});
