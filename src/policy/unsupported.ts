import { valueAt } from './data.ts';
import type { Complaint, Path } from './problem.ts';

/** What one part of the policy asks for that is still to come; `within` is what the schema need not look at. */
export interface Later extends Complaint {
  readonly within: Path;
}

/** Everything in the policy that a later version of rel will do: refused, since ignoring it would be a lie. */
export function unsupported(policy: unknown): Later[] {
  return [...given(policy, ['products']), ...valued(policy, ['ledger', 'signed'], [true], 'false')];
}

const notYet = 'is not supported by this version of rel yet';

function given(policy: unknown, path: Path): Later[] {
  if (valueAt(policy, path) === undefined) return [];
  return [{ path, within: path, on: 'key', message: `\`${String(path.at(-1))}\` ${notYet}` }];
}

function valued(policy: unknown, path: Path, words: readonly unknown[], instead: string): Later[] {
  const value = valueAt(policy, path);
  if (!words.includes(value)) return [];
  const key = String(path.at(-1));
  const message = `\`${key}: ${String(value)}\` ${notYet}`;
  return [{ path, within: path, on: 'value', message, hint: `\`${key}: ${instead}\` is` }];
}
