import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { embeddedGitHub } from '../../src/sandbox/github/app.ts';
import type { State } from '../../src/sandbox/github/state.ts';
import { createStore, type Store } from '../../src/sandbox/github/store.ts';
import { type Validated, validatedFetch } from './openapi.ts';

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every form
  readonly body: any;
}

export interface Embedded {
  /** The sandbox's folder: `origin.git` and `github`. */
  readonly dir: string;
  /** DIR/github. */
  readonly folder: string;
  readonly store: Store;
  readonly github: Validated;
  /** One REST request in somebody's name (null: no token), held against GitHub's description. */
  ask(
    login: string | null,
    operation: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer>;
  /** git in the bare repository. */
  git(...args: string[]): string;
  remove(): void;
}

const user = (id: number, login: string) =>
  ({ id, login, type: 'User', name: `${login} of acme`, email: `${login}@example.com` }) as const;

/** A small world: rita (admin), dora and quinn (write), tom (triage), reed (read); branches main and topic. */
function smallState(): State {
  return {
    format: 1,
    owner: 'acme',
    name: 'shop',
    defaultBranch: 'main',
    viewer: 'rita',
    createdAt: '2026-01-01T00:00:00Z',
    lastId: 1000,
    lastNumber: 0,
    users: [
      { id: 1, login: 'acme', type: 'Organization', name: 'Acme', email: 'acme@example.com' },
      user(2, 'rita'),
      user(3, 'dora'),
      user(4, 'quinn'),
      user(5, 'tom'),
      user(6, 'reed'),
      { id: 7, login: 'ci[bot]', type: 'Bot', name: 'ci', email: 'ci@example.com' },
    ],
    teams: [
      {
        id: 11,
        org: 'acme',
        slug: 'qa',
        name: 'QA',
        privacy: 'closed',
        members: [
          { login: 'quinn', state: 'active' },
          { login: 'tom', state: 'pending' },
        ],
      },
      { id: 12, org: 'acme', slug: 'board', name: 'Board', privacy: 'secret', members: [] },
    ],
    permissions: { rita: 'admin', dora: 'write', quinn: 'write', tom: 'triage', 'ci[bot]': 'write' },
    labels: [],
    milestones: [],
    issues: [],
    statuses: [],
    checkRuns: [],
    releases: [],
    deployments: [],
    protections: [],
    rateLimit: { limit: 0, used: 0, resetsAt: 0 },
    faults: [],
    seenRefs: {},
  };
}

const who = (seconds: number) => `Dora Dev <dora@example.com> ${1767225600 + seconds} +0000`;
const commit = (ref: string, at: number, message: string, path: string, text: string, from = '') =>
  `commit ${ref}\nauthor ${who(at)}\ncommitter ${who(at)}\ndata ${message.length}\n${message}\n${from}M 100644 inline ${path}\ndata ${text.length}\n${text}\n`;

/** main: two commits; topic: three more, the last two on `app.txt`; conflict: changes what topic changes. */
const history = [
  'reset refs/heads/main\n',
  commit('refs/heads/main', 0, 'Start', 'app.txt', 'one\ntwo\nthree\n'),
  'reset refs/tags/v0.9.0\nfrom refs/heads/main\n\n',
  commit('refs/heads/main', 60, 'Read me', 'docs/readme.md', '# Shop\n'),
  'reset refs/heads/topic\nfrom refs/heads/main\n\n',
  commit('refs/heads/topic', 120, 'Add a till', 'till.txt', 'till\n'),
  commit('refs/heads/topic', 180, 'Count to four', 'app.txt', 'one\ntwo\nthree\nfour\n'),
  commit('refs/heads/topic', 240, 'Count to five', 'app.txt', 'one\ntwo\nthree\nfour\nfive\n'),
  'reset refs/heads/clash\nfrom refs/heads/main\n\n',
  commit('refs/heads/clash', 300, 'Count otherwise', 'app.txt', 'one\ntwo\nthree\n4\n'),
  'reset refs/heads/rc/1.0\nfrom refs/heads/main\n\n',
].join('');

/** The small world on disk and in process. `adjust` may change its state before it starts. */
export async function embedded(adjust: (state: State) => void = () => undefined): Promise<Embedded> {
  const dir = mkdtempSync(join(tmpdir(), 'embedded-'));
  const origin = join(dir, 'origin.git');
  const git = (...args: string[]) =>
    execFileSync('git', ['--git-dir', origin, ...args], { encoding: 'utf8', stdio: 'pipe' }).trim();
  execFileSync('git', ['init', '-q', '--bare', '-b', 'main', origin]);
  execFileSync('git', ['--git-dir', origin, 'fast-import', '--quiet'], { input: history });
  const state = smallState();
  adjust(state);
  const folder = join(dir, 'github');
  const store = await createStore(folder, state);
  const github = validatedFetch(embeddedGitHub(folder).fetch);
  const ask: Embedded['ask'] = async (login, operation, body, headers = {}) => {
    const [method = '', path = ''] = operation.split(' ');
    const response = await github.fetch(
      new Request(`http://127.0.0.1:1${path.replace('~', '/repos/acme/shop')}`, {
        method,
        headers: { ...(login === null ? {} : { authorization: `token sandbox:${login}` }), ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    );
    const text = await response.text();
    const json = (response.headers.get('content-type') ?? '').includes('json') && text !== '';
    return { status: response.status, headers: response.headers, body: json ? JSON.parse(text) : text };
  };
  return {
    dir,
    folder,
    store,
    github,
    ask,
    git,
    remove: () => rmSync(dir, { recursive: true, force: true }),
  };
}
