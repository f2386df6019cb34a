import { type Sha, short } from '../../domain/git.ts';
import type { PickRequest } from '../../domain/pick-request.ts';
import type { Refusal, Source } from '../picks/forecast.ts';
import type { Reverted } from './reverted.ts';

/** What is known of sources that were taken back on their branch. */
export interface KnownReverts {
  /** What was taken back of each source; a source that stands is absent. */
  readonly of: ReadonlyMap<Sha, readonly Reverted[]>;
  /** What each merge among the sources brought, merges among it. */
  readonly brought: ReadonlyMap<Sha, readonly Sha[]>;
  /** The branch each of them was taken back on. */
  readonly branch: ReadonlyMap<Sha, string>;
  /** The PR by which a revert or a re-landing came, where that is known. */
  readonly pullRequests: ReadonlyMap<Sha, number>;
}

/** What is left to pick, and what a person should know of what is not. */
export interface LeftSources {
  readonly sources: readonly Source[];
  readonly warnings: readonly string[];
}

/**
 * Refuses the sources that were taken back on their branch, unless the request includes such. What --approved selects
 * and nobody named or ticked is left out with a warning.
 */
export function withoutReverted(
  sources: readonly Source[],
  known: KnownReverts,
  request: Pick<PickRequest, 'includeReverted' | 'approved' | 'sources' | 'chosen'>,
): LeftSources {
  if (request.includeReverted) return { sources, warnings: [] };
  const judged = refuseReverted(sources, known);
  const before = new Map(sources.map((source) => [source.sha, source.refused]));
  const { approved, chosen, sources: named } = request;
  const isSelected = (source: Source) =>
    approved && chosen === undefined && !named.includes(longName(source));
  const out = judged.filter(
    (source) => source.refused !== null && before.get(source.sha) === null && isSelected(source),
  );
  const reasons = new Map(out.map((source) => [longName(source), source.refused?.reason ?? '']));
  return {
    sources: judged.filter((source) => !out.includes(source)),
    warnings: [...reasons].map(([name, reason]) => `${name} is left out, though it is approved: ${reason}`),
  };
}

/**
 * Refuses the sources that were taken back on their branch, a PR as a whole; but not where what took them back or what
 * brought them back is picked, too. What the gates refuse stays refused for what they say.
 */
function refuseReverted(sources: readonly Source[], known: KnownReverts): Source[] {
  const picked = pickedWith(sources, known);
  const refusals = new Map<string, Refusal>();
  for (const name of new Set(sources.map(nameOf))) {
    const own = sources.filter((source) => nameOf(source) === name);
    if (own.some(({ refused }) => refused !== null)) continue;
    const reverted = own
      .flatMap(({ sha }) => known.of.get(sha) ?? [])
      .filter(({ by, again }) => !picked.has(by) && (again === null || !picked.has(again)));
    if (reverted.length > 0) refusals.set(name, refusalOf(own, reverted, known));
  }
  if (refusals.size === 0) return [...sources];
  const left = sources.map((source) => {
    const refusal = refusals.get(nameOf(source));
    return refusal === undefined ? source : { ...source, refused: refusal };
  });
  // What is refused by this brings nothing back any more.
  return refuseReverted(left, known);
}

/** Everything that comes with the sources that nothing refuses. */
function pickedWith(sources: readonly Source[], { brought }: KnownReverts): Set<Sha> {
  const going = sources.filter(({ refused }) => refused === null);
  return new Set(going.flatMap(({ sha }) => [sha, ...(brought.get(sha) ?? [])]));
}

const longName = ({ pr, sha }: Source): string => (pr === null ? sha : `#${pr}`);
const nameOf = ({ pr, sha }: Source): string => (pr === null ? short(sha) : `${pr}`);

function refusalOf(own: readonly Source[], reverted: readonly Reverted[], known: KnownReverts): Refusal {
  const [source] = own;
  const branch = known.branch.get(source?.sha ?? '') ?? '';
  const by = named(
    reverted.map((one) => one.by),
    known,
  );
  const again = reverted.flatMap((one) => one.again ?? []);
  const left = reverted.reduce<readonly string[]>(
    (paths, one) => paths.filter((path) => one.leaves.includes(path)),
    reverted[0]?.leaves ?? [],
  );
  const half = left.length === 0 ? '' : `, which leaves ${left.join(', ')} as it was`;
  const back = again.length === 0 ? '' : `, and landed again by ${named(again, known)}`;
  const instead = [...new Set(again.map((sha) => known.pullRequests.get(sha) ?? short(sha)))].join(' ');
  return {
    reason: `${partOf(own, reverted, known)}reverted on ${branch} by ${by}${half}${back}`,
    remedy:
      again.length === 0
        ? `if you want it all the same, run: rel pick ${source === undefined ? '' : nameOf(source)} --include-reverted`
        : `pick the re-landing instead: rel pick ${instead}`,
  };
}

/** Which of its commits it is about, where it is not about all. */
function partOf(own: readonly Source[], reverted: readonly Reverted[], { brought }: KnownReverts): string {
  const shas = new Set(reverted.map(({ sha }) => sha));
  const size = own.reduce((sum, { sha }) => {
    const inner = brought.get(sha)?.length ?? 0;
    return sum + (shas.has(sha) || inner === 0 ? 1 : inner);
  }, 0);
  if (shas.size >= size) return '';
  const list = [...shas].map(short).join(', ');
  return `${shas.size} of its ${size} commits (${list}) ${shas.size === 1 ? 'was' : 'were'} `;
}

const named = (shas: readonly Sha[], { pullRequests }: KnownReverts): string =>
  [...new Set(shas)]
    .map((sha) => {
      const number = pullRequests.get(sha);
      return number === undefined ? short(sha) : `${short(sha)} (#${number})`;
    })
    .join(' and ');

/**
 * The sources that come with another one of the same run, by their SHA: what an asked merge brings, and a re-landing of
 * the very same change without the revert between them. Each change is picked once.
 */
export function comingWithOthers(sources: readonly Source[], known: KnownReverts): Map<Sha, Sha> {
  const picked = pickedWith(sources, known);
  const others = new Map<Sha, Sha>();
  for (const { sha, refused } of sources) {
    if (refused !== null) continue;
    for (const inner of known.brought.get(sha) ?? []) others.set(inner, sha);
    for (const { by, again, same } of known.of.get(sha) ?? [])
      if (again !== null && same && !picked.has(by)) others.set(again, sha);
  }
  const asked = new Set(sources.map(({ sha }) => sha));
  const last = (sha: Sha): Sha => {
    const other = others.get(sha);
    return other === undefined ? sha : last(other);
  };
  return new Map([...others].flatMap(([sha, other]) => (asked.has(sha) ? [[sha, last(other)]] : [])));
}
