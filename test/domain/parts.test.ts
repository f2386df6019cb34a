import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isMadeOf, type Part } from '../../src/domain/parts.ts';

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const stars = {
  '*': { fits: (character: string) => character !== '/', least: 1 },
  '**': { fits: () => true, least: 1 },
  '?': { fits: () => true, least: 0 },
} as const satisfies Readonly<Record<string, Part>>;
const sources = { '*': '[^/]+', '**': '[^]+', '?': '[^]*' } as const;
const word = fc.constantFrom('*', '**', '?', 'a', 'b', '/', 'ab', '');
const isStar = (text: string): text is keyof typeof stars => Object.hasOwn(stars, text);

test('it is what the regular expression of the same parts says', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '/'), maxLength: 8 });
  fc.assert(
    fc.property(fc.array(word, { maxLength: 6 }), text, (words, name) => {
      const form = new RegExp(
        `^${words.map((one) => (isStar(one) ? sources[one] : escaped(one))).join('')}$`,
      );
      const parts = words.map((one) => (isStar(one) ? stars[one] : one));
      expect(isMadeOf(parts, name)).toBe(form.test(name));
    }),
    { seed: 6, numRuns: 2000 },
  );
});

test('and says it at once where that would never end', () => {
  const parts = Array.from({ length: 60 }, (_, at) => (at % 2 === 0 ? stars['**'] : 'a'));
  expect(isMadeOf([...parts, 'b'], 'a'.repeat(5000))).toBe(false);
});
