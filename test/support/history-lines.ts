import type { CommitSpec } from './git-history.ts';

interface Told {
  readonly spec: CommitSpec;
  readonly files: Readonly<Record<string, string>>;
  readonly change: Readonly<Record<string, string>>;
  readonly author: string;
}

/**
 * Commits out of lines such as `devel: root > x a2~a1 s=b,c m<b1`: the branch's name, where it starts (nowhere, for the
 * first commit of all), and what follows there. `x` adds the file x; `a2~a1` is a1 rebased: its author, date, message
 * and change; `a2~!a1` the same with something else changed in it, as after a conflict; `a2~?a1` the same in other
 * words; `s=b,c` is a squash of b and c; `m<b1` a merge of b1, `m<b1<c1` of both. `prefix` goes before every name.
 */
export function commitsOfLines(lines: readonly string[], prefix = ''): CommitSpec[] {
  const told = new Map<string, Told>();
  for (const line of lines) {
    const [, , from, words = ''] = /^(\S+): (?:(\S+) > )?(.*)$/.exec(line) ?? [];
    let parent = from;
    for (const word of words.split(' ').filter(Boolean)) {
      const [, name = '', sign = '', others = ''] = /^(\w+)([~=<]?[!?]?)(.*)$/.exec(word) ?? [];
      const named = others.split(/[,<]/).filter(Boolean);
      told.set(name, tell(told, { name, sign, named, parent, prefix }));
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
  readonly prefix: string;
}

function tell(told: ReadonlyMap<string, Told>, { name, sign, named, parent, prefix }: Word): Told {
  const others = named.map((other) => told.get(other)).filter((one) => one !== undefined);
  const own = sign === '' || sign.endsWith('!') ? { [name]: `${name}\n` } : {};
  const taken = others.map((other) => (sign === '<' ? other.files : other.change));
  const change: Record<string, string> = Object.assign({}, ...taken, own);
  const files = { ...(parent === undefined ? {} : told.get(parent)?.files), ...change };
  const [model] = sign.startsWith('~') ? others : [];
  const author = model?.author ?? `Dora Dev <dora@example.com> ${1_600_000_000 + told.size * 60} +0000`;
  const message = model === undefined || sign === '~?' ? `${name}\n` : (model.spec.message ?? '');
  const merged = sign === '<' ? named : [];
  const parents = [...(parent === undefined ? [] : [parent]), ...merged].map((one) => prefix + one);
  return { spec: { name: prefix + name, parents, files, author, message }, files, change, author };
}
