import { again, RelError } from '../../domain/errors.ts';
import { type RefChange, short } from '../../domain/git.ts';

/** What the remote shows after a push that it called done. */
interface Shown {
  /** Whether the ledger has the entries. */
  readonly holds: boolean;
  /** The changes whose ref is where it was before. */
  readonly left: readonly RefChange[];
}

/**
 * Throws where a push that was called done is not to be seen, all of it: something on the way may have answered in the
 * remote's name, and not every server is as atomic as it says (fact 32). A ref that is elsewhere by now was moved on.
 */
export function requireLanded({ holds, left }: Shown, remote: string): void {
  if (!holds) {
    throw new RelError({
      code: 'remote-unreachable',
      message: `the remote ${remote} said that it took the push, and does not show it`,
      why: 'what it holds was read back, and the record of this operation is not there',
      remedy: `run: git ls-remote ${remote}, and when that answers for the right repository ${again}`,
    });
  }
  const [first] = left;
  if (first === undefined) return;
  throw new RelError({
    code: 'push-refused',
    message: `the remote ${remote} took a part of the push only, and called it done`,
    why: `its ledger has the record, and these are where they were: ${left.map(({ ref }) => ref).join(', ')}`,
    remedy: left.map((change) => commandOf(change, remote)).join('; '),
  });
}

const commandOf = ({ ref, from, to }: RefChange, remote: string): string =>
  `run: git push --force-with-lease=${ref}:${from ?? ''} ${remote} ${to === null ? '' : short(to)}:${ref}`;
