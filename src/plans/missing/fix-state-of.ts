import type { FixState, NearCommit } from '../../domain/fix-state.ts';
import type { Sha } from '../../domain/git.ts';
import type { Places } from '../presence/already-there.ts';

/** Whether a change's effect is in a branch's files; `applies` where it would change something there, and does so cleanly. */
export type EffectKind = 'there' | 'applies' | 'conflicts';

export interface Effect {
  readonly kind: EffectKind;
  /** The paths of the change that the branch has not. */
  readonly gone: readonly string[];
}

/** What is known of one change of production, before its effect is looked for. */
export interface KnownOfFix {
  readonly sha: Sha;
  readonly paths: readonly string[];
  /** Where it is on the branch, by the branch's history. */
  readonly places: Places;
  /** The paths that the commit of the first place touched; null where that is not known. */
  readonly placePaths: readonly string[] | null;
  /** True where taking back what brought it would change nothing on the branch. */
  readonly gone: boolean;
  /** False where production took it back itself. */
  readonly stands: boolean;
  /** The changes of production that it takes back. */
  readonly reverts: readonly Sha[];
  /** A commit of the branch that is it by author, author date and title, on all of its paths that the branch has. */
  readonly copies: readonly { readonly commit: Sha; readonly paths: readonly string[] }[];
  readonly near: NearCommit | null;
}

/**
 * How each change stands to the branch, history first: what production took back is void, and so is what takes back
 * the taking back of a change that is missing anyhow. What only words or a name tell is believed where the files do
 * not say otherwise.
 */
export function fixStatesOf(
  known: readonly KnownOfFix[],
  effects: ReadonlyMap<Sha, Effect>,
): Map<Sha, FixState> {
  const bySha = new Map(known.map((fix) => [fix.sha, fix]));
  const states = new Map<Sha, FixState>();
  for (const fix of known) states.set(fix.sha, stateOf(fix, effects.get(fix.sha) ?? null));
  for (const fix of known) {
    const again = fix.reverts.flatMap((sha) => bySha.get(sha)?.reverts ?? []);
    const comesAnyhow = again.some((sha) => states.get(sha)?.kind === 'missing');
    if (comesAnyhow && states.get(fix.sha)?.kind === 'missing')
      states.set(fix.sha, { kind: 'void', why: 'takes-back-nothing' });
  }
  return states;
}

function stateOf(fix: KnownOfFix, effect: Effect | null): FixState {
  const { places, stands, near } = fix;
  if (!stands) return { kind: 'void', why: 'taken-back' };
  const place = fix.gone ? undefined : places.held[0];
  const partly = place === undefined ? null : leftOut(fix, place.commit, effect);
  if (place !== undefined && partly === null) return { kind: 'there', how: place.how, commit: place.commit };
  if (effect?.kind === 'there') return { kind: 'there', how: 'content', commit: null };
  const copy = fix.copies.find(({ paths }) => uncovered(fix, paths, effect).length === 0);
  // One that applies cleanly all the same has lost something on its way.
  if (copy !== undefined && effect?.kind === 'conflicts')
    return { kind: 'there', how: 'author', commit: copy.commit };
  return { kind: 'missing', takenBackBy: places.lost[0]?.by ?? null, partly, near };
}

/** What a commit that names the change does not touch of it, though the branch has these files. */
function leftOut(
  fix: KnownOfFix,
  commit: Sha,
  effect: Effect | null,
): { commit: Sha; paths: string[] } | null {
  if (fix.placePaths === null || effect === null || effect.kind === 'there') return null;
  const paths = uncovered(fix, fix.placePaths, effect);
  return paths.length === 0 || paths.length === fix.paths.length ? null : { commit, paths };
}

function uncovered({ paths }: KnownOfFix, covered: readonly string[], effect: Effect | null): string[] {
  return paths.filter((path) => !covered.includes(path) && effect?.gone.includes(path) !== true);
}
