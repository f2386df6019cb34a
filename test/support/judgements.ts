import type { Judgement, Stage } from '../../src/domain/verdict.ts';

/** What one gate said at a stage: it passed. */
export const passed = (stage: Stage): Judgement => ({
  ...{ stage, sha: 'c'.repeat(40), passed: true },
  verdicts: [
    {
      ...{ gate: 'qa', kind: 'sign-off', verdict: 'pass', code: 'signed' },
      ...{ message: 'signed off', evidence: [], remedy: null, actor: null },
    },
  ],
});
