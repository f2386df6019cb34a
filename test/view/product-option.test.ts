import { expect, test } from 'vitest';
import { resultTyped, withProduct } from '../../src/view/product-option.ts';

test.each([
  ['run: rel promote 1.8.0', 'run: rel --product scp promote 1.8.0'],
  ['rel pick 1 2, then: rel cut-rc', 'rel --product scp pick 1 2, then: rel --product scp cut-rc'],
  ['rel --product web pick 231', 'rel --product web pick 231'],
  ['run: rel continue, or rel doctor', 'run: rel continue, or rel doctor'],
  ['a barrel status, rel/pick/1.8.0, rel picks', 'a barrel status, rel/pick/1.8.0, rel picks'],
])('%s', (text, expected) => {
  expect(withProduct(text, 'scp')).toBe(expected);
});

test('of a result only what is to be typed is changed', () => {
  const title = 'rel status shows it';
  const result = {
    title,
    next: { verdicts: [{ remedy: 'rel status', evidence: [title, null, 1] }] },
    does: 'rel tag-rc',
  };
  expect(resultTyped(result, (text) => withProduct(text, 'scp'))).toEqual({
    title,
    next: { verdicts: [{ remedy: 'rel --product scp status', evidence: [title, null, 1] }] },
    does: 'rel --product scp tag-rc',
  });
});
