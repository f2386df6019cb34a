import { commit, merged, opened, pull, reviewed } from '../pull.ts';
import { swap, write } from '../tree.ts';
import type { Happening } from '../world.ts';

const forNext = { labels: ['feature'], milestone: '1.9.0' } as const;

const wishLists = pull(
  { number: 226, title: 'Wish lists', by: 'dina', branch: 'feature/wish-lists', ...forNext },
  commit('10-28 13:00', 'Keep what a customer wishes for', [
    write(
      'src/cart/wish-list.ts',
      `import type { Product } from '../catalogue/product.js';

export class WishList {
  readonly products = new Set<Product>();

  toggle(product: Product): void {
    if (!this.products.delete(product)) this.products.add(product);
  }
}
`,
    ),
  ]),
  commit('10-28 15:00', 'Name wish lists in the documentation', [
    swap('docs/architecture.md', 'wrapped or not |', 'wrapped or not, now or later |'),
  ]),
  opened('10-28 15:10'),
  reviewed('10-29 14:00', 'dora'),
  merged('10-30 09:00', 'dina', 'merge'),
);

const reviews = pull(
  { number: 227, title: 'Product reviews', by: 'dan', branch: 'feature/reviews', ...forNext },
  commit('10-29 09:00', 'Product reviews', [
    write(
      'src/catalogue/reviews.ts',
      `export interface Review {
  readonly sku: string;
  /** One to five. */
  readonly stars: number;
  readonly text: string;
}

/** The average of the stars, or null where nobody has said anything. */
export function average(reviews: readonly Review[]): number | null {
  if (reviews.length === 0) return null;
  return reviews.reduce((sum, review) => sum + review.stars, 0) / reviews.length;
}
`,
    ),
  ]),
  opened('10-29 09:10'),
  reviewed('10-30 10:00', 'dina'),
  merged('10-30 11:00', 'dan', 'squash', 'red'),
);

const cents = pull(
  { number: 228, title: 'Count totals in cents', by: 'dora', branch: 'feature/cents', ...forNext },
  commit('10-30 09:00', 'Count totals in cents', [
    swap('src/cart/total.ts', '  let sum = 0;', '  let cents = 0;'),
    swap(
      'src/cart/total.ts',
      '    sum += line.product.price * line.quantity;',
      '    cents += Math.round(line.product.price * 100) * line.quantity;',
    ),
    swap('src/cart/total.ts', '  return Math.round(sum * 100) / 100;', '  return cents / 100;'),
  ]),
  opened('10-30 09:10'),
  reviewed('10-30 13:00', 'dan'),
  reviewed('10-30 16:00', 'quinn', 'APPROVED', 'Totals are the same to the cent.'),
  merged('11-02 09:30', 'dora', 'squash'),
);

const savedCarts = pull(
  { number: 250, title: 'Carts that wait for you', by: 'dan', branch: 'feature/saved-carts', ...forNext },
  commit('11-12 13:00', 'Save a cart', [
    write(
      'src/cart/saved.ts',
      `import type { Cart } from './cart.js';

const saved = new Map<string, string>();

/** Keeps a cart for a customer until they come back. */
export function save(customer: string, cart: Cart): void {
  saved.set(customer, JSON.stringify(cart.lines));
}
`,
    ),
  ]),
  commit('11-12 14:00', 'Describe saved carts', [
    swap(
      'docs/runbook.md',
      '# Runbook\n',
      '# Runbook\n\n## Saved carts are gone\n\nThey live in memory: a restart drops them.\n',
    ),
  ]),
  opened('11-12 14:10'),
  reviewed('11-13 09:00', 'dina'),
);

const gifts = pull(
  {
    number: 251,
    title: 'Gift cards',
    by: 'dina',
    branch: 'feature/gift-cards',
    labels: ['feature'],
    draft: true,
  },
  commit(
    '11-13 10:00',
    'Sketch gift cards',
    [
      swap(
        'src/catalogue/product.ts',
        'price: 2.4, weightGrams: 20 },\n',
        "price: 2.4, weightGrams: 20 },\n  { sku: 'GIFT-25', name: 'Gift card', price: 25, weightGrams: 0 },\n",
      ),
    ],
    'none',
  ),
  opened('11-13 10:10'),
);

/** The next train, 1.9.0: features on devel, and one that is not merged, which stops the cut. */
export const nextStory: readonly Happening[] = [...wishLists, ...reviews, ...cents, ...savedCarts, ...gifts];
