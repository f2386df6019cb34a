/** One step of the demo: what is said of it, and a command of rel with the exit code it has, or a call to GitHub. */
export type DemoStep =
  | { readonly says: string; readonly command: readonly string[]; readonly exit: number }
  | {
      readonly says: string;
      readonly as: string;
      readonly method: 'PUT' | 'POST';
      readonly path: string;
      readonly body: Readonly<Record<string, unknown>>;
    };

/** The story of a release, on the seeded repository (seed/story.ts has the cast and the PR numbers). */
export const demoSteps = (dir: string): readonly DemoStep[] => [
  step(
    'A repository with a release train on its way, and the GitHub that goes with it.',
    0,
    'sandbox',
    'create',
    dir,
  ),
  step('Where do we stand? 1.8.0 is being tested, fixes wait, and a hotfix is only on main.', 0, 'status'),
  step(
    'Cut the next train. A feature of its milestone is still open, so a gate stops the cut.',
    3,
    'cut-rc',
    '1.9.0',
  ),
  {
    says: 'The remedy is to merge that feature. Its author does so.',
    as: 'dora',
    method: 'PUT',
    path: 'pulls/250/merge',
    body: { merge_method: 'squash' },
  },
  step('Now the gate passes: branch, first candidate and ledger entry, in one push.', 0, 'cut-rc', '1.9.0'),
  step(
    'QA approved three fixes for 1.8.0: one merged, one squashed, one rebased. All or none.',
    0,
    'pick',
    '230',
    '231',
    '232',
    '--into',
    '1.8.0',
  ),
  step(
    'This one has the label too, but dan put it there, who is not QA.',
    3,
    'pick',
    '233',
    '--into',
    '1.8.0',
  ),
  step('And this one was changed after QA had approved it.', 3, 'pick', '234', '--into', '1.8.0'),
  step('The branch has moved, so there is a new candidate to test.', 0, 'tag-rc', '1.8.0'),
  step(
    'Release it? No check has reported on that very commit (missing is not green), and it lacks the hotfix of 1.7.1.',
    3,
    'promote',
    '1.8.0',
  ),
  step('Bring the hotfix to devel and to every train.', 0, 'sync-hotfix'),
  step('With it, the candidate to release.', 0, 'tag-rc', '1.8.0'),
  step('CI runs on the candidate.', 0, 'sandbox', 'ci', dir, 'rc/1.8.0'),
  step(
    'Release it: the final tag on the tested commit, main, and the record, in one push.',
    0,
    'promote',
    '1.8.0',
  ),
  step('What happened, and why it was let through.', 0, 'log', '1.8.0', '--verbose'),
];

function step(says: string, exit: number, ...command: string[]): DemoStep {
  return { says, command, exit };
}
