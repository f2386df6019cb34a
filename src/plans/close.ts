import { closedRef, type FixOfClosed } from '../domain/closed-train.ts';
import type { Read, Trouble } from '../domain/errors.ts';
import type { Train } from '../domain/facts.ts';
import { short } from '../domain/git.ts';
import type { LedgerEntry } from '../domain/ledger.ts';
import { fillPattern } from '../domain/pattern.ts';
import type { Policy } from '../domain/policy.ts';
import { releaseTitle } from '../domain/train-name.ts';
import type { Step } from '../steps/registry.ts';
import { entryBase } from './ledger-entry.ts';
import { type Basis, nothing, type Planned, planOf, stop } from './planned.ts';
import { roleTrouble } from './records/role-trouble.ts';

export interface CloseFacts extends Basis {
  readonly policy: Policy;
  readonly train: Train;
  readonly reason: string;
  /** What no other branch has is let go. */
  readonly drop: boolean;
  readonly fixes: readonly FixOfClosed[];
  /** What `rel pick --into` takes for where the fixes may go on: a later live train, else develop. */
  readonly next: string;
  /** Whether the actor holds one of the roles of `trains.closeBy`, where that names any. */
  readonly holds: Read<boolean>;
  readonly github: boolean;
}

/**
 * Closing a train that is given up: the ref that says so and keeps the branch's tip, and the ledger entry with what
 * becomes of each fix, in one push; then the draft release says that it was given up. Branch and tags stay.
 */
export function planClose(facts: CloseFacts): Planned {
  const { policy, train, reason, fixes, github } = facts;
  const { version, branch, tip } = train;
  if (train.closed === true) return nothing(`${version} is closed already`);
  if (train.released !== null) return stop(alreadyReleased(version));
  const trouble = mayNot(facts) ?? losesFixes(facts);
  if (trouble !== null) return stop(trouble);
  const entry: LedgerEntry = {
    ...entryBase(facts, version),
    ...{ kind: 'close', branch, sha: tip, reason, fixes: [...fixes] },
  };
  const steps: Step[] = [
    {
      kind: 'push',
      target: branch,
      moves: [
        { ref: `refs/heads/${branch}`, from: tip, to: tip },
        { ref: closedRef(branch), from: null, to: tip },
      ],
      ledger: { ref: policy.ledger.ref, entries: [entry] },
    },
  ];
  if (github) {
    const tag = fillPattern(policy.tags.release, { version });
    steps.push({ kind: 'abandon-release', target: branch, tag, name: releaseTitle(policy.product, version) });
  }
  return planOf(facts, steps);
}

const alreadyReleased = (version: string): Trouble => ({
  code: 'already-exists',
  message: `${version} is released: there is nothing to close`,
  remedy: 'run: rel status, which names the live trains',
});

function mayNot({ holds, policy, stamp }: CloseFacts): Trouble | null {
  const who = stamp.actor.login;
  const roles = policy.trains.closeBy.join(' or ');
  return roleTrouble(holds, `whether ${who} may close a train`, {
    message: `${who} may not close a train`,
    why: `the policy lets ${roles} do that (trains.closeBy)`,
    remedy: `ask somebody who holds ${roles} to run it`,
  });
}

/** The fixes that would be on no branch any more, unless somebody has said that they may go. */
function losesFixes({ train, fixes, drop, next }: CloseFacts): Trouble | null {
  const lost = fixes.filter((fix) => fix.in.length === 0);
  if (lost.length === 0 || drop) return null;
  const { version } = train;
  const what = lost.length === 1 ? 'a fix that no other branch has' : 'fixes that no other branch has';
  const shas = lost.map(({ sha }) => short(sha)).join(' ');
  return {
    code: 'fixes-lost',
    message: `${version} has ${what}; nothing was changed`,
    why: lost.map(({ sha, subject, pr }) => `${short(sha)} ${subject}${suffix(subject, pr)}`).join('\n'),
    remedy: `bring them on (run: rel pick ${shas} --into ${next}), or let them go: rel close ${version} --drop --reason TEXT`,
  };
}

/** The PR, where the title does not name it itself. */
const suffix = (subject: string, pr: number | undefined): string =>
  pr === undefined || subject.includes(`#${pr}`) ? '' : ` (#${pr})`;
