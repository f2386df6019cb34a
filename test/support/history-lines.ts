import { buildHistory, type CommitSpec } from './git-history.ts';

type Files = Readonly<Record<string, string>>;
interface Told {
  readonly spec: CommitSpec;
  readonly files: Files;
  readonly before: Files;
  readonly change: Files;
  readonly author: string;
}

export interface LineOptions {
  /** Goes before every commit's name. */
  readonly prefix?: string;
  /** The messages of commits; `{a}` stands for the SHA of a. */
  readonly says?: Readonly<Record<string, string>>;
  /** What else commits change: path to text, where an empty text removes the file. */
  readonly with?: Readonly<Record<string, Files>>;
}

/**
 * Commits out of lines such as `devel: root > x a2~a1 s=b,c m<b1 r-x`: the branch's name, where it starts (nowhere, for
 * the first commit of all), and what follows there. `x` adds the file x; `a2~a1` is a1 rebased: its author, date,
 * message and change; `a2~!a1` the same with something else changed in it, as after a conflict; `a2~?a1` the same in
 * other words; `s=b,c` is a squash of b and c; `m<b1` a merge of b1, `m<b1<c1` of both; `r-x` git's revert of x, and
 * `r-?x,y` one of both in other words.
 */
export function commitsOfLines(lines: readonly string[], options: LineOptions = {}): CommitSpec[] {
  const told = new Map<string, Told>();
  for (const line of lines) {
    const [, , from, words = ''] = /^(\S+): (?:(\S+) > )?(.*)$/.exec(line) ?? [];
    let parent = from;
    for (const word of words.split(' ').filter(Boolean)) {
      const [, name = '', sign = '', others = ''] = /^(\w+)([~=<-]?[!?]?)(.*)$/.exec(word) ?? [];
      const named = others.split(/[,<]/).filter(Boolean);
      told.set(name, tell(told, { name, sign, named, parent }, options));
      parent = name;
    }
  }
  return [...told.values()].map(({ spec }) => spec);
}

interface Word {
  readonly name: string;
  readonly sign: string;
  readonly named: readonly string[];
  readonly parent: string | undefined;
}

function tell(told: ReadonlyMap<string, Told>, word: Word, options: LineOptions): Told {
  const { name, sign, named, parent } = word;
  const { prefix = '', says = {} } = options;
  const others = named.map((other) => told.get(other)).filter((one) => one !== undefined);
  const own = sign === '' || sign.endsWith('!') ? { [name]: `${name}\n` } : {};
  const taken = others.map((other) => takenFrom(other, sign));
  const change: Files = Object.assign({}, ...taken, own, options.with?.[name]);
  const before = { ...(parent === undefined ? {} : told.get(parent)?.files) };
  const files = Object.fromEntries(
    Object.entries({ ...before, ...change }).filter(([, text]) => text !== ''),
  );
  const [model] = sign.startsWith('~') ? others : [];
  const author = model?.author ?? `Dora Dev <dora@example.com> ${1_600_000_000 + told.size * 60} +0000`;
  const git = sign === '-' ? `Revert "${named[0]}"\n\nThis reverts commit {${named[0]}}.\n` : `${name}\n`;
  const message = says[name] ?? (model === undefined || sign === '~?' ? git : String(model.spec.message));
  const whole = message.replace(/\{(\w+)\}/g, `{${prefix}$1}`);
  const merged = sign === '<' ? named : [];
  const parents = [...(parent === undefined ? [] : [parent]), ...merged].map((one) => prefix + one);
  return {
    spec: { name: prefix + name, parents, files, author, message: whole },
    ...{ files, before, change, author },
  };
}

function takenFrom(other: Told, sign: string): Files {
  if (sign === '<') return other.files;
  if (!sign.startsWith('-')) return other.change;
  const paths = new Set([...Object.keys(other.files), ...Object.keys(other.before)]);
  const changed = [...paths].filter((path) => other.files[path] !== other.before[path]);
  return Object.fromEntries(changed.map((path) => [path, other.before[path] ?? '']));
}

/**
 * Builds commits whose messages may name others by `{name}`, in as few runs as that takes. Returns each commit's SHA by
 * its name.
 */
export function buildNamedHistory(dir: string, commits: readonly CommitSpec[]): Record<string, string> {
  let built: Record<string, string> = {};
  let left = commits;
  while (left.length > 0) {
    const now = new Map<string, CommitSpec>();
    const names = ({ message = '' }: CommitSpec) =>
      [...String(message).matchAll(/\{([^}]+)\}/g)].map(([, name = '']) => name);
    for (const commit of left) {
      const { parents = [], message } = commit;
      const isReady = names(commit).every((name) => name in built);
      if (!isReady || !parents.every((one) => one in built || now.has(one))) continue;
      const said = String(message).replace(/\{([^}]+)\}/g, (_, name: string) => built[name] ?? '');
      const known = parents.map((one) => built[one] ?? one);
      now.set(commit.name, { ...commit, parents: known, message: said });
    }
    if (now.size === 0) throw new Error(`these name each other: ${left.map(({ name }) => name).join(', ')}`);
    built = { ...built, ...buildHistory(dir, [...now.values()]) };
    left = left.filter(({ name }) => !now.has(name));
  }
  return built;
}
