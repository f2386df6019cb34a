import { expect, test } from 'vitest';
import { found, unreadable } from '../../../src/domain/errors.ts';
import type { RemoteRefs } from '../../../src/domain/git.ts';
import { lookAround, nothingAtHand } from '../../../src/facts/policy/look.ts';
import { openRepository } from '../../../src/git/repository.ts';
import { loadPolicy } from '../../../src/policy/load.ts';
import { buildHistory, emptyRepository } from '../../support/git-history.ts';
import { answerGraphql, connection, connectTo, paged, stubGitHub } from '../../support/stub-github.ts';

function policyOf(text: string) {
  const loaded = loadPolicy(`version: 1\n${text}`, 'p');
  if (!loaded.ok) throw new Error(loaded.problems.map(({ message }) => message).join('\n'));
  return loaded.policy;
}

const policy = policyOf(`roles: { qa: { teams: [acme/qa] }, rte: { teams: [acme/rte, acme/qa] } }
gates: { promote: [{ id: d, kind: document, path: NOTES.md }, { id: c, kind: command, argv: [sh], files: [no.sh] }] }`);

async function surroundings() {
  const dir = emptyRepository();
  const names = buildHistory(
    dir,
    [
      { name: 'a', files: { f: '1' } },
      {
        name: 'b',
        parents: ['a'],
        files: { 'NOTES.md': 'hi', '.github/workflows/ci.yml': 'jobs: { build: {} }' },
      },
    ],
    { 'refs/heads/devel': 'b', 'refs/heads/main': 'a' },
  );
  const at = (name: string, commit: string) => {
    const sha = names[commit] ?? '';
    return [name, { name, sha, commit: sha }] as const;
  };
  const refs: RemoteRefs = new Map([
    at('refs/heads/devel', 'b'),
    at('refs/heads/main', 'a'),
    at('refs/heads/rc/1.8.0', 'b'),
    at('refs/tags/v1.7.0', 'a'),
  ]);
  return { repo: await openRepository(dir), remote: 'origin', refs, now: 0 };
}

const check = {
  __typename: 'StatusContext',
  context: 'ci',
  state: 'SUCCESS',
  createdAt: '',
  targetUrl: null,
};

test('what policies ask for is read by two requests, however many policies there are', async () => {
  const around = await surroundings();
  const object = ({ oid }: { oid: string }) => ({
    ...{ __typename: 'Commit', oid },
    statusCheckRollup: { contexts: connection([check]) },
  });
  const repository = { labels: paged([{ name: 'bug' }]), milestones: paged([]), object };
  const organization = { team: { members: paged([{ login: 'quinn' }]) } };
  const stub = await stubGitHub((r) => answerGraphql(r, { repository, organization: () => organization }));

  const [first, second] = await lookAround({ ...around, github: found(connectTo(stub).github) }, [
    policy,
    policy,
  ]);

  expect(stub.requests).toHaveLength(2);
  expect({ ...second, workflows: null }).toEqual({ ...first, workflows: null });
  expect(first).toMatchObject({
    teams: { 'acme/qa': found(['quinn']), 'acme/rte': found(['quinn']) },
    ...{ labels: found(['bug']), milestones: found([]), tips: 'devel, main' },
    branches: found(['devel', 'main', 'rc/1.8.0']),
    files: found(
      new Map([
        ['no.sh', false],
        ['NOTES.md', true],
      ]),
    ),
  });
  expect(first?.checks).toMatchObject({ ok: true, value: [{ name: 'ci' }, { name: 'ci' }] });
  const jobs = first?.workflows.ok === true ? first.workflows.value.flatMap((workflow) => workflow.jobs) : [];
  expect(jobs.map(({ name }) => name)).toEqual(['build']);
});

test('what GitHub refuses or does not answer is a fact, and no error', async () => {
  const around = await surroundings();
  const stub = await stubGitHub(() => ({ status: 401, body: { message: 'Bad credentials' } }));
  const [refused] = await lookAround({ ...around, github: found(connectTo(stub).github) }, [policy]);
  expect([refused?.labels.ok, refused?.checks.ok, refused?.teams['acme/qa']?.ok]).toEqual([
    false,
    false,
    false,
  ]);
  expect(refused?.files.ok).toBe(true);
  const [none] = await lookAround({ ...around, github: unreadable('no GitHub') }, [
    policyOf('branches: { develop: trunk }'),
  ]);
  expect(none).toMatchObject({
    labels: unreadable('no GitHub'),
    workflows: unreadable('trunk is not on the remote'),
  });
  expect(nothingAtHand(policy, 'no remote', 0)).toMatchObject({
    teams: { 'acme/qa': unreadable('no remote') },
    branches: unreadable('no remote'),
  });
});
