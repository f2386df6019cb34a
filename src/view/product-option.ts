/** The commands that are about one product where a policy has several. */
const commands =
  'status|gate|cut-rc|pick|tag-rc|promote|cut-hotfix|sync-hotfix|hand-over|sign-off|record|tick|waive|notes|log|verify';

const calls = new RegExp(`\\brel (?=(?:${commands})\\b)`, 'g');

/** The commands that a text tells a person to type, each with the product that it is about. */
export const withProduct = (text: string, product: string): string =>
  text.replaceAll(calls, `rel --product ${product} `);

/** A result in which what is to be typed, wherever it stands, is as `typed` makes it: the same, for a machine. */
export function resultTyped(value: unknown, typed: (text: string) => string): unknown {
  if (Array.isArray(value)) return value.map((entry) => resultTyped(entry, typed));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      typeof inner === 'string' && (key === 'remedy' || key === 'does')
        ? typed(inner)
        : resultTyped(inner, typed),
    ]),
  );
}
