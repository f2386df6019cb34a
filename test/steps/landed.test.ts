import { expect, it } from 'vitest';
import { requireLanded } from '../../src/steps/push/landed.ts';

const [a, b] = ['a'.repeat(40), 'b'.repeat(40)];

it('a push that is to be seen has landed', () => {
  expect(() => requireLanded({ holds: true, left: [] }, 'origin')).not.toThrow();
});

it('one of which nothing is to be seen has not, whoever said so', () => {
  expect(() => requireLanded({ holds: false, left: [] }, 'origin')).toThrow(/does not show it/);
});

it('one of which a part is missing is told with the command that brings it there', () => {
  const left = [
    { ref: 'refs/heads/rc/1.8.0', from: a, to: b },
    { ref: 'refs/tags/v1.8.0-rc.2', from: null, to: b },
    { ref: 'refs/heads/gone', from: a, to: null },
  ];
  expect(() => requireLanded({ holds: true, left }, 'origin')).toThrow(
    expect.objectContaining({
      code: 'push-refused',
      why: expect.stringContaining('refs/heads/rc/1.8.0, refs/tags/v1.8.0-rc.2'),
      remedy: [
        `run: git push --force-with-lease=refs/heads/rc/1.8.0:${a} origin bbbbbbbbbb:refs/heads/rc/1.8.0`,
        'run: git push --force-with-lease=refs/tags/v1.8.0-rc.2: origin bbbbbbbbbb:refs/tags/v1.8.0-rc.2',
        `run: git push --force-with-lease=refs/heads/gone:${a} origin :refs/heads/gone`,
      ].join('; '),
    }),
  );
});
