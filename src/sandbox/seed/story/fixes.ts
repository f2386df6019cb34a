import { commented, commit, labelled, merged, opened, pull, reviewed } from '../pull.ts';
import { swap } from '../tree.ts';
import type { Happening } from '../world.ts';

const forTrain = { labels: ['fix', 'rc/1.8.0'], milestone: '1.8.0' } as const;

const doubleCharge = pull(
  {
    number: 230,
    title: 'Do not charge twice when the browser retries',
    body: 'Fixes #220.',
    by: 'dora',
    branch: 'fix/double-charge',
    ...forTrain,
  },
  commit('10-30 14:00', 'Send the order reference with a charge', [
    swap('src/payment/charge.ts', 'amount: number)', 'amount: number, reference: string)'),
    swap(
      'src/payment/charge.ts',
      '{ card: card.number, amount }',
      '{ card: card.number, amount, reference }',
    ),
  ]),
  commit('10-30 14:30', 'Charge an order under its reference', [
    swap(
      'src/checkout/checkout.ts',
      'charge(card, order.total);',
      'charge(card, order.total, order.reference);',
    ),
  ]),
  opened('10-30 15:00'),
  reviewed('11-02 09:00', 'dan'),
  commented('11-02 13:50', 'quinn', 'Retried three times on staging: one charge.'),
  labelled('11-02 14:00', 'quinn', 'qa-approved'),
  merged('11-02 15:00', 'dora', 'merge'),
);

const postcode = pull(
  { number: 231, title: 'Ask for a postcode', by: 'dan', branch: 'fix/postcode', ...forTrain },
  commit('11-02 08:00', 'Ask for a postcode', [
    swap(
      'src/checkout/address.ts',
      "  if (address.city.trim() === '')",
      "  if (address.postcode.trim() === '') found.push('a postcode is needed');\n  if (address.city.trim() === '')",
    ),
  ]),
  commit('11-02 08:30', 'Test an address without a postcode', [
    swap(
      'test/address.test.ts',
      'problems(address), []);\n});\n',
      "problems(address), []);\n});\n\ntest('an address needs a postcode', () => {\n  assert.deepEqual(problems({ ...address, postcode: ' ' }), ['a postcode is needed']);\n});\n",
    ),
  ]),
  opened('11-02 09:00'),
  reviewed('11-03 10:00', 'quinn', 'APPROVED', 'Tried with and without a postcode.'),
  merged('11-03 11:00', 'dan', 'squash', 'none'),
);

const emptyLine = pull(
  {
    number: 232,
    title: 'Drop a line whose quantity is zero',
    by: 'dina',
    branch: 'fix/empty-line',
    ...forTrain,
  },
  commit('11-02 10:00', 'Drop a line whose quantity is zero', [
    swap(
      'src/cart/cart.ts',
      '    if (line) line.quantity = quantity;',
      '    if (line && quantity <= 0) this.lines.splice(this.lines.indexOf(line), 1);\n    else if (line) line.quantity = quantity;',
    ),
  ]),
  commit('11-02 10:20', 'Test a quantity of zero', [
    swap(
      'test/cart.test.ts',
      'cart.lines.length, 1);\n});\n',
      "cart.lines.length, 1);\n});\n\ntest('a quantity of zero takes the line away', () => {\n  const cart = new Cart();\n  cart.add(mug);\n  cart.setQuantity(mug.sku, 0);\n  assert.equal(cart.lines.length, 0);\n});\n",
    ),
  ]),
  opened('11-02 10:30'),
  labelled('11-03 14:00', 'quinn', 'qa-approved'),
  merged('11-03 15:00', 'dina', 'rebase'),
);

const greeting = pull(
  { number: 233, title: 'Greet customers without a name', by: 'dina', branch: 'fix/greeting', ...forTrain },
  commit(
    '11-03 09:00',
    'Greet customers without a name',
    [
      swap(
        'src/mail/confirmation.ts',
        "'Dear ' + order.address.name + ','",
        "'Dear ' + (order.address.name.trim() || 'customer') + ','",
      ),
    ],
    'none',
  ),
  opened('11-03 09:10'),
  labelled('11-04 09:00', 'dan', 'qa-approved'),
  merged('11-04 10:00', 'dina', 'squash'),
);

const heavyParcels = pull(
  {
    number: 234,
    title: 'Charge heavy parcels from 5 kg',
    by: 'dan',
    branch: 'fix/heavy-parcels',
    ...forTrain,
  },
  commit(
    '11-03 11:00',
    'Charge heavy parcels from 5 kg',
    [swap('src/shipping/rates.ts', 'grams > 5000', 'grams >= 5000')],
    'red',
  ),
  opened('11-03 11:10'),
  reviewed('11-04 11:00', 'quinn'),
  commit('11-04 16:00', 'Charge three times the rate from 20 kg', [
    swap(
      'src/shipping/rates.ts',
      '  return grams >= 5000',
      '  if (grams >= 20000) return base * 3;\n  return grams >= 5000',
    ),
  ]),
  merged('11-04 17:00', 'dan', 'squash'),
);

const noQuantity = pull(
  {
    number: 235,
    title: 'Leave negative quantities out of the total',
    by: 'dora',
    branch: 'fix/negative-total',
    ...forTrain,
  },
  commit('11-04 09:00', 'Leave negative quantities out of the total', [
    swap('src/cart/total.ts', '    cents +=', '    if (line.quantity > 0) cents +='),
  ]),
  opened('11-04 09:10'),
  reviewed('11-05 09:00', 'quinn'),
  merged('11-05 10:00', 'dora', 'squash'),
);

const voucherLimit = pull(
  { number: 236, title: 'Lower the voucher limit to 80 euros', by: 'dina', branch: 'fix/limit', ...forTrain },
  commit('11-04 12:00', 'Lower the voucher limit to 80 euros', [
    swap('src/cart/voucher.ts', 'voucherLimit = 100;', 'voucherLimit = 80;'),
  ]),
  opened('11-04 12:10'),
  labelled('11-05 13:00', 'quinn', 'qa-approved'),
  merged('11-05 14:00', 'dina', 'squash'),
);

/** The merged fixes that wait for the train 1.8.0, or must not get onto it. */
export const fixesStory: readonly Happening[] = [
  ...doubleCharge,
  ...postcode,
  ...emptyLine,
  ...greeting,
  ...heavyParcels,
  ...noQuantity,
  ...voucherLimit,
];
