import { join } from 'node:path';
import type { Issue, State } from '../../src/sandbox/github/state.ts';
import { createStore } from '../../src/sandbox/github/store.ts';
import type { CommitSpec, Snapshot } from './git-history.ts';
import { plainShop, start } from './plain-shop.ts';

const at = '2026-01-01T00:00:00Z';
const text = (line: number) =>
  Array.from({ length: 20 }, (_, n) => (n === line ? 'changed\n' : `${n}\n`)).join('');

/**
 * A GitHub with so many fix PRs, each squashed onto devel, a file each; rc/1.0.0 was cut before them and has its own work.
 * With `label` every PR has that.
 */
export async function manyPullRequests(
  count: number,
  { label = null }: { readonly label?: string | null } = {},
) {
  const numbers = Array.from({ length: count }, (_, n) => n + 1);
  const all = (line: (n: number) => number): Snapshot =>
    Object.fromEntries(numbers.map((n) => [`src/part${n % 7}/file${n}`, text(line(n))]));
  const commits: CommitSpec[] = [
    { name: 'root', files: { ...start, ...all(() => -1) } },
    { name: 'own', parents: ['root'], files: { ...start, ...all((n) => (n % 3 === 0 ? 15 : -1)) } },
  ];
  for (const number of numbers) {
    const files = { ...start, ...all((n) => (n <= number ? 5 : -1)) };
    const parents = [number === 1 ? 'root' : `fix ${number - 1}`];
    commits.push({ name: `head ${number}`, parents, files, message: `Mend ${number}\n` });
    commits.push({ name: `fix ${number}`, parents, files, message: `Mend ${number} (#${number})\n` });
  }
  const heads = Object.fromEntries(numbers.map((n) => [`topic-${n}`, `head ${n}`]));
  const { shop, sha } = plainShop(commits, { devel: `fix ${count}`, 'rc/1.0.0': 'own', ...heads });
  const issues = numbers.map((number) => ({
    ...pullRequest(number, sha(`head ${number}`), sha(`fix ${number}`), sha('root')),
    labels: label === null ? [] : [label],
  }));
  const labels = label === null ? [] : [{ id: 3, name: label, color: 'cccccc', description: null }];
  await createStore(join(shop.dir, 'github'), { ...stateOf(issues), labels });
  return shop;
}

const pullRequest = (number: number, headSha: string, merged: string, baseSha: string): Issue => ({
  ...{ id: 1000 + number, number, title: `Mend ${number}`, body: null, author: 'rita' },
  ...{ state: 'closed', stateReason: null, labels: [], milestone: null, assignees: [] },
  ...{ createdAt: at, updatedAt: at, closedAt: at, closedBy: 'rita', comments: [] },
  timeline: [{ id: 2000 + number, kind: 'committed', sha: headSha, at }],
  pull: {
    ...{
      draft: false,
      base: 'devel',
      baseSha,
      headRef: `topic-${number}`,
      headRepository: 'acme/shop',
      headSha,
    },
    merged: { at, by: 'rita', sha: merged, method: 'squash' },
    ...{ reviews: [], requestedReviewers: [], maintainerCanModify: true },
  },
});

const stateOf = (issues: Issue[]): State => ({
  ...{ format: 1, owner: 'acme', name: 'shop', defaultBranch: 'devel', viewer: 'rita', createdAt: at },
  ...{ lastId: 5000, lastNumber: issues.length },
  users: [
    { id: 1, login: 'acme', type: 'Organization', name: 'Acme', email: 'acme@example.com' },
    { id: 2, login: 'rita', type: 'User', name: 'Rita', email: 'rita@example.com' },
  ],
  ...{ teams: [], permissions: { rita: 'admin' }, labels: [], milestones: [], issues },
  ...{ statuses: [], checkRuns: [], releases: [], deployments: [], protections: [] },
  ...{ rateLimit: { limit: 0, used: 0, resetsAt: 0 }, faults: [], seenRefs: {} },
});
