import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Issue, State, TimelineEvent } from '../../src/sandbox/github/state.ts';
import { createStore } from '../../src/sandbox/github/store.ts';
import { buildHistory, type CommitSpec, git, type Snapshot, temporaryFolder } from './git-history.ts';

const at = '2026-01-01T00:00:00Z';

/** How a PR of the train got there, in turn. */
const methods = ['squash', 'merge', 'rebase'] as const;
/** How it was approved, in turn. */
const forms = ['label', 'review', 'comment'] as const;

export interface LongTrain {
  /** `origin.git`, `github` and `work`, a clone that has none of the PRs' heads. */
  readonly dir: string;
  readonly work: string;
  readonly sha: (name: string) => string;
}

const policy = `version: 1
repository: acme/shop
roles:
  qa: { users: [quinn], teams: [acme/qa, acme/testers] }
  ops: { teams: [acme/ops] }
  release-manager: { users: [rene] }
approvals:
  rte: { role: ops, by: [{ label: rte-reviewed }, { review: true }] }
  qa: { role: qa, by: [{ label: qa-approved }, { review: true }, { comment: /qa-approve }], notAuthor: true }
gates:
  promote:
    - { id: features, kind: pull-requests, select: { label: feature, base: devel } }
    - { id: milestone, kind: pull-requests, select: { milestone: "{version}" } }
    - { id: branches, kind: feature-branches, match: "feature/{version}/*" }
    - { id: more-branches, kind: feature-branches, match: "fr/*" }
    - { id: approved, kind: approvals, requires: [qa] }
    - { id: ci, kind: checks, names: [build] }
    - { id: nightly, kind: checks, names: [nightly], app: github-actions }
    - { id: bugs, kind: issues, labels: [bug], milestone: "{version}" }
    - { id: blockers, kind: issues, labels: [blocker] }
    - { id: reported, kind: tickets, sections: [Steps to reproduce], milestone: "{version}", labels: [L2, RTE] }
    - { id: tested, kind: test-results, suites: [sanity] }
    - { id: fixes, kind: focused-regression }
    - { id: incidents, kind: incidents }
    - { id: signed, kind: sign-off, roles: [qa, ops], waivableBy: [release-manager] }
    - { id: notes, kind: document, path: a, headings: [Notes] }
    - { id: hotfixes, kind: hotfixes-synced }
    - { id: into-main, kind: merges-cleanly, into: [production] }
    - { id: into-both, kind: merges-cleanly, into: [production, develop, rc], breaking: fail }
    - { id: soaked, kind: soak, for: 24h }
    - { id: hours, kind: window, freezes: [{ from: 2026-12-18, to: 2027-01-03, reason: holidays }] }
    - { id: guide, kind: checklist, items: [{ id: backup, text: Back up, role: ops }] }
    - { id: ready, kind: command, argv: ["true"] }
    - { id: staged, kind: deployment, environment: staging }
    - { id: given, kind: hand-over, points: [to-release] }
handOver: [{ id: to-release, from: qa, to: ops, needs: [{ signOff: qa }] }]
`;

const start = { '.releaserc.yaml': policy, a: '1\n' };
const sourceOf = (n: number): [string, string] => [`src/${n % 10}/${n}`, `${n}\n`];
/** What a PR adds: one file, or two in as many commits. */
const filesOf = (n: number): [string, string][] =>
  methods[n % 3] === 'rebase' ? [sourceOf(n), [`docs/${n}`, 'x\n']] : [sourceOf(n)];
const withFiles = (numbers: readonly number[]): Snapshot => ({
  ...start,
  ...Object.fromEntries(numbers.flatMap(filesOf)),
});
const upTo = (n: number): number[] => Array.from({ length: n }, (_, at) => at + 1);

/**
 * A train of so many PRs since the last release, squashed, merged and rebased in turn, approved by label, review and
 * comment in turn; every fifth was rebased after it was approved, and its earlier head is on no branch. Each closes an
 * issue. Beside them five open PRs and two feature branches.
 */
export async function longTrain(count: number): Promise<LongTrain> {
  const dir = temporaryFolder();
  const [origin, work] = [join(dir, 'origin.git'), join(dir, 'work')];
  for (const one of [origin, work]) mkdirSync(one);
  git(origin, ['init', '--quiet', '--bare', '--initial-branch=devel']);
  const { commits, tip } = historyOf(count);
  const refs = {
    'refs/heads/devel': tip,
    'refs/heads/main': 'root',
    'refs/heads/rc/1.0.0': tip,
    'refs/tags/v0.9.0': 'root',
    'refs/tags/v1.0.0-rc.1': tip,
    'refs/heads/feature/1.0.0/pay': 'feature',
    'refs/heads/fr/till': tip,
  };
  const names = buildHistory(origin, commits, refs);
  const sha = (name: string) => names[name] ?? '';
  git(origin, ['pack-refs', '--all']);
  await createStore(join(dir, 'github'), stateOf(count, sha, tip));
  git(work, ['clone', '--quiet', `file://${origin}`, '.']);
  return { dir, work, sha };
}

function historyOf(count: number): { commits: CommitSpec[]; tip: string } {
  const commits: CommitSpec[] = [{ name: 'root', files: start }];
  let tip = 'root';
  for (const n of upTo(count)) {
    const before = upTo(n - 1);
    const all = withFiles([...before, n]);
    const half = { ...withFiles(before), ...Object.fromEntries([sourceOf(n)]) };
    const method = methods[n % 3] ?? 'squash';
    const message = `Mend ${n}\n`;
    const commit = (name: string, parents: string[], files: Snapshot, text = message) =>
      commits.push({ name, parents, files, message: text });
    // The earlier head is the same change on an older devel.
    const older = n > 2 ? `on ${n - 2}` : 'root';
    if (n % 5 === 0) {
      commit(`old ${n}`, [older], withFiles([...upTo(n - 2), n]), 'Old\n');
    }
    if (method === 'rebase') {
      commit(`first ${n}`, [tip], half, `Begin ${n}\n`);
      commit(`head ${n}`, [`first ${n}`], all);
      commit(`landed ${n}`, [tip], half, `Begin ${n} again\n`);
      commit(`on ${n}`, [`landed ${n}`], all);
    } else {
      commit(`head ${n}`, [tip], all);
      const parents = method === 'merge' ? [tip, `head ${n}`] : [tip];
      commit(`on ${n}`, parents, all, method === 'merge' ? `Merge ${n}\n` : `Mend ${n} (#${n})\n`);
    }
    tip = `on ${n}`;
  }
  const open = upTo(5).map((n): CommitSpec => {
    return { name: `open ${n}`, parents: [tip], files: { ...withFiles(upTo(count)), [`open/${n}`]: 'x\n' } };
  });
  const feature: CommitSpec = {
    ...{ name: 'feature', parents: [tip] },
    files: { ...withFiles(upTo(count)), pay: 'x\n' },
  };
  return { commits: [...commits, ...open, feature], tip };
}

let lastId = 10_000;
const id = () => {
  lastId += 1;
  return lastId;
};

const plain = (number: number, title: string): Issue => ({
  ...{ id: id(), number, title, body: null, author: 'dora', state: 'open', stateReason: null },
  ...{ labels: [], milestone: null, assignees: [], createdAt: at, updatedAt: at, closedAt: null },
  ...{ closedBy: null, comments: [], timeline: [], pull: null },
});

const labeled = (label: string, actor: string): TimelineEvent => ({
  ...{ id: id(), kind: 'labeled', actor, label, at },
});

function merged(n: number, count: number, sha: (name: string) => string): Issue {
  const issue = plain(n, `Mend ${n}`);
  const form = forms[n % 3] ?? 'label';
  const [head, old] = [sha(`head ${n}`), n % 5 === 0 ? sha(`old ${n}`) : null];
  const approvedAt = old ?? head;
  const review = { id: id(), author: 'quinn', state: 'APPROVED' as const, body: '', submittedAt: at };
  const comment = { id: id(), author: 'quinn', body: '/qa-approve', createdAt: at, updatedAt: at };
  const approval: TimelineEvent =
    form === 'label'
      ? labeled('qa-approved', 'quinn')
      : form === 'review'
        ? { id: id(), kind: 'reviewed', review: review.id, actor: 'quinn', at }
        : { id: id(), kind: 'commented', comment: comment.id, actor: 'quinn', at };
  const own = methods[n % 3] === 'rebase' ? [sha(`first ${n}`), head] : [head];
  const commits = own.map((one): TimelineEvent => ({ id: id(), kind: 'committed', sha: one, at }));
  const moved: TimelineEvent[] =
    old === null
      ? []
      : [{ id: id(), kind: 'head_ref_force_pushed', actor: 'dora', before: old, after: head, at }];
  return {
    ...issue,
    ...{ body: `Closes #${count + n}`, state: 'closed', closedAt: at, closedBy: 'rita', milestone: 1 },
    labels: ['feature', ...(form === 'label' ? ['qa-approved'] : [])],
    comments: form === 'comment' ? [comment] : [],
    timeline: old === null ? [...commits, approval] : [approval, ...moved, ...commits],
    pull: {
      ...pullOf(n, head, 'devel', sha(n === 1 ? 'root' : `on ${n - 1}`)),
      merged: { at, by: 'rita', sha: sha(`on ${n}`), method: methods[n % 3] ?? 'squash' },
      reviews: form === 'review' ? [{ ...review, commit: approvedAt }] : [],
    },
  };
}

const pullOf = (n: number, headSha: string, base: string, baseSha: string) => ({
  ...{ draft: false, base, baseSha, headRef: `topic-${n}`, headRepository: 'dora/shop', headSha },
  ...{ merged: null, reviews: [], requestedReviewers: [], maintainerCanModify: true },
});

const ticket = (number: number): Issue => ({
  ...plain(number, `Broken ${number}`),
  ...{ body: '## Steps to reproduce\n\nOpen the till.\n', state: 'closed', closedAt: at, milestone: 1 },
  labels: ['L2', 'RTE'],
  timeline: [labeled('L2', 'dora'), labeled('RTE', 'rita')],
});

function stateOf(count: number, sha: (name: string) => string, tip: string): State {
  const user = (number: number, login: string) =>
    ({ id: number, login, type: 'User', name: login, email: `${login}@example.com` }) as const;
  const team = (slug: string, login: string) => ({
    ...{ id: id(), org: 'acme', slug, name: slug, privacy: 'closed' as const },
    members: [{ login, state: 'active' as const }],
  });
  const last = 2 * count;
  const open = upTo(5).map((n): Issue => {
    const base = n === 1 ? 'main' : 'devel';
    return { ...plain(last + n, `Later ${n}`), pull: pullOf(last + n, sha(`open ${n}`), base, sha('root')) };
  });
  const feature: Issue = {
    ...plain(last + 6, 'Pay'),
    pull: {
      ...pullOf(last + 6, sha('feature'), 'devel', sha(tip)),
      ...{ headRef: 'feature/1.0.0/pay', headRepository: 'acme/shop' },
    },
  };
  const check = (name: string, on: string) => ({
    ...{ id: id(), suite: 1, sha: sha(on), name, app: 'github-actions', workflow: 'CI', status: 'completed' },
    ...{ conclusion: 'success', title: null, summary: null, detailsUrl: null, externalId: null },
    ...{ startedAt: at, completedAt: at },
  });
  return {
    ...{ format: 1, owner: 'acme', name: 'shop', defaultBranch: 'devel', viewer: 'rita', createdAt: at },
    ...{ lastId: 1_000_000, lastNumber: last + 6 },
    users: [
      { id: 1, login: 'acme', type: 'Organization', name: 'Acme', email: 'acme@example.com' },
      ...['rita', 'dora', 'quinn', 'omar', 'rene'].map((login, n) => user(n + 2, login)),
      { id: 9, login: 'github-actions[bot]', type: 'Bot', name: 'ci', email: 'ci@example.com' },
    ],
    teams: [team('qa', 'quinn'), team('testers', 'quinn'), team('ops', 'omar')],
    permissions: { rita: 'admin', dora: 'write', quinn: 'write', 'github-actions[bot]': 'write' },
    labels: ['feature', 'qa-approved', 'bug', 'blocker', 'L2', 'RTE'].map((name) => {
      return { id: id(), name, color: 'cccccc', description: null };
    }),
    milestones: [
      {
        ...{ id: id(), number: 1, title: '1.0.0', description: null, state: 'open', creator: 'rita' },
        ...{ dueOn: null, createdAt: at, updatedAt: at, closedAt: null },
      },
    ],
    issues: [
      ...upTo(count).map((n) => merged(n, count, sha)),
      ...upTo(count).map((n) => ticket(count + n)),
      ...open,
      feature,
    ],
    checkRuns: [check('build', tip), check('nightly', tip), check('build', 'feature')] as State['checkRuns'],
    ...{ statuses: [], releases: [], deployments: [], protections: [] },
    ...{ rateLimit: { limit: 0, used: 0, resetsAt: 0 }, faults: [], seenRefs: {} },
  };
}
