import type { Files } from '../tree.ts';

/** Checkout, shipping, mail and the server as they were imported. */
export const checkout: Files = {
  'src/checkout/address.ts': `export interface Address {
  readonly name: string;
  readonly street: string;
  readonly postcode: string;
  readonly city: string;
  readonly country: string;
}

/** What is wrong with an address; empty where nothing is. */
export function problems(address: Address): string[] {
  const found: string[] = [];
  if (address.name.trim() === '') found.push('a name is needed');
  if (address.street.trim() === '') found.push('a street is needed');
  if (address.city.trim() === '') found.push('a city is needed');
  return found;
}
`,
  'src/checkout/order.ts': `import type { Line } from '../cart/cart.js';
import type { Address } from './address.js';

export type OrderState = 'new' | 'paid' | 'sent';

export interface Order {
  readonly reference: string;
  readonly lines: readonly Line[];
  readonly address: Address;
  readonly total: number;
  state: OrderState;
}
`,
  'src/checkout/checkout.ts': `import type { Cart } from '../cart/cart.js';
import { goodsTotal } from '../cart/total.js';
import type { Card } from '../payment/card.js';
import { charge } from '../payment/charge.js';
import { shippingCost } from '../shipping/rates.js';
import { type Address, problems } from './address.js';
import type { Order } from './order.js';
import { nextReference } from './reference.js';

/** Turns a cart into a paid order. */
export async function checkout(cart: Cart, address: Address, card: Card): Promise<Order> {
  const wrong = problems(address);
  if (wrong.length > 0) throw new Error(wrong.join(', '));
  const total = goodsTotal(cart) + shippingCost(cart, address.country);
  const order: Order = {
    reference: nextReference(),
    lines: [...cart.lines],
    address,
    total,
    state: 'new',
  };
  await charge(card, order.total);
  order.state = 'paid';
  return order;
}
`,
  'src/checkout/reference.ts': `let last = 4711;

/** The next order reference: what customers quote on the phone. */
export function nextReference(): string {
  last += 1;
  return 'A-' + String(last);
}
`,
  'src/shipping/rates.ts': `import type { Cart } from '../cart/cart.js';

const domestic = 4.9;
const abroad = 9.9;

/** What delivery costs, in euros. */
export function shippingCost(cart: Cart, country: string): number {
  const grams = cart.lines.reduce((sum, line) => sum + line.product.weightGrams * line.quantity, 0);
  const base = country === 'DE' ? domestic : abroad;
  return grams > 5000 ? base * 2 : base;
}
`,
  'src/shipping/delivery.ts': `const dayMillis = 24 * 60 * 60 * 1000;

/** The day a parcel sent now arrives. */
export function deliveryDay(now: Date, country: string): Date {
  const days = country === 'DE' ? 2 : 5;
  return new Date(now.getTime() + days * dayMillis);
}
`,
  'src/mail/confirmation.ts': `import type { Order } from '../checkout/order.js';

/** The text of the mail that confirms an order. */
export function confirmation(order: Order): string {
  const lines = order.lines.map((line) => String(line.quantity) + ' x ' + line.product.name);
  return [
    'Dear ' + order.address.name + ',',
    '',
    'thank you for your order ' + order.reference + ':',
    ...lines,
    '',
    'Total: ' + order.total.toFixed(2) + ' EUR',
  ].join('\\n');
}
`,
  'src/mail/outbox.ts': `export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

const waiting: Mail[] = [];

/** Puts a mail into the queue; it is sent within a minute. */
export function send(mail: Mail): void {
  waiting.push(mail);
}
`,
  'src/server.ts': `import { createServer } from 'node:http';
import { search } from './catalogue/search.js';

const port = Number(process.env.SHOP_PORT ?? 8080);

createServer((request, response) => {
  const url = new URL(request.url ?? '/', 'http://localhost');
  if (url.pathname === '/search') {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(search(url.searchParams.get('q') ?? '')));
    return;
  }
  response.statusCode = 404;
  response.end();
}).listen(port);
`,
  'test/address.test.ts': `import assert from 'node:assert/strict';
import { test } from 'node:test';
import { problems } from '../src/checkout/address.js';

const address = { name: 'Ada', street: 'Main St 1', postcode: '10115', city: 'Berlin', country: 'DE' };

test('a whole address has no problems', () => {
  assert.deepEqual(problems(address), []);
});
`,
};
