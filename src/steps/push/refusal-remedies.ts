import { accessRemedy } from '../../domain/access-words.ts';
import { bypassRemedy, ruleOfReason, ruleRemedy } from '../../domain/push-rules.ts';
import type { Refusal } from '../../git/push.ts';

/** What was to be pushed, as far as it decides what else can be done. */
export interface Refused {
  /** What the plan calls it: a branch, a tag, a version. */
  readonly target: string;
  /** The kind of the entry that was to be put on record: `pick`, `promote`, `cut`... */
  readonly record: string;
  readonly ledgerRef: string;
}

const owner = 'ask the owner of the repository';

/** What to do about one reason: which setting, whom to ask, or which other way rel has. */
export function remedyOf(refusal: Refusal, refused: Refused): string {
  const usual = usualRemedy(refusal, refused);
  return refusal.ref === refused.ledgerRef && refusal.code !== 'permission'
    ? `let this account write ${refused.ledgerRef}, or keep the record in another ref (\`ledger: { ref: refs/tags/rel-ledger }\` in the policy)`
    : usual;
}

function usualRemedy({ reason, details, code }: Refusal, { record }: Refused): string {
  switch (code) {
    case 'protected-branch':
    case 'ruleset':
      return ofRule(reason, record);
    case 'workflow':
      return ofWorkflow(reason);
    case 'permission':
      return accessRemedy(reason) ?? 'use an account with write access to the repository';
    case 'hook':
      return ofHook([reason, ...details].join('\n'));
    case 'hidden':
      return 'the server lets nobody push this ref: give it another name in the policy';
    case 'name':
      return 'a branch or tag of that name is in the way: rename or delete it, or name ours otherwise in the policy (branches, tags)';
    case 'too-large':
      return 'push large files by Git LFS, or in several steps; or ask the owner of the server to raise its limit';
    case 'other':
      return owner;
  }
}

function ofRule(reason: string, record: string): string {
  if (/added to a merge queue/i.test(reason))
    return 'wait until the PR of this branch has left the merge queue, or take it out of the queue';
  const kind = ruleOfReason(reason);
  if (kind === 'status-checks' && record === 'cut')
    return `cut at a commit whose checks have passed (--from SHA); or ${ruleRemedy(kind, record)}`;
  return kind === null ? bypassRemedy('unknown-rule') : ruleRemedy(kind, record);
}

function ofWorkflow(reason: string): string {
  if (/GitHub App/.test(reason))
    return 'the token of a job can never do this: push with one of a person, or of an App that has workflows: write';
  return /OAuth App/.test(reason)
    ? 'run: gh auth refresh --scopes workflow'
    : 'give the token the scope `workflow` (of a fine-grained one: workflows: write)';
}

/** GitHub's own hooks have numbers. */
const hooks: readonly [RegExp, string][] = [
  [
    /GH007|email privacy/i,
    'run: git config user.email ADDRESS with the noreply one of your account (Settings, Emails)',
  ],
  [/GH008/, 'run: git lfs push --all origin'],
  [/GH009|secrets? detected/i, 'take the secret out of the commit, and revoke it'],
  [/GH002/, 'name the branch or tag otherwise in the policy: it looks like a SHA'],
];

const ofHook = (said: string): string =>
  hooks.find(([words]) => words.test(said))?.[1] ??
  'a hook of the server decides this: do what it says, or ask who runs the server';
