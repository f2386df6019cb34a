import type { FixState } from '../../src/domain/fix-state.ts';
import { fixStates } from '../../src/facts/missing/fix-states.ts';
import { openRepository, type Repository } from '../../src/git/repository.ts';
import { buildHistory, type CommitSpec, emptyRepository } from './git-history.ts';

/** All stories of a test file are told in one repository: they have nothing in common but their objects. */
let folder: string | null = null;
const sharedFolder = (): string => {
  folder ??= emptyRepository();
  return folder;
};
const opened = new Map<string, Promise<Repository>>();
const repositoryIn = (dir: string): Promise<Repository> => {
  const repo = opened.get(dir) ?? openRepository(dir);
  opened.set(dir, repo);
  return repo;
};

type Files = Readonly<Record<string, string | null>>;

interface Extra {
  readonly message?: string;
  readonly author?: string;
}

/** The author of every commit of a story that names none; each commit has a date of its own. */
const ann = 'Ann <ann@example.com>';

/**
 * A story of production (`main`) and another branch (`devel`), which begin at one commit. A commit changes the files it
 * is given (null: deleted) on top of its branch's; a merge takes the other branch's history and the files it is given.
 */
export class ProductionStory {
  readonly #commits: (CommitSpec & { files: Record<string, string> })[] = [];
  readonly #tips = new Map<string, string>();
  /** Of the commits that are written already. */
  readonly #shas: Record<string, string> = {};
  readonly #dir: string;

  /** `dir` is a repository to tell it in. */
  constructor(files: Readonly<Record<string, string>>, dir = sharedFolder()) {
    this.#dir = dir;
    this.#add('base', [], { ...files }, {});
    this.#tips.set('main', 'base').set('devel', 'base');
  }

  main = (name: string, files: Files, extra: Extra = {}): this => this.on('main', name, files, extra);
  devel = (name: string, files: Files, extra: Extra = {}): this => this.on('devel', name, files, extra);

  /** A commit on a branch; one that is not there begins at `main`. */
  on(branch: string, name: string, files: Files, extra: Extra = {}): this {
    const parent = this.#tips.get(branch) ?? this.tip('main');
    this.#add(name, [parent], changed(this.files(parent), files), extra);
    this.#tips.set(branch, name);
    return this;
  }

  /** A merge of other branches into one, which then has its own files, changed as said. */
  merge(into: string, name: string, others: readonly string[], files: Files, extra: Extra = {}): this {
    const parents = [into, ...others].map((branch) => this.tip(branch));
    const message = extra.message ?? `Merge ${others.join(' and ')} into ${into}\n`;
    this.#add(name, parents, changed(this.files(this.tip(into)), files), { ...extra, message });
    this.#tips.set(into, name);
    return this;
  }

  tip(branch: string): string {
    const tip = this.#tips.get(branch);
    if (tip === undefined) throw new Error(`no branch ${branch}`);
    return tip;
  }

  files(name: string): Record<string, string> {
    return this.#commits.find((commit) => commit.name === name)?.files ?? {};
  }

  /** Every commit of the story, by its name. */
  names = (): string[] => this.#commits.map(({ name }) => name);

  /** The SHA that a commit has in this story, whatever comes after it. */
  sha(name: string): string {
    const left = this.#commits.filter((commit) => this.#shas[commit.name] === undefined);
    const named = left.map((commit) => ({
      ...commit,
      parents: (commit.parents ?? []).map((parent) => this.#shas[parent] ?? parent),
    }));
    if (named.length > 0) Object.assign(this.#shas, buildHistory(this.#dir, named));
    return this.#shas[name] ?? '';
  }

  /** Each change of production as `NAME there: HOW (COMMIT)`, `NAME missing` or `NAME void`, in landing order. */
  async states(branch = 'devel'): Promise<string[]> {
    const branches = { production: this.sha(this.tip('main')), tip: this.sha(this.tip(branch)) };
    const repo = await repositoryIn(this.#dir);
    const nameOf = (sha: string | null) => Object.keys(this.#shas).find((name) => this.#shas[name] === sha);
    return (await fixStates(repo, branches)).map(({ sha, state }) => `${nameOf(sha)} ${told(state, nameOf)}`);
  }

  #add(name: string, parents: readonly string[], files: Record<string, string>, extra: Extra): void {
    const when = `${1_700_000_000 + this.#commits.length * 60} +0000`;
    const author = extra.author ?? `${ann} ${when}`;
    this.#commits.push({
      name,
      parents,
      files,
      author,
      committer: author,
      message: extra.message ?? `${name}\n`,
    });
  }
}

function told(state: FixState, nameOf: (sha: string | null) => string | undefined): string {
  if (state.kind === 'there')
    return `there: ${state.how}${state.commit === null ? '' : ` ${nameOf(state.commit)}`}`;
  if (state.kind === 'void') return `void: ${state.why}`;
  const lost = state.takenBackBy === null ? '' : ` since ${nameOf(state.takenBackBy)}`;
  const partly = state.partly === null ? '' : ` but for a part (${nameOf(state.partly.commit)})`;
  const near = state.near === null ? '' : `; see ${nameOf(state.near.commit)}: ${state.near.why}`;
  return `missing${lost}${partly}${near}`;
}

function changed(files: Record<string, string>, change: Files): Record<string, string> {
  const all = new Map(Object.entries(files));
  for (const [path, content] of Object.entries(change)) {
    if (content === null) all.delete(path);
    else all.set(path, content);
  }
  return Object.fromEntries(all);
}
