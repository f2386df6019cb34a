/** The commands that are about one product where a policy has several. */
const commands =
  'status|gate|cut-rc|pick|tag-rc|promote|cut-hotfix|sync-hotfix|hand-over|sign-off|record|tick|waive|notes|log|verify';

const calls = new RegExp(`\\brel (?=(?:${commands})\\b)`, 'g');

/** The commands that a text tells a person to type, each with the product that it is about. */
export const withProduct = (text: string, product: string): string =>
  text.replaceAll(calls, `rel --product ${product} `);

/** What is to be typed, wherever it stands in a result: the same, for a machine. */
export function resultWithProduct(value: unknown, product: string): unknown {
  if (Array.isArray(value)) return value.map((entry) => resultWithProduct(entry, product));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      typeof inner === 'string' && (key === 'remedy' || key === 'does')
        ? withProduct(inner, product)
        : resultWithProduct(inner, product),
    ]),
  );
}
