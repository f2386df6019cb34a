import { closedRef } from '../domain/closed-train.ts';
import type { Trouble } from '../domain/errors.ts';
import type { Train } from '../domain/facts.ts';
import type { RefName, RemoteRefs, Sha } from '../domain/git.ts';
import { fillPattern, isVersion } from '../domain/pattern.ts';
import type { Policy } from '../domain/policy.ts';
import { allPass } from '../domain/verdict.ts';
import type { CreateTag } from '../steps/create-tag.ts';
import type { Step } from '../steps/registry.ts';
import { clashingRef } from './clashing-ref.ts';
import { draftOf } from './draft-of.ts';
import { entryBase } from './ledger-entry.ts';
import { type Basis, gateTrouble, nothing, type Planned, planOf, stop } from './planned.ts';
import { compareVersions } from './versions.ts';

export interface CutFacts extends Basis {
  readonly policy: Policy;
  readonly version: string;
  /** Where the RC branch starts: a commit of the develop branch. */
  readonly sha: Sha;
  /** True where `--from` named the commit. */
  readonly chosen: boolean;
  readonly refs: RemoteRefs;
  readonly trains: readonly Train[];
  readonly released: readonly string[];
  /** The annotated tag of the first candidate, written already but referred to by nothing. */
  readonly tag: CreateTag;
  /** The release notes of the first candidate, in Markdown; not there where they are not known. */
  readonly notes?: string | undefined;
  readonly github: boolean;
}

/** Cutting an RC: branch, first candidate and ledger entry in one push; then the draft release. */
export function planCut(facts: CutFacts): Planned {
  const { policy, version, sha, tag } = facts;
  const branch = fillPattern(policy.branches.rc, { version });
  const existing = facts.trains.find((train) => train.branch === branch);
  if (facts.refs.has(closedRef(branch))) return stop(givenUp(version));
  if (existing !== undefined && (!facts.chosen || existing.candidates.some((c) => c.commit === sha))) {
    const since = facts.released.includes(version) ? 'and released since' : `${branch} exists`;
    return nothing(`${version} is already cut: ${since}`);
  }
  const obstacle = obstacleOf(facts, branch);
  if (obstacle !== null) return obstacle;
  const judgement = facts.judgements.find((j) => j.stage === 'cut');
  if (judgement !== undefined && !allPass(judgement.verdicts)) {
    return stop(gateTrouble(judgement, `rel cut-rc ${version}`));
  }
  const steps: Step[] = [
    tag,
    {
      kind: 'push',
      target: branch,
      moves: [
        { ref: `refs/heads/${branch}`, from: null, to: sha },
        { ref: `refs/tags/${tag.name}`, from: null, to: tag.sha },
      ],
      ledger: {
        ref: policy.ledger.ref,
        entries: [{ ...entryBase(facts, version), kind: 'cut', branch, sha, tag: tag.name }],
      },
    },
  ];
  if (facts.github) steps.push(draftOf(policy, version, branch, facts.notes));
  return planOf(facts, steps);
}

/** A version is used once: candidates and people know it. */
const givenUp = (version: string): Trouble => ({
  code: 'train-closed',
  message: `${version} cannot be cut: its train was closed, and a version is used once`,
  remedy: `run: rel cut-rc (without a version: it takes the next one), or rel log ${version}, which says why`,
});

/** What makes the cut impossible, whatever the gates say. */
function obstacleOf({ version, refs, released, tag, trains }: CutFacts, branch: string): Planned | null {
  if (!isVersion(version)) {
    return stop({
      code: 'usage',
      message: `\`${version}\` is not a version`,
      why: 'a version is MAJOR.MINOR.PATCH',
      remedy: 'run: rel cut-rc (without a version: it takes the next one)',
    });
  }
  const newest = released.at(-1);
  if (newest !== undefined && compareVersions(version, newest) <= 0) {
    return stop({
      code: 'already-exists',
      message: `${version} cannot be cut: ${newest} is already released`,
      remedy: 'run: rel cut-rc (without a version: it takes the next one)',
    });
  }
  if (trains.some((train) => train.branch === branch)) {
    return stop({
      code: 'already-exists',
      message: `the branch ${branch} exists, and it was not cut from there`,
      remedy: `run: rel status ${version}`,
    });
  }
  const clash = clashingRef(refs, `refs/heads/${branch}`) ?? existingRef(refs, `refs/tags/${tag.name}`);
  if (clash === null) return null;
  return stop({
    code: 'already-exists',
    message: `${branch} cannot be created: ${clash} exists`,
    why: clash.startsWith('refs/heads/')
      ? 'git cannot hold both `a` and `a/b` as branches'
      : 'a tag is never moved',
    remedy: `delete or rename ${clash} (run: git ls-remote origin), or change the patterns in the policy`,
  });
}

const existingRef = (refs: RemoteRefs, ref: RefName): RefName | null => (refs.has(ref) ? ref : null);
