import type { Trouble } from '../domain/errors.ts';
import type { Train } from '../domain/facts.ts';
import type { RemoteRefs, Sha } from '../domain/git.ts';
import { isLine, lineOf } from '../domain/line.ts';
import { isVersion, matchPattern } from '../domain/pattern.ts';
import type { Policy } from '../domain/policy.ts';
import { compareLines, isOlderLine, liveHotfix, newestOfLine } from './lines.ts';
import { takenVersions } from './taken-versions.ts';
import { isLive, type Released } from './trains.ts';
import { compareVersions, nextVersion } from './versions.ts';

/** What `rel cut-hotfix` was asked for: a version, a line (MAJOR.MINOR), or the next one of production's line. */
export interface HotfixAsked {
  readonly version?: string | undefined;
  readonly line?: string | undefined;
}

export interface HotfixFacts {
  readonly policy: Pick<Policy, 'branches' | 'lines' | 'tags'>;
  readonly refs: RemoteRefs;
  readonly trains: readonly Train[];
  /** In the order of versions. */
  readonly released: readonly Released[];
  /** The production branch, and the release it stands for; null where it has none. */
  readonly production: {
    readonly branch: string;
    readonly sha: Sha | null;
    readonly release: Released | null;
  };
}

/** A hotfix to cut, and where; or one that is cut already. */
export type ChosenHotfix =
  | {
      readonly kind: 'new';
      readonly version: string;
      readonly line: string;
      /** The branch or tag that it is cut from, and its commit. */
      readonly from: string;
      readonly sha: Sha;
    }
  | { readonly kind: 'there'; readonly train: Train };

/** What was chosen, or what is wrong with what was asked for. */
export type HotfixChoice = ChosenHotfix | { readonly kind: 'stop'; readonly trouble: Trouble };

/**
 * Which hotfix is meant, and where it begins: production's own line at the tip of production, an older line that the
 * policy supports at its newest release. One line has one hotfix at a time.
 */
export function chooseHotfix(asked: HotfixAsked, facts: HotfixFacts): HotfixChoice {
  const { production, trains, released } = facts;
  const malformed = formTrouble(asked);
  if (malformed !== null) return stop(malformed);
  const same = trains.filter((train) => train.version === asked.version);
  const [first] = same;
  if (first !== undefined) return ofThatVersion(same.find((train) => train.kind === 'hotfix') ?? first);
  const { version = null } = asked;
  const own = production.release === null ? null : lineOf(production.release.version);
  const line = version === null ? (asked.line ?? own) : lineOf(version);
  const newest = line === null ? null : newestOfLine(line, released);
  if (line === null || newest === null) return stop(noRelease(line, facts));
  const start = startOf(line, own, newest, facts);
  if (start === null) return stop(unsupported(line, facts));
  const live = liveHotfix(line, trains);
  if (live !== null) return version === null ? { kind: 'there', train: live } : stop(busy(version, live));
  if (version === null) return { kind: 'new', version: nextOf(newest.version, facts), line, ...start };
  const trouble = versionTrouble(version, newest, facts);
  return trouble === null ? { kind: 'new', version, line, ...start } : stop(trouble);
}

/** Live trains of the same line that come before it and can be released no more once it is out. */
export const overtakenBy = (version: string, trains: readonly Train[]): Train[] =>
  trains.filter(
    (train) =>
      isLive(train) &&
      lineOf(train.version) === lineOf(version) &&
      compareVersions(train.version, version) < 0,
  );

type Start = { readonly from: string; readonly sha: Sha };

/** Where a hotfix of a line begins; null for a line that is not supported. */
function startOf(line: string, own: string | null, newest: Released, facts: HotfixFacts): Start | null {
  const { production, policy } = facts;
  if (line === own && production.sha !== null) return { from: production.branch, sha: production.sha };
  return policy.lines.includes(line) ? { from: newest.tag, sha: newest.commit } : null;
}

const stop = (trouble: Trouble): HotfixChoice => ({ kind: 'stop', trouble });

/** What has a version already: a hotfix that was cut, whatever became of it, or a train that is none. */
function ofThatVersion(train: Train): HotfixChoice {
  if (train.kind === 'hotfix' && (isLive(train) || train.released !== null)) return { kind: 'there', train };
  const { version, branch } = train;
  return stop({
    code: 'already-exists',
    message: `the hotfix ${version} cannot be cut: ${branch} has that version`,
    ...(isLive(train) ? {} : { why: 'its train is over, and a version is used once' }),
    remedy: next(version),
  });
}

function formTrouble({ version, line }: HotfixAsked): Trouble | null {
  const usage = (message: string, why: string, remedy: string): Trouble => ({
    code: 'usage',
    message,
    why,
    remedy,
  });
  if (version !== undefined && isLine(version)) {
    const why = 'a version is MAJOR.MINOR.PATCH';
    return usage(`\`${version}\` is a line, and no version`, why, `run: rel cut-hotfix --line ${version}`);
  }
  if (version !== undefined && !isVersion(version)) {
    const remedy = "run: rel cut-hotfix (without a version: the next one of production's line)";
    return usage(`\`${version}\` is not a version`, 'a version is MAJOR.MINOR.PATCH', remedy);
  }
  if (line === undefined) return null;
  if (!isLine(line)) {
    const near = isVersion(line) ? lineOf(line) : '1.6';
    return usage(`\`${line}\` is not a line`, 'a line is MAJOR.MINOR', `write it as: --line ${near}`);
  }
  if (version === undefined || lineOf(version) === line) return null;
  const why = `it is of the line ${lineOf(version)}`;
  return usage(`${version} is not of the line ${line}`, why, `run: rel cut-hotfix --line ${line}`);
}

function noRelease(line: string | null, { production, policy }: HotfixFacts): Trouble {
  if (line !== null) {
    return {
      code: 'unknown-version',
      message: `the line ${line} has no release that a hotfix could mend`,
      why: `no tag of the remote has the form ${policy.tags.release.replace('{version}', `${line}.x`)}`,
      remedy: 'run: git ls-remote --tags origin, to see what is released',
    };
  }
  return {
    code: 'unknown-version',
    message: `no release is on ${production.branch} that a hotfix could mend`,
    why: `there is no tag of the form ${policy.tags.release} whose commit or files it has`,
    remedy:
      'release a train first (rel promote), or correct tags.release or branches.production in the policy',
  };
}

function unsupported(line: string, { policy, production }: HotfixFacts): Trouble {
  const own = production.release?.version ?? null;
  const listed = policy.lines.filter((one) => own === null || one !== lineOf(own)).sort(compareLines);
  const known = [...listed, ...(own === null ? [] : [`${lineOf(own)} (on ${production.branch})`])];
  return {
    code: 'unknown-version',
    message: `${line} is not a supported line`,
    why: `supported: ${known.length === 0 ? 'none' : known.join(', ')}`,
    remedy: isOlderLine(`${line}.0`, own)
      ? `add "${line}" to \`lines\` in the policy, or name a supported one with --line`
      : 'name a supported one with --line',
  };
}

const busy = (version: string, { version: live, branch }: Train): Trouble => ({
  code: 'already-exists',
  message: `${version} cannot be cut: ${live} is the hotfix of its line that is on its way (${branch})`,
  why: 'a line has one hotfix at a time: what is released next holds what was released before',
  remedy: `run: rel pick ... --into ${live}, or release it first: rel promote ${live}`,
});

function versionTrouble(version: string, newest: Released, facts: HotfixFacts): Trouble | null {
  const exists = (message: string): Trouble => ({ code: 'already-exists', message, remedy: next(version) });
  if (compareVersions(version, newest.version) <= 0)
    return exists(`${version} cannot be cut: ${newest.version} of the same line is out already`);
  const tag = candidateOf(version, facts);
  if (tag !== null) return exists(`${version} cannot be cut: it has a candidate, ${tag}, and no branch`);
  const isUsed = takenVersions(facts.refs, facts.policy).includes(version);
  return isUsed ? exists(`${version} cannot be cut: its train was closed, and a version is used once`) : null;
}

const next = (version: string): string =>
  `run: rel cut-hotfix --line ${lineOf(version)} (without a version: the next one)`;

/** The lowest version after a release of the line that no release, train or candidate has, or had (`takenVersions`). */
function nextOf(newest: string, { refs, policy, released, trains }: HotfixFacts): string {
  const known = [...released, ...trains].map(({ version }) => version);
  const taken = new Set([...known, ...takenVersions(refs, policy)]);
  let version = nextVersion('patch', [newest]);
  while (taken.has(version)) version = nextVersion('patch', [version]);
  return version;
}

/** The tag of a candidate of a version, left by a train whose branch is gone; null where there is none. */
function candidateOf(version: string, { refs, policy }: HotfixFacts): string | null {
  for (const ref of refs.keys()) {
    const tag = ref.startsWith('refs/tags/') ? ref.slice('refs/tags/'.length) : null;
    if (tag !== null && matchPattern(policy.tags.candidate, tag)?.version === version) return tag;
  }
  return null;
}
