import { branched, mergedInto, pushed, released, tagged } from '../branches.ts';
import { shopPolicy } from '../policy.ts';
import { commit, merged, opened, pull, reviewed } from '../pull.ts';
import { swap, write } from '../tree.ts';
import type { Happening } from '../world.ts';

const vouchers = pull(
  {
    number: 200,
    title: 'Vouchers in the cart',
    by: 'dora',
    branch: 'feature/vouchers',
    labels: ['feature'],
    milestone: '1.8.0',
  },
  commit('09-14 10:00', 'Know vouchers', [
    write(
      'src/cart/voucher.ts',
      `export interface Voucher {
  readonly code: string;
  /** Euros. */
  readonly value: number;
}

/** The most that one order may be reduced by, in euros. */
export const voucherLimit = 100;

/** What vouchers take off a total, in euros. */
export function reduction(vouchers: readonly Voucher[], total: number): number {
  const value = vouchers.reduce((sum, voucher) => sum + voucher.value, 0);
  return Math.min(value, voucherLimit, total);
}
`,
    ),
  ]),
  commit('09-15 10:00', 'Test that vouchers never make an order negative', [
    write(
      'test/voucher.test.ts',
      `import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reduction } from '../src/cart/voucher.js';

test('a voucher never takes off more than the total', () => {
  assert.equal(reduction([{ code: 'HELLO', value: 20 }], 12), 12);
});
`,
    ),
  ]),
  commit('09-16 09:00', 'Describe vouchers', [
    swap('docs/architecture.md', 'Amounts are in euros', 'Vouchers reduce an order. Amounts are in euros'),
  ]),
  opened('09-16 09:10'),
  reviewed('09-17 09:00', 'dan'),
  merged('09-18 09:00', 'dora', 'merge'),
);

const invoice = pull(
  {
    number: 205,
    title: 'Pay by invoice',
    by: 'dan',
    branch: 'feature/invoice',
    labels: ['feature'],
    milestone: '1.8.0',
  },
  commit('09-28 09:00', 'Pay by invoice', [
    write(
      'src/payment/invoice.ts',
      `import type { Order } from '../checkout/order.js';

const termDays = 14;

export interface Invoice {
  readonly reference: string;
  readonly amount: number;
  readonly due: Date;
}

/** The invoice of an order, due two weeks from now. */
export function invoiceOf(order: Order, now: Date): Invoice {
  const due = new Date(now.getTime() + termDays * 24 * 60 * 60 * 1000);
  return { reference: order.reference, amount: order.total, due };
}
`,
    ),
  ]),
  opened('09-28 09:20'),
  reviewed('09-29 09:00', 'dora'),
  merged('09-30 09:00', 'dan', 'squash'),
);

const stock = pull(
  {
    number: 210,
    title: 'Stock levels',
    by: 'dina',
    branch: 'feature/stock',
    labels: ['feature'],
    milestone: '1.8.0',
  },
  commit('10-07 09:00', 'Know how many of a product are left', [
    write(
      'src/catalogue/stock.ts',
      `const left = new Map<string, number>([['MUG-01', 40], ['TEE-01', 12]]);

/** How many pieces of a product can be sent today. */
export function inStock(sku: string): number {
  return left.get(sku) ?? 0;
}
`,
    ),
  ]),
  commit('10-08 09:00', 'Answer stock levels at /stock', [
    swap(
      'src/server.ts',
      "import { search } from './catalogue/search.js';\n",
      "import { search } from './catalogue/search.js';\nimport { inStock } from './catalogue/stock.js';\n",
    ),
    swap(
      'src/server.ts',
      '  response.statusCode = 404;',
      "  if (url.pathname === '/stock') {\n    response.end(String(inStock(url.searchParams.get('sku') ?? '')));\n    return;\n  }\n  response.statusCode = 404;",
    ),
  ]),
  opened('10-08 09:10'),
  reviewed('10-08 15:00', 'dora'),
  merged('10-09 09:00', 'dina', 'rebase'),
);

const launchLimit = pull(
  {
    number: 225,
    title: 'Lower the voucher limit for the launch of 1.8',
    by: 'dan',
    branch: 'fix/launch-limit',
    base: 'rc/1.8.0',
    labels: ['fix'],
    milestone: '1.8.0',
  },
  commit('10-28 08:00', 'Lower the voucher limit for the launch', [
    swap('src/cart/voucher.ts', 'voucherLimit = 100;', 'voucherLimit = 50;'),
  ]),
  opened('10-28 08:10'),
  reviewed('10-28 09:00', 'quinn'),
  merged('10-28 11:00', 'rita', 'squash'),
);

const expiredCards = pull(
  {
    number: 240,
    title: 'Refuse expired cards',
    by: 'dora',
    branch: 'fix/expired-cards',
    base: 'main',
    labels: ['fix'],
  },
  commit('11-09 08:00', 'Refuse expired cards', [
    swap(
      'src/payment/card.ts',
      '/** What may be shown of a card. */',
      `/** Whether the card's last month is over. */
export function isExpired({ expires }: Card, now: Date): boolean {
  return now.getTime() >= new Date(expires.year, expires.month).getTime();
}

/** What may be shown of a card. */`,
    ),
    swap('src/checkout/checkout.ts', 'import type { Card } from', 'import { type Card, isExpired } from'),
    swap(
      'src/checkout/checkout.ts',
      "throw new Error(wrong.join(', '));\n",
      "throw new Error(wrong.join(', '));\n  if (isExpired(card, new Date())) throw new Error('this card has expired');\n",
    ),
  ]),
  opened('11-09 08:20'),
  reviewed('11-09 10:00', 'quinn'),
  merged('11-09 11:00', 'rafael', 'squash'),
);

/** The live train 1.8.0: its features, its cut, its first candidate; and the hotfix 1.7.1 that it lacks. */
export const trainStory: readonly Happening[] = [
  ...vouchers,
  ...invoice,
  ...stock,
  pushed('10-12 09:00', 'devel', 'rita', 'Describe the release train', [
    write('.releaserc.yaml', shopPolicy),
  ]),
  branched('10-26 08:00', 'rc/1.8.0', 'devel'),
  ...launchLimit,
  tagged('10-29 09:00', 'v1.8.0-rc.1', 'rc/1.8.0', 'rita', 'Candidate 1 of 1.8.0'),
  // devel keeps its own voucher limit, so main can come back to devel cleanly once 1.8.0 is released.
  mergedInto('11-06 09:00', 'devel', 'rc/1.8.0', 'rita', "Merge branch 'rc/1.8.0' into devel", 'ours'),
  ...expiredCards,
  tagged('11-09 11:10', 'v1.7.1', 'main', 'rafael', 'Release 1.7.1'),
  released('11-09 11:15', 'v1.7.1', 'rafael', 'Expired cards are refused (#240).', true),
];
