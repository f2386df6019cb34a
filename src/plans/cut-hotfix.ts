import type { RemoteRefs } from '../domain/git.ts';
import { fillPattern } from '../domain/pattern.ts';
import type { Policy } from '../domain/policy.ts';
import type { Step } from '../steps/registry.ts';
import type { ChosenHotfix } from './choose-hotfix.ts';
import { clashingRef } from './clashing-ref.ts';
import { draftOf } from './draft-of.ts';
import { entryBase } from './ledger-entry.ts';
import { type Basis, nothing, type Planned, planOf, stop } from './planned.ts';

export interface CutHotfixFacts extends Basis {
  readonly policy: Policy;
  readonly chosen: ChosenHotfix;
  readonly refs: RemoteRefs;
  readonly github: boolean;
}

/**
 * Cutting a hotfix: its branch and the ledger entry in one push, then the draft release. It holds nothing yet, so that
 * it gets no candidate, and the gates of `hotfix` speak when it is promoted. What it begins at is held where it is.
 */
export function planCutHotfix(facts: CutHotfixFacts): Planned {
  const { policy, chosen, refs } = facts;
  if (chosen.kind === 'there') {
    const { version, branch, released } = chosen.train;
    if (released !== null) return nothing(`the hotfix ${version} is cut, and released, already`);
    return nothing(`the hotfix ${version} is already cut: ${branch} exists`);
  }
  const { version, from, sha } = chosen;
  const branch = fillPattern(policy.branches.hotfix, { version });
  const ref = `refs/heads/${branch}`;
  const clash = clashingRef(refs, ref);
  if (clash !== null) {
    return stop({
      code: 'already-exists',
      message: `${branch} cannot be created: ${clash} exists`,
      why: 'git cannot hold both `a` and `a/b` as branches',
      remedy: `delete or rename ${clash} (run: git ls-remote origin), or change branches.hotfix in the policy`,
    });
  }
  const production = `refs/heads/${policy.branches.production}`;
  const held = from === policy.branches.production ? [{ ref: production, from: sha, to: sha }] : [];
  const steps: Step[] = [
    {
      kind: 'push',
      target: branch,
      moves: [...held, { ref, from: null, to: sha }],
      ledger: {
        ref: policy.ledger.ref,
        entries: [{ ...entryBase(facts, version), kind: 'cut-hotfix', branch, sha, from }],
      },
    },
  ];
  if (facts.github) steps.push(draftOf(policy, version, branch));
  return planOf(facts, steps);
}
