import type { Trouble } from '../../domain/errors.ts';
import type { Train } from '../../domain/facts.ts';
import type { Sha } from '../../domain/git.ts';

/** The stage whose gates a promotion has to pass. */
export const stageOf = (train: Train): 'promote' | 'hotfix' =>
  train.kind === 'hotfix' ? 'hotfix' : 'promote';

/** The newest candidate. Only for a train that has one. */
export function newestCandidate(train: Train): Train['candidates'][number] {
  const newest = train.candidates.at(-1);
  if (newest === undefined) throw new Error(`${train.version} has no candidate`);
  return newest;
}

/**
 * What is wrong with the candidate itself, whatever the gates say; null where it may be judged. `recorded` is the SHA
 * that the ledger has for its tag, or null.
 */
export function candidateTrouble(train: Train, recorded: Sha | null): Trouble | null {
  const newest = train.candidates.at(-1);
  if (newest === undefined) {
    return {
      code: 'candidate-outdated',
      message: `${train.version} has no candidate that could be promoted`,
      remedy: `run: rel tag-rc ${train.version}`,
    };
  }
  if (recorded !== null && recorded !== newest.commit) {
    return {
      code: 'candidate-outdated',
      message: `the tag ${newest.tag} was moved: it was made on ${recorded} and is now on ${newest.commit}`,
      why: 'what was tested is not what would be released',
      remedy: `move ${newest.tag} back, or run: rel tag-rc ${train.version}`,
    };
  }
  if (newest.commit !== train.tip) {
    return {
      code: 'candidate-outdated',
      message: `${train.branch} has moved past ${newest.tag}`,
      why: `${newest.tag} is ${newest.commit}, the branch is at ${train.tip}, which nobody has tested`,
      remedy: `run: rel tag-rc ${train.version}`,
    };
  }
  return null;
}

/** What a person should know of a candidate whose tag is not on record, since it was not made by rel; else nothing. */
export function unrecorded(train: Train, recorded: Sha | null): string[] {
  const newest = train.candidates.at(-1);
  if (newest === undefined || recorded !== null) return [];
  return [`${newest.tag} is not on record, so that nobody can tell whether the tag was moved`];
}
