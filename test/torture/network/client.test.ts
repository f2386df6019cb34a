import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { RelError } from '../../../src/domain/errors.ts';
import { connectGitHub, type GitHub } from '../../../src/github/github.ts';
import { RunPatience } from '../../../src/github/run-patience.ts';
import { fakeClock } from '../../support/stub-github.ts';
import { figure } from '../support/figures.ts';
import { stalled } from './git-kinds.ts';
import { partial } from './graphql-kinds.ts';
import { broken, rarer, redirected, renamed } from './kinds.ts';
import type { Fault } from './proxy.ts';
import { situations } from './situations.ts';
import { type Place, type Prepared, Street } from './world.ts';

let street: Street;
let prepared: Prepared;
beforeAll(async () => {
  street = await Street.open();
  const [first] = situations;
  if (first === undefined) throw new Error('no situation');
  prepared = await street.prepare(first);
});
afterAll(() => street.close());

/** What rel asks GitHub, one question of every sort. */
const questions: Readonly<Record<string, (github: GitHub, place: Place) => Promise<unknown>>> = {
  viewer: (github) => github.viewer(),
  pullRequests: (github) => github.pullRequests([230, 231]),
  selectPullRequests: (github) => github.selectPullRequests({ label: 'rc/1.8.0' }),
  listPullRequests: (github) => github.listPullRequests({ milestone: '1.9.0' }),
  pullRequestTexts: (github) => github.pullRequestTexts([230]),
  landedBy: (github, { shop }) => github.landedBy([shop.tip('devel'), shop.tip('main')]),
  authors: (github, { shop }) => github.authors([shop.tip('devel')]),
  checks: (github, { shop }) => github.checks([shop.tip('rc/1.8.0'), shop.tip('devel')]),
  openIssues: (github) => github.openIssues({ labels: ['bug'], milestone: null }),
  team: (github) => github.team('acme/qa'),
  tickets: (github) => github.tickets([230, 231]),
  namesInUse: (github) => github.namesInUse(),
  openPullRequests: (github) => github.openPullRequests(['devel']),
  pullRequestsOfBranch: (github) => github.pullRequestsOfBranch('feature/none', 'devel'),
  status: (github, { shop }) => github.status(shop.tip('devel'), 'ci'),
  branchRules: (github) => github.branchRules('devel'),
  findRelease: (github) => github.findRelease('v1.7.1'),
  milestones: (github) => github.milestones(),
  openItems: (github) => github.openItems(2),
  comments: (github) => github.comments(230),
};

function connect(url: string, timeout = 60_000): GitHub {
  const patience = new RunPatience(60, () => () => {}, fakeClock());
  const slug = { owner: 'acme', name: 'shop' };
  return connectGitHub({ host: url, apiUrl: url, slug, token: 'sandbox:rita', patience, timeout });
}

/** An answer that says more or other than the truth is believed by somebody; "not ok" and exit 6 are not. */
function isTrue(said: unknown, truth: unknown): boolean {
  if (said instanceof Map && truth instanceof Map)
    return [...said].every(([key, value]) => isTrue(value, truth.get(key)));
  // A history with a hole in it is told as one that is not complete.
  const isPartial = /"(?:history|timeline)Complete":false/.test(JSON.stringify(said) ?? '');
  return (isRead(said) && !said.ok) || isPartial || isDeepStrictEqual(said, truth);
}
const isRead = (value: unknown): value is { ok: boolean } =>
  typeof value === 'object' && value !== null && 'ok' in value;

test('no question is answered otherwise than by the truth, or not at all', async () => {
  const kinds: [string, Fault][] = Object.entries({ ...broken, ...rarer, ...partial });
  const problems: string[] = [];
  let tried = 0;
  await prepared.onCopy(undefined, async (place) => {
    const server = place.target;
    for (const [name, ask] of Object.entries(questions)) {
      place.line.leadTo(server);
      const truth = await ask(connect(place.line.url), place);
      const labels = [...place.line.asked];
      for (const [kind, fault] of kinds)
        for (const label of labels) {
          if (kind in partial && !label.startsWith('graphql')) continue;
          // Nobody can tell that from the truth.
          if (kind === 'an empty list' && label.startsWith('GET ')) continue;
          // Five hundred pages or sixty megabytes each: one question of every sort is enough.
          if (/without an end/.test(kind) && !/^(?:viewer|team|comments)$/.test(name)) continue;
          tried += 1;
          place.line.leadTo(server, { label, fault, stays: true });
          const github = connect(place.line.url);
          await (name === 'viewer' ? github.milestones() : github.viewer());
          const wrong = await ask(github, place).then(
            (said) => (isTrue(said, truth) ? null : JSON.stringify(said)),
            (error: unknown) => (error instanceof RelError && error.exit === 6 ? null : String(error)),
          );
          if (wrong !== null) problems.push(`${name}, ${label}, ${kind}: ${wrong}`);
        }
      place.line.mend();
    }
  });
  figure({ room: 'network', what: 'faults of questions to GitHub', tried, failures: problems.length });
  expect(problems).toEqual([]);
});

test('what does not come is given up', async () => {
  let tried = 0;
  await prepared.onCopy(undefined, async (place) => {
    for (const label of ['graphql Viewer 1', 'GET /repos/acme/shop/milestones?state=all&per_page=100 1']) {
      place.line.leadTo(place.target, { label, fault: stalled, stays: true });
      const github = connect(place.line.url, 50);
      const asked = label.startsWith('graphql') ? github.viewer() : github.milestones();
      await expect(asked).rejects.toMatchObject({ code: 'github-unreachable', message: /within 0.05 s/ });
      tried += 1;
    }
  });
  figure({ room: 'network', what: 'faults of questions to GitHub', tried, failures: 0 });
});

test('the token follows to no other host, and an answer from there is not believed', async () => {
  const seen: unknown[] = [];
  const elsewhere = createServer((request, response) => {
    seen.push(request.headers.authorization ?? 'asked');
    response.writeHead(200, { 'content-type': 'application/json' }).end('[]');
  });
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
  const to = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/x`;
  let tried = 0;
  await prepared.onCopy(undefined, async (place) => {
    for (const status of [301, 302, 303, 307, 308])
      for (const [label, ask] of asking) {
        place.line.leadTo(place.target, { label, fault: redirected(status, to), stays: true });
        await expect(ask(connect(place.line.url))).rejects.toMatchObject({ exit: 6 });
        tried += 1;
      }
  });
  elsewhere.close();
  figure({ room: 'network', what: 'redirects', tried, failures: seen.length });
  expect(seen).toEqual([]);
});

const asking: readonly (readonly [string, (github: GitHub) => Promise<unknown>])[] = [
  ['graphql Viewer 1', (github) => github.viewer()],
  ['GET /repos/acme/shop/milestones?state=all&per_page=100 1', (github) => github.milestones()],
  ['POST /repos/acme/shop/milestones 1', (github) => github.createMilestone('9.9.9')],
];

test('a repository that was renamed is followed, and what is written is written once', async () => {
  await prepared.onCopy(undefined, async (place) => {
    for (const [index, status] of [301, 307, 308].entries()) {
      const title = `9.9.${index}`;
      const label = 'POST /repos/acme/shop/milestones 1';
      place.line.leadTo(place.target, { label, fault: renamed(status), stays: false });
      await connect(place.line.url).createMilestone(title);
      place.line.mend();
      const all = await connect(place.line.url).milestones();
      expect(all.filter((one) => one.title === title)).toHaveLength(1);
    }
  });
  figure({ room: 'network', what: 'redirects', tried: 3, failures: 0 });
});
