import { again, type Trouble } from '../../domain/errors.ts';
import type { Refusal } from '../../git/push.ts';
import { type Refused, remedyOf } from './refusal-remedies.ts';

/** More than this of what a hook says, or of what a rule names, tells nobody more. */
const mostDetails = 12;

/** Reasons that are the same for several refs are one. */
interface Reason extends Refusal {
  readonly refs: readonly string[];
}

/**
 * A push that was refused, with every reason for every ref, each with what to do about it. Nothing has changed: a push
 * of rel's happens whole or not at all.
 */
export function refusedTrouble(refusals: readonly Refusal[], refused: Refused): Trouble {
  const reasons = together(refusals);
  const remedies = reasons.map((reason) => remedyOf(reason, refused));
  const [only] = reasons;
  const single = reasons.length === 1 && only !== undefined;
  const several = single ? '' : `, for ${reasons.length} reasons`;
  return {
    code: 'push-refused',
    message: `${refused.target}: the remote refused the push${several}; nothing was changed there`,
    why: single ? singleReason(only) : listed(reasons),
    remedy: single ? `${remedies[0]}; then ${again}` : [...numbered(remedies), `then ${again}`].join('\n'),
  };
}

function together(refusals: readonly Refusal[]): Reason[] {
  const reasons: Reason[] = [];
  for (const refusal of refusals) {
    const same = reasons.findIndex(
      ({ reason, details }) =>
        reason === refusal.reason && refusal.code === 'hook' && details.join() === refusal.details.join(),
    );
    const before = reasons[same];
    const ref = refusal.ref === null ? [] : [refusal.ref];
    if (before === undefined) reasons.push({ ...refusal, refs: ref });
    else reasons[same] = { ...before, refs: [...before.refs, ...ref] };
  }
  return reasons;
}

const nameOf = ({ refs }: Reason): string => (refs.length === 0 ? '' : `${refs.join(', ')}: `);

const singleReason = (reason: Reason): string =>
  [`${nameOf(reason)}${reason.reason}`, ...detailsOf(reason, '  ')].join('\n');

/** A line a ref, and below it its reasons, numbered as what is to be done about them. */
function listed(reasons: readonly Reason[]): string {
  let heading: string | null = null;
  return reasons
    .flatMap((reason, index) => {
      const named = reason.refs.length === 0 ? 'the whole push' : reason.refs.join(', ');
      const head = named === heading ? [] : [`${named}:`];
      heading = named;
      return [...head, `  ${index + 1}. ${reason.reason}`, ...detailsOf(reason, '     ')];
    })
    .join('\n');
}

function detailsOf({ details }: Reason, indent: string): string[] {
  const shown = details.slice(0, mostDetails).map((line) => `${indent}${line}`);
  const more = details.length - shown.length;
  return more === 0 ? shown : [...shown, `${indent}... and ${more} more`];
}

/** What is to be done, once, with the numbers of the reasons it is for. */
function numbered(remedies: readonly string[]): string[] {
  return [...new Set(remedies)].map((remedy) => {
    const numbers = remedies.flatMap((each, index) => (each === remedy ? [index + 1] : []));
    return `${numbers.join(', ')}. ${remedy}`;
  });
}
