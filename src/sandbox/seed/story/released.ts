import { branched, mergedInto, pushed, released, tagged } from '../branches.ts';
import { commit, merged, opened, pull, reviewed } from '../pull.ts';
import { cart } from '../shop/cart.ts';
import { checkout } from '../shop/checkout.ts';
import { payment } from '../shop/payment.ts';
import { project } from '../shop/project.ts';
import { swap, write } from '../tree.ts';
import type { Happening } from '../world.ts';

const imported = Object.entries({ ...project, ...cart, ...checkout, ...payment });

const delivery = pull(
  {
    number: 172,
    title: 'Say in the confirmation when a parcel arrives',
    by: 'dan',
    branch: 'feature/arrival',
  },
  commit('08-10 09:10', 'Say in the confirmation when a parcel arrives', [
    swap('src/mail/confirmation.ts', '(order: Order): string', '(order: Order, now: Date): string'),
    swap(
      'src/mail/confirmation.ts',
      "import type { Order } from '../checkout/order.js';\n",
      "import type { Order } from '../checkout/order.js';\nimport { deliveryDay } from '../shipping/delivery.js';\n",
    ),
    swap(
      'src/mail/confirmation.ts',
      "toFixed(2) + ' EUR',\n",
      "toFixed(2) + ' EUR',\n    'It arrives on ' + deliveryDay(now, order.address.country).toDateString() + '.',\n",
    ),
  ]),
  opened('08-10 09:30'),
  reviewed('08-11 14:00', 'dora'),
  merged('08-12 10:00', 'dan', 'merge'),
);

const giftWrap = pull(
  {
    number: 180,
    title: 'Gift wrapping',
    by: 'dora',
    branch: 'feature/gift-wrap',
    labels: ['feature'],
    milestone: '1.7.0',
  },
  commit('08-31 09:00', 'Say what gift wrapping costs', [
    write(
      'src/cart/gift-wrap.ts',
      `import type { Cart } from './cart.js';

const eachEuros = 1.5;

/** What wrapping every piece in the cart costs, in euros. */
export function giftWrapCost(cart: Cart, wanted: boolean): number {
  return wanted ? cart.lines.reduce((sum, line) => sum + line.quantity, 0) * eachEuros : 0;
}
`,
    ),
  ]),
  commit('08-31 11:00', 'Offer gift wrapping in the documentation', [
    swap('docs/architecture.md', 'what a customer wants |', 'what a customer wants, wrapped or not |'),
  ]),
  opened('08-31 11:10'),
  reviewed('09-01 09:00', 'dina'),
  merged('09-01 16:00', 'dora', 'squash'),
);

const bySku = pull(
  {
    number: 185,
    title: 'Search by SKU',
    by: 'dina',
    branch: 'feature/search-sku',
    labels: ['feature'],
    milestone: '1.7.0',
  },
  commit('09-02 10:00', 'Search by SKU', [
    swap(
      'src/catalogue/search.ts',
      '  return products.filter((product) => product.name.toLowerCase().includes(wanted));',
      '  return products.filter(\n    ({ sku, name }) => sku.toLowerCase() === wanted || name.toLowerCase().includes(wanted),\n  );',
    ),
  ]),
  opened('09-02 10:20'),
  reviewed('09-03 10:00', 'dan'),
  merged('09-04 09:00', 'dina', 'merge'),
);

const references = pull(
  {
    number: 190,
    title: 'Keep order references unique after a restart',
    by: 'dan',
    branch: 'fix/references',
    labels: ['fix'],
    milestone: '1.7.0',
  },
  commit('09-08 09:00', 'Start order references at the last one', [
    swap(
      'src/checkout/reference.ts',
      'let last = 4711;',
      'let last = Number(process.env.SHOP_LAST_ORDER ?? 4711);',
    ),
  ]),
  commit('09-08 09:40', 'Tell operations about SHOP_LAST_ORDER', [
    swap(
      'docs/runbook.md',
      'It is safe to run twice.\n',
      'It is safe to run twice.\n\n## After a restore\n\nSet SHOP_LAST_ORDER to the last reference that customers have.\n',
    ),
  ]),
  opened('09-08 09:50'),
  reviewed('09-09 13:00', 'quinn'),
  merged('09-10 10:00', 'rita', 'rebase'),
);

/** What customers have: 1.6.0 and 1.7.0. Releases were merged into main, and main back into devel. */
export const releasedStory: readonly Happening[] = [
  pushed(
    '08-03 09:00',
    'devel',
    'dora',
    'Import the shop',
    imported.map(([path, text]) => write(path, text)),
  ),
  ...delivery,
  branched('08-21 09:00', 'main', 'devel'),
  tagged('08-21 09:00', 'v1.6.0', 'main', 'rafael', 'Release 1.6.0'),
  released('08-21 09:05', 'v1.6.0', 'rafael', 'The confirmation says when a parcel arrives (#172).'),
  ...giftWrap,
  ...bySku,
  ...references,
  branched('09-14 08:00', 'rc/1.7.0', 'devel'),
  tagged('09-14 08:01', 'v1.7.0-rc.1', 'rc/1.7.0', 'rita', 'Candidate 1 of 1.7.0'),
  tagged('09-22 10:00', 'v1.7.0', 'rc/1.7.0', 'rafael', 'Release 1.7.0'),
  mergedInto('09-22 10:01', 'main', 'rc/1.7.0', 'rafael', 'Release 1.7.0', 'theirs'),
  released('09-22 10:05', 'v1.7.0', 'rafael', 'Gift wrapping (#180). Search by SKU (#185). Fixes: #190.'),
  mergedInto('09-22 11:00', 'devel', 'main', 'rita', "Merge branch 'main' into devel", 'ours'),
];
