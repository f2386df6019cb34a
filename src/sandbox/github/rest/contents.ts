import * as z from 'zod';
import { type Ask, change, param, type Reply, repoApi, repoWeb, viewerOf, type World } from './ask.ts';
import { moveRef } from './refs.ts';
import { found, refuse } from './refuse.ts';
import { type Route, reads, takes } from './route.ts';
import { gitCommit } from './shapes/commit.ts';

interface Entry {
  readonly path: string;
  readonly type: string;
  readonly sha: string;
  readonly size: number;
}

/** The part of `content-file` that files and directories share. */
function entry(world: World, ref: string, item: Entry) {
  const path = item.path.split('/').map(encodeURIComponent).join('/');
  const kind = item.type === 'tree' ? 'trees' : 'blobs';
  const url = `${repoApi(world)}/contents/${path}?ref=${encodeURIComponent(ref)}`;
  const git = `${repoApi(world)}/git/${kind}/${item.sha}`;
  const html = `${repoWeb(world)}/blob/${encodeURIComponent(ref)}/${path}`;
  return {
    name: item.path.split('/').at(-1) ?? '',
    path: item.path,
    sha: item.sha,
    size: item.size,
    url,
    html_url: html,
    git_url: git,
    download_url: item.type === 'tree' ? null : `${repoWeb(world)}/raw/${encodeURIComponent(ref)}/${path}`,
    type: item.type === 'tree' ? 'dir' : 'file',
    _links: { self: url, git, html },
  };
}

async function read(ask: Ask, path = param(ask, 'path').replace(/\/$/, '')): Promise<Reply> {
  const ref = ask.query.get('ref') ?? ask.state.defaultBranch;
  const revision = await ask.origin.resolve(ref);
  if (revision === null) throw refuse(404, `No commit found for the ref ${ref}`);
  const [object] = await ask.origin.objects([`${revision}:${path}`]);
  if (object?.type === 'tree') {
    const rows = await ask.origin.git(['ls-tree', '-l', '-z', `${revision}:${path}`]);
    const entries = rows
      .split('\0')
      .filter(Boolean)
      .map((row) => readRow(path, row));
    return { status: 200, body: entries.map((item) => entry(ask, ref, item)) };
  }
  if (object?.type !== 'blob') throw refuse(404, 'Not Found');
  if (ask.accept.includes('.raw')) return { status: 200, body: object.body.toString() };
  const shown = entry(ask, ref, { path, type: 'blob', sha: object.sha, size: object.body.length });
  const content = object.body.toString('base64').replace(/(.{60})/g, '$1\n');
  return { status: 200, body: { ...shown, encoding: 'base64', content: `${content}\n` } };
}

/** The README at the top of the repository, whatever its case and ending. */
async function readme(ask: Ask): Promise<Reply> {
  const revision = await ask.origin.resolve(ask.query.get('ref') ?? ask.state.defaultBranch);
  const names = await ask.origin.git(['ls-tree', '--name-only', '-z', found(revision)]);
  const name = names.split('\0').find((each) => /^readme(\.\w+)?$/i.test(each));
  return read(ask, found(name));
}

function readRow(folder: string, row: string): Entry {
  const [facts = '', name = ''] = row.split('\t');
  const [, type = '', sha = '', size = ''] = facts.split(/ +/);
  return { path: folder === '' ? name : `${folder}/${name}`, type, sha, size: Number(size) || 0 };
}

const Person = z.strictObject({ name: z.string(), email: z.string(), date: z.string().optional() });
const Write = z.strictObject({
  message: z.string(),
  content: z.string(),
  sha: z.string().optional(),
  branch: z.string().optional(),
  author: Person.optional(),
  committer: Person.optional(),
});

/** Commits one file to a branch, as a person would in the browser; 409 where `sha` is not what is there. */
async function write(ask: Ask, body: z.infer<typeof Write>): Promise<Reply> {
  const path = param(ask, 'path');
  const viewer = viewerOf(ask);
  return change(ask, async (world) => {
    const { origin, state } = world;
    const branch = body.branch ?? state.defaultBranch;
    const tip = state.seenRefs[`refs/heads/${branch}`];
    if (tip === undefined) throw refuse(404, `Branch ${branch} not found`);
    const [before] = await origin.objects([`${tip}:${path}`]);
    if (before !== undefined && body.sha === undefined)
      throw refuse(422, `Invalid request.\n\n"sha" wasn't supplied.`);
    if (body.sha !== undefined && before?.sha !== body.sha)
      throw refuse(409, `${path} does not match ${body.sha}`);
    const bytes = Buffer.from(body.content, 'base64');
    const blob = await origin.git(['hash-object', '-w', '--stdin'], { input: bytes });
    const author = body.author ?? viewer;
    const committer = body.committer ?? author;
    const sha = await commitFile(world, { tip, path, blob, message: body.message, author, committer });
    await moveRef(origin, { ref: `refs/heads/${branch}`, from: tip, to: sha, login: viewer.login });
    const data = found((await origin.commits([sha])).get(sha));
    return {
      status: before === undefined ? 201 : 200,
      body: {
        content: entry(world, branch, { path, type: 'blob', sha: blob, size: bytes.length }),
        commit: gitCommit(world, data),
      },
    };
  });
}

interface FileCommit {
  readonly tip: string;
  readonly path: string;
  readonly blob: string;
  readonly message: string;
  readonly author: z.infer<typeof Person> | { name: string; email: string };
  readonly committer: z.infer<typeof Person> | { name: string; email: string };
}

async function commitFile({ origin }: World, file: FileCommit): Promise<string> {
  const index = `${origin.path}/rel-index-${process.pid}`;
  const env = { GIT_INDEX_FILE: index };
  await origin.git(['read-tree', file.tip], { env });
  const row = `100644 ${file.blob}\t${file.path}\0`;
  await origin.git(['update-index', '-z', '--index-info'], { env, input: row });
  const tree = await origin.git(['write-tree'], { env });
  const dates = 'date' in file.author && file.author.date ? { GIT_AUTHOR_DATE: file.author.date } : {};
  return origin.git(['commit-tree', tree, '-p', file.tip, '-F', '-'], {
    input: file.message,
    env: {
      GIT_AUTHOR_NAME: file.author.name,
      GIT_AUTHOR_EMAIL: file.author.email,
      GIT_COMMITTER_NAME: file.committer.name,
      GIT_COMMITTER_EMAIL: file.committer.email,
      ...dates,
    },
  });
}

/** Files of the repository: read at any ref, written one commit at a time. */
export const routes: readonly Route[] = [
  reads('GET /repos/{owner}/{repo}/contents/{path}', { query: ['ref'], media: ['raw'] }, (ask) => read(ask)),
  reads('GET /repos/{owner}/{repo}/readme', { query: ['ref'], media: ['raw'] }, readme),
  takes(
    'PUT /repos/{owner}/{repo}/contents/{path}',
    { needs: 'write', permission: 'contents=write; contents=write,workflows=write' },
    Write,
    write,
  ),
];
