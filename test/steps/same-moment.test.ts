import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openRepository } from '../../src/git/repository.ts';
import { connectGitHub, type GitHub } from '../../src/github/github.ts';
import { kindOf, type Step } from '../../src/steps/registry.ts';
import { type Embedded, embedded } from '../support/embedded.ts';
import { stampOf } from '../support/small-operation.ts';

let world: Embedded;
beforeAll(async () => {
  world = await embedded();
});
afterAll(() => world.remove());

const connection = (fetch: typeof globalThis.fetch): GitHub =>
  connectGitHub({
    ...{ host: 'github.com', apiUrl: 'http://127.0.0.1:1', slug: { owner: 'acme', name: 'shop' } },
    ...{ token: 'sandbox:rita', fetch },
  });

/** Runs both steps so that each looks before the other has written: the other runs whole before the first one's POST. */
async function atOnce(first: Step, other: Step): Promise<void> {
  const repo = await openRepository(`${world.dir}/origin.git`);
  const plain: typeof globalThis.fetch = (input, init) => world.github.fetch(new Request(input, init));
  const contextOf = (fetch: typeof globalThis.fetch) => ({
    ...{ repo, remote: 'origin', github: connection(fetch), stamp: stampOf() },
  });
  let met = false;
  const meeting: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    if (request.method === 'POST' && /\/(comments|releases)$/.test(request.url) && !met) {
      met = true;
      await kindOf(other).run(other, contextOf(plain));
    }
    return world.github.fetch(request);
  };
  await kindOf(first).run(first, contextOf(meeting));
  expect(met).toBe(true);
}

const sha = 'a'.repeat(40);
const report = (number: number, branch: string): Step => ({
  ...{ kind: 'report-pick', target: branch, number, branch, where: { state: 'picked', commits: [sha] } },
});

describe('two in the same moment', () => {
  test('leave one comment with the rows of both', async () => {
    const { number } = (await world.ask('dora', 'POST ~/issues', { title: 'A fix' })).body;
    await atOnce(report(number, 'rc/1.8.0'), report(number, 'rc/1.9.0'));
    const { body } = await world.ask('dora', `GET ~/issues/${number}/comments`);
    expect(body).toHaveLength(1);
    const rows = body[0].body.split('\n').filter((line: string) => line.startsWith('| `'));
    expect(rows).toEqual([`| \`rc/1.9.0\` | picked as ${sha} |`, `| \`rc/1.8.0\` | picked as ${sha} |`]);
  });

  test('leave one draft of a tag, with the newer notes', async () => {
    const made = { target: 'rc', tag: 'v9.9.9', name: '9.9.9' };
    await atOnce(
      { kind: 'update-release', ...made, body: 'notes of candidate 2' },
      { kind: 'draft-release', ...made, body: 'notes of candidate 1' },
    );
    const { body } = await world.ask('rita', 'GET ~/releases');
    const drafts = body.filter((release: { tag_name: string }) => release.tag_name === 'v9.9.9');
    expect(drafts).toHaveLength(1);
    expect(drafts[0].body).toContain('notes of candidate 2');
  });
});
