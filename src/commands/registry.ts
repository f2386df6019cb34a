import type { CommandModule } from './kit/command.ts';
import type { AnyOperation } from './kit/operation.ts';

/** The order in which help shows the commands. */
export const commandGroups = [
  'Trains',
  'Decisions and evidence',
  'Looking',
  'Interrupted operations',
  'Setting up',
] as const;

/** What the program knows of a command before it loads it: enough for `rel --help`. */
export interface CommandEntry {
  readonly name: string;
  readonly summary: string;
  readonly group: (typeof commandGroups)[number];
  readonly load: () => Promise<CommandModule & { readonly operation?: AnyOperation }>;
}

/** Every command, sorted by name: a new one is a file and a line here. Its code loads when it runs. */
export const commands: readonly CommandEntry[] = [
  {
    name: 'abort',
    summary: 'give up an operation that was interrupted, or waits for a conflict to be resolved',
    group: 'Interrupted operations',
    load: () => import('./abort.ts'),
  },
  {
    name: 'apply',
    summary: 'run exactly a plan that --plan-out saved',
    group: 'Trains',
    load: () => import('./apply.ts'),
  },
  {
    name: 'close',
    summary: 'close a train that is given up, with what becomes of its fixes',
    group: 'Trains',
    load: () => import('./close.ts'),
  },
  {
    name: 'continue',
    summary: 'go on with an operation that was interrupted, or with a resolved conflict',
    group: 'Interrupted operations',
    load: () => import('./continue.ts'),
  },
  {
    name: 'cut-hotfix',
    summary: 'cut the hotfix branch of the next patch from production, or from an older line',
    group: 'Trains',
    load: () => import('./cut-hotfix.ts'),
  },
  {
    name: 'cut-rc',
    summary: 'cut the RC branch of a version from the develop branch',
    group: 'Trains',
    load: () => import('./cut-rc.ts'),
  },
  {
    name: 'doctor',
    summary: 'look for whatever would stop a release: git, token, rules, settings; change nothing',
    group: 'Setting up',
    load: () => import('./doctor.ts'),
  },
  {
    name: 'gate',
    summary: "judge a stage's gates; change nothing",
    group: 'Looking',
    load: () => import('./gate.ts'),
  },
  {
    name: 'hand-over',
    summary: 'hand a version over at a point of the policy, accept it, or decline it',
    group: 'Decisions and evidence',
    load: () => import('./hand-over.ts'),
  },
  {
    name: 'hold',
    summary: 'put a train on hold: nothing is picked, tagged or released of it',
    group: 'Trains',
    load: () => import('./hold.ts'),
  },
  {
    name: 'init',
    summary: 'look at the repository and write a working policy',
    group: 'Setting up',
    load: () => import('./init.ts'),
  },
  {
    name: 'log',
    summary: "show a train's record: what was done, by whom, and why it was let through",
    group: 'Looking',
    load: () => import('./log.ts'),
  },
  {
    name: 'notes',
    summary: 'release notes, as Markdown: of a train, a release, or between two candidates',
    group: 'Looking',
    load: () => import('./notes.ts'),
  },
  {
    name: 'pick',
    summary: 'cherry-pick approved PRs or commits onto trains',
    group: 'Trains',
    load: () => import('./pick.ts'),
  },
  {
    name: 'policy',
    summary: 'validate the policy, or print it with its defaults filled in',
    group: 'Setting up',
    load: () => import('./policy.ts'),
  },
  {
    name: 'promote',
    summary: 'release the newest candidate of a train',
    group: 'Trains',
    load: () => import('./promote.ts'),
  },
  {
    name: 'record',
    summary: 'put evidence on record: test results, a document, an incident, a snapshot, a deployment',
    group: 'Decisions and evidence',
    load: () => import('./record.ts'),
  },
  {
    name: 'resume',
    summary: 'release a train that is on hold',
    group: 'Trains',
    load: () => import('./resume.ts'),
  },
  {
    name: 'sandbox',
    summary: 'a complete repository and GitHub of your own to try rel on',
    group: 'Setting up',
    load: () => import('./sandbox.ts'),
  },
  {
    name: 'schema',
    summary: 'print the JSON Schema of the policy or of a result',
    group: 'Setting up',
    load: () => import('./schema.ts'),
  },
  {
    name: 'sign-off',
    summary: "record a role's decision on the newest candidate",
    group: 'Decisions and evidence',
    load: () => import('./sign-off.ts'),
  },
  {
    name: 'status',
    summary: 'the board: every live train, what waits, and who acts next',
    group: 'Looking',
    load: () => import('./status.ts'),
  },
  {
    name: 'sync-hotfix',
    summary: 'bring what is only on production to the develop branch and the live trains',
    group: 'Trains',
    load: () => import('./sync-hotfix.ts'),
  },
  {
    name: 'tag-rc',
    summary: "tag the RC branch's tip as the next candidate",
    group: 'Trains',
    load: () => import('./tag-rc.ts'),
  },
  {
    name: 'tick',
    summary: 'tick an item of a checklist, or take that back',
    group: 'Decisions and evidence',
    load: () => import('./tick.ts'),
  },
  {
    name: 'undo',
    summary: 'take back the last operation of this clone',
    group: 'Interrupted operations',
    load: () => import('./undo.ts'),
  },
  {
    name: 'verify',
    summary: "check the record's integrity: nothing removed, changed or put into another order",
    group: 'Looking',
    load: () => import('./verify.ts'),
  },
  {
    name: 'waive',
    summary: 'record a decision to go on past one gate, with a reason and an end',
    group: 'Decisions and evidence',
    load: () => import('./waive.ts'),
  },
  {
    name: 'where',
    summary: 'which branches, candidates and releases hold a change',
    group: 'Looking',
    load: () => import('./where.ts'),
  },
];
