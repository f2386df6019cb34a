import { list, mapping, valueAt } from './data.ts';
import type { Complaint, Path } from './problem.ts';

/** Kinds of gate that rel has a word for and this version does not judge yet. */
const laterKinds = ['feature-branches'];

/** What one part of the policy asks for that is still to come; `within` is what the schema need not look at. */
export interface Later extends Complaint {
  readonly within: Path;
}

/** Everything in the policy that a later version of rel will do: refused, since ignoring it would be a lie. */
export function unsupported(policy: unknown): Later[] {
  return [
    ...given(policy, ['products']),
    ...valued(policy, ['ledger', 'signed'], [true], 'false'),
    ...kinds(policy),
  ];
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

function kinds(policy: unknown): Later[] {
  return Object.entries(mapping(valueAt(policy, ['gates']))).flatMap(([stage, rules]) =>
    list(rules).flatMap((rule, index): Later[] => {
      const { kind } = mapping(rule);
      if (!laterKinds.some((later) => later === kind)) return [];
      const within = ['gates', stage, index];
      const message = `the gate kind \`${String(kind)}\` ${notYet}: it cannot be judged`;
      return [{ path: [...within, 'kind'], within, on: 'value', message }];
    }),
  );
}
