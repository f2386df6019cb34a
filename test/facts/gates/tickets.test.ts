import { expect, test } from 'vitest';
import { found } from '../../../src/domain/errors.ts';
import { readTicketsAhead, ticketsOf } from '../../../src/facts/gates/tickets.ts';
import { readOnce } from '../../../src/facts/read-once.ts';
import { policyOf, pullRequestOf, shaOf } from '../../support/gate-facts.ts';
import { gitHubOf } from '../../support/world.ts';

test('fixes that are judged one by one ask for their issues together, once, and only where a gate looks', async () => {
  const asked: number[][] = [];
  const tickets = async (numbers: readonly number[]) => {
    asked.push([...numbers]);
    return new Map(numbers.filter((n) => n !== 4).map((n) => [n, found([])]));
  };
  const github = readOnce({ ...gitHubOf([]), tickets });
  const policy = policyOf('version: 1\ngates: { pick: [{ id: t, kind: tickets }] }');
  await readTicketsAhead({ github, policy: policyOf('version: 1') }, [1, 2]);
  expect(asked).toEqual([]);
  await readTicketsAhead({ github, policy }, [1, null, 2, 1, 4]);
  for (const number of [1, 2, 3, 4]) {
    const pullRequest = pullRequestOf({ number, url: `u${number}` });
    const read = await ticketsOf(github, [{ commit: shaOf('b'), subject: 'x', pullRequest }]);
    expect(read).toMatchObject({ ok: true, value: { [`u${number}`]: { ok: number !== 4 } } });
  }
  expect(asked).toEqual([[1, 2, 4], [3]]);
  const bare = { commit: shaOf('b'), subject: 'x', pullRequest: null };
  expect(await ticketsOf(github, [bare])).toEqual(found({}));
  expect(await ticketsOf(null, [bare])).toMatchObject({ ok: false });
});
