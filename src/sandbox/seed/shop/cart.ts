import type { Files } from '../tree.ts';

/** Catalogue and cart as they were imported. */
export const cart: Files = {
  'src/catalogue/product.ts': `export interface Product {
  readonly sku: string;
  readonly name: string;
  /** Euros. */
  readonly price: number;
  readonly weightGrams: number;
}

export const products: readonly Product[] = [
  { sku: 'MUG-01', name: 'Mug', price: 9.9, weightGrams: 350 },
  { sku: 'TEE-01', name: 'T-shirt', price: 19.5, weightGrams: 180 },
  { sku: 'BAG-01', name: 'Tote bag', price: 14, weightGrams: 220 },
  { sku: 'PEN-01', name: 'Pen', price: 2.4, weightGrams: 20 },
];
`,
  'src/catalogue/search.ts': `import { type Product, products } from './product.js';

/** The products whose name holds the words, best match first. */
export function search(words: string): Product[] {
  const wanted = words.trim().toLowerCase();
  if (wanted === '') return [];
  return products.filter((product) => product.name.toLowerCase().includes(wanted));
}
`,
  'src/cart/cart.ts': `import type { Product } from '../catalogue/product.js';

export interface Line {
  readonly product: Product;
  quantity: number;
}

export class Cart {
  readonly lines: Line[] = [];

  add(product: Product, quantity = 1): void {
    const line = this.find(product.sku);
    if (line) line.quantity += quantity;
    else this.lines.push({ product, quantity });
  }

  setQuantity(sku: string, quantity: number): void {
    const line = this.find(sku);
    if (line) line.quantity = quantity;
  }

  find(sku: string): Line | undefined {
    return this.lines.find((line) => line.product.sku === sku);
  }
}
`,
  'src/cart/total.ts': `import type { Cart } from './cart.js';

/** What the goods in the cart cost, in euros. */
export function goodsTotal(cart: Cart): number {
  let sum = 0;
  for (const line of cart.lines) {
    sum += line.product.price * line.quantity;
  }
  return Math.round(sum * 100) / 100;
}

/** The VAT that is in the total, in euros. */
export function vat(total: number, rate = 0.19): number {
  return Math.round((total - total / (1 + rate)) * 100) / 100;
}
`,
  'test/cart.test.ts': `import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Cart } from '../src/cart/cart.js';
import { goodsTotal } from '../src/cart/total.js';
import { products } from '../src/catalogue/product.js';

const [mug, shirt] = products;

test('adds up what is in the cart', () => {
  const cart = new Cart();
  cart.add(mug, 2);
  cart.add(shirt);
  assert.equal(goodsTotal(cart), 39.3);
});

test('the same product is one line', () => {
  const cart = new Cart();
  cart.add(mug);
  cart.add(mug);
  assert.equal(cart.lines.length, 1);
});
`,
  'test/search.test.ts': `import assert from 'node:assert/strict';
import { test } from 'node:test';
import { search } from '../src/catalogue/search.js';

test('finds by name, whatever the case', () => {
  assert.deepEqual(search('mug').map((product) => product.sku), ['MUG-01']);
});
`,
};
