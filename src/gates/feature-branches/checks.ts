import type { FeatureBranch } from '../../domain/feature-branch.ts';
import { short } from '../../domain/git.ts';
import { latest } from '../checks/latest.ts';
import { checkState } from '../checks/state.ts';
import { type Fault, unreadableFault } from './fault.ts';

/** Why the checks of a branch's tip are not all green, the latest of each counted; null where they are. */
export function checkFault(
  { branch, tip, own, checks }: Extract<FeatureBranch, { state: 'apart' }>,
  allow: readonly string[],
): Fault | null {
  if (!checks.ok) return unreadableFault(`the checks of ${branch}`, checks);
  const states = latest(checks.value).map((check) => ({
    check,
    state: checkState(check, { allow, notBefore: null }),
  }));
  const red = states.filter(({ state }) => state === 'failed');
  if (red.length > 0) {
    const names = red.map(({ check }) => `${check.name} is ${check.conclusion}`).join(', ');
    const actor = own.ok ? (own.value?.author ?? null) : null;
    return {
      word: 'red',
      words: `${branch}: ${names} on ${short(tip)}`,
      remedy: `read the log of ${red[0]?.check.name}, and mend it on ${branch}`,
      actor,
    };
  }
  const others = states.filter(({ state }) => state !== 'green');
  if (states.length > 0 && others.length === 0) return null;
  const names = others.map(({ check, state }) => `${check.name} is ${state}`).join(', ');
  return {
    word: 'unchecked',
    words:
      names === '' ? `${branch}: no check has run on ${short(tip)}` : `${branch}: ${names} on ${short(tip)}`,
    remedy: 'wait for the checks, or start them on this commit, then run the same command again',
    actor: 'ci',
  };
}
