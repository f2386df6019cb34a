import type { Files } from '../tree.ts';

/** Payment as it was imported. */
export const payment: Files = {
  'src/payment/card.ts': `export interface Card {
  readonly number: string;
  readonly expires: { readonly month: number; readonly year: number };
}

/** Whether the number passes the Luhn test. */
export function isValidNumber(card: Card): boolean {
  const digits = [...card.number.replaceAll(' ', '')].map(Number).reverse();
  if (digits.length < 12 || digits.some(Number.isNaN)) return false;
  const sum = digits.reduce((total, digit, at) => {
    const value = at % 2 === 0 ? digit : digit * 2;
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

/** What may be shown of a card. */
export function masked(card: Card): string {
  return '**** ' + card.number.slice(-4);
}
`,
  'src/payment/charge.ts': `import { type Card, isValidNumber } from './card.js';
import { request } from './provider.js';

/** Takes the money. Throws where the provider refuses. */
export async function charge(card: Card, amount: number): Promise<void> {
  if (!isValidNumber(card)) throw new Error('this card number is not valid');
  const answer = await request('charge', { card: card.number, amount });
  if (!answer.ok) throw new Error('the payment was refused: ' + answer.reason);
}
`,
  'src/payment/provider.ts': `export interface Answer {
  readonly ok: boolean;
  readonly reason: string;
}

const url = process.env.SHOP_PAYMENT_URL ?? 'http://localhost:9090';

/** One call to the payment provider. */
export async function request(action: string, body: unknown): Promise<Answer> {
  const response = await fetch(url + '/' + action, { method: 'POST', body: JSON.stringify(body) });
  return (await response.json()) as Answer;
}
`,
  'src/payment/refund.ts': `import { request } from './provider.js';

/** Gives money back for an order, in euros. */
export async function refund(reference: string, amount: number): Promise<void> {
  const answer = await request('refund', { reference, amount });
  if (!answer.ok) throw new Error('the refund was refused: ' + answer.reason);
}
`,
  'test/card.test.ts': `import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isValidNumber, masked } from '../src/payment/card.js';

const card = { number: '4111 1111 1111 1111', expires: { month: 12, year: 2030 } };

test('knows a valid number', () => {
  assert.equal(isValidNumber(card), true);
});

test('shows the last four digits only', () => {
  assert.equal(masked(card), '**** 1111');
});
`,
};
