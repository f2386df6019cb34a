import { describe, expect, test } from 'vitest';
import { RelError } from '../../src/domain/errors.ts';
import { chooseProduct, isTrainWord, type ProductAsked } from '../../src/facts/choose-product.ts';
import { loadPolicy } from '../../src/policy/load.ts';
import { refsOf } from '../support/plan-facts.ts';

function productsOf(...names: string[]) {
  const sections = names.map((name) => `  ${name}: {}`).join('\n');
  const loaded = loadPolicy(
    `version: 1
branches: { rc: "{product}/rc/{version}", hotfix: "{product}/hotfix/{version}" }
tags: { candidate: "{product}-v{version}-rc.{n}", release: "{product}-v{version}" }
${names.length === 0 ? '' : `products:\n${sections}\n`}`,
    'p',
  );
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  return loaded.products;
}

// web 1.8.0 is released; both have a 2.0.0.
const refs = refsOf({
  'heads/scp/rc/1.7.0': 'a',
  'heads/scp/rc/2.0.0': 'b',
  'heads/web/rc/1.8.0': 'c',
  'tags/web-v1.8.0': 'c',
  'heads/web/rc/2.0.0': 'd',
  'heads/rc/3.0.0': 'e',
});
const onlyScp = refsOf({ 'heads/scp/rc/1.7.0': 'a' });
const nothing: ProductAsked = { product: undefined, words: [], begins: false };

/** The product, or what is said instead. */
function chosen(names: readonly string[], asked: Partial<ProductAsked>, there = refs): string | null {
  try {
    return chooseProduct(productsOf(...names), there, { ...nothing, ...asked });
  } catch (error) {
    if (!(error instanceof RelError)) throw error;
    return [error.code, error.message, error.why, error.remedy].filter(Boolean).join(' | ');
  }
}

const both = ['scp', 'web'];
const needed = 'usage | the policy has several products, so the product is needed';
const add = 'add --product scp or --product web';

describe('the product that a call is about', () => {
  test.each<[string, readonly string[], Partial<ProductAsked>, string | null]>([
    ['no products', [], {}, null],
    ['the one that is named', both, { product: 'web', words: ['1.7.0'] }, 'web'],
    ['the only one', ['scp'], {}, 'scp'],
    ['the only one, beginning a train', ['scp'], { begins: true }, 'scp'],
    ['whose version is live', both, { words: ['1.7.0'] }, 'scp'],
    ['whose version begins so', both, { words: ['1.7'] }, 'scp'],
    ['whose version is released, where none is live', both, { words: ['1.8.0'] }, 'web'],
    ['whose branch it is', both, { words: ['web/rc/2.0.0'] }, 'web'],
    ['whose branch it would be', both, { words: ['web/hotfix/9.0.0'] }, 'web'],
    ['of several that agree', both, { words: ['scp/rc/2.0.0', '1.7'] }, 'scp'],
    ['several that do not', both, { words: ['1.7', '1.8'] }, `${needed} | products: scp, web | ${add}`],
    [
      'a version of both',
      both,
      { words: ['2.0.0'] },
      `${needed} | 2.0.0 is a train of scp and of web | ${add}`,
    ],
    ['a branch of neither', both, { words: ['rc/3.0.0'] }, `${needed} | products: scp, web | ${add}`],
    ['nothing is named, and both have a train', both, {}, `${needed} | products: scp, web | ${add}`],
    [
      'one that is not there',
      both,
      { product: 'scq' },
      `usage | unknown product \`scq\`; did you mean \`scp\`? | products: scp, web | add --product scp or --product web`,
    ],
    [
      'one of none',
      [],
      { product: 'scp' },
      'usage | there is no product scp: the policy has no products | run the same command without --product',
    ],
  ])('%s', (_name, names, asked, expected) => {
    expect(chosen(names, asked)).toBe(expected);
  });

  test('the only one with a live train, but not for a train that is yet to begin', () => {
    expect(chosen(both, {}, onlyScp)).toBe('scp');
    expect(chosen(both, { begins: true }, onlyScp)).toContain(needed);
    expect(chosen(both, { words: ['feature/x'] }, onlyScp)).toContain(needed);
  });

  test.each([
    ['1.8', true],
    ['1.8.0', true],
    ['web/rc/1.8.0', true],
    ['231', false],
    ['rc/1.8.0', false],
    ['deadbeef', false],
    ['promote', false],
  ])('%s says which train: %s', (word, expected) => {
    expect(isTrainWord(productsOf(...both), word)).toBe(expected);
  });
});
