import fc from 'fast-check';
import { ProductionStory } from './production-story.ts';

const branches = ['main', 'devel', 'rc'] as const;
type Branch = (typeof branches)[number];

/** Something that happens to a branch; `which` chooses among what there is to choose from. */
interface Event {
  readonly what:
    | 'fix'
    | 'own work'
    | 'pick'
    | 'pick with its origin'
    | 'merge'
    | 'squash'
    | 'take back'
    | 'take back without a word';
  readonly on: Branch;
  readonly which: number;
}

/** Any event; one that has nothing to happen to does not happen. */
export const event: fc.Arbitrary<Event> = fc.record({
  what: fc.constantFrom(
    ...(['fix', 'fix', 'own work', 'pick', 'pick with its origin', 'merge', 'squash'] as const),
    ...(['take back', 'take back without a word'] as const),
  ),
  on: fc.constantFrom(...branches),
  which: fc.nat(1000),
});

/** A fix: one line that nobody else writes, at one place of one of two files. */
interface Fix {
  readonly name: string;
  readonly line: string;
  readonly file: string;
  readonly after: number;
}

/** Plays the events, and knows which line every branch has. */
export class RandomPlay {
  readonly story: ProductionStory;
  readonly #fixes: Fix[] = [];
  /** By branch: the fixes whose line it has, and its own work. */
  readonly #has = new Map<Branch, Fix[]>(branches.map((branch) => [branch, []]));
  readonly #work = new Map<Branch, string[]>(branches.map((branch) => [branch, []]));
  /** By branch and fix: the commit that brought the line there last. */
  readonly #brought = new Map<string, string>();
  #count = 0;

  /** `files` are there from the start, in `dir` or in a repository that all stories share. */
  constructor(files: Readonly<Record<string, string>> = {}, dir?: string) {
    this.story = new ProductionStory({ ...files, ...this.#files([], []) }, dir);
    this.story.on('rc', 'rc-begins', { rc: 'begins\n' });
  }

  run({ what, on, which }: Event): void {
    const has = this.#has.get(on) ?? [];
    const elsewhere = this.#fixes.filter((fix) => !has.includes(fix) && this.#isAnywhere(fix));
    this.#count += 1;
    const name = `${what.replaceAll(' ', '-')}-${this.#count}`;
    switch (what) {
      case 'fix': {
        const fix = {
          name,
          line: `mended case ${this.#count}`,
          file: which % 2 ? 'a' : 'b',
          after: which % 9,
        };
        this.#fixes.push(fix);
        this.#bring(on, [fix], name, `Mend case ${this.#count}\n`);
        return;
      }
      case 'own work':
        this.#work.get(on)?.push(`work ${this.#count} of ${on}`);
        this.#commit(on, name, `${name}\n`);
        return;
      case 'pick':
      case 'pick with its origin': {
        const fix = elsewhere[which % elsewhere.length];
        if (fix === undefined) return;
        const origin = what === 'pick' ? '' : `\n(cherry picked from commit ${this.story.sha(fix.name)})\n`;
        this.#bring(on, [fix], name, `Mend case ${fix.line.split(' ').at(-1)}\n${origin}`);
        return;
      }
      case 'merge':
      case 'squash': {
        // What was taken back where it was, a merge takes back, too; that is another test's.
        const from = branches.filter((branch) => branch !== on)[which % 2] ?? 'main';
        const brings = (this.#has.get(from) ?? []).filter(
          (fix) => !has.includes(fix) && !this.#wasHere(on, fix),
        );
        if (what === 'squash') this.#bring(on, brings, name, `Sync ${from} into ${on}\n`);
        else if (!this.#tookBack(from, on)) this.#merge(on, from, brings, name);
        return;
      }
      case 'take back':
      case 'take back without a word': {
        const fix = has[which % has.length];
        if (fix === undefined) return;
        const by = this.story.sha(this.#brought.get(`${on} ${fix.name}`) ?? '');
        const words = what === 'take back' ? `Revert "Mend"\n\nThis reverts commit ${by}.\n` : 'Tidy up\n';
        this.#has.set(
          on,
          has.filter((one) => one !== fix),
        );
        this.#commit(on, name, words);
        return;
      }
    }
  }

  /** The fixes whose line production has and the branch has not. */
  absent(branch: Branch): string[] {
    const there = this.#has.get(branch) ?? [];
    return (this.#has.get('main') ?? []).filter((fix) => !there.includes(fix)).map(({ line }) => line);
  }

  /** The lines that a commit of production added. */
  linesOf(name: string): string[] {
    const fix = this.#fixes.find((one) => one.name === name);
    return fix === undefined ? (this.#lines.get(name) ?? []) : [fix.line];
  }

  bringsFixes = (name: string): boolean => this.linesOf(name).length > 0;

  readonly #lines = new Map<string, string[]>();

  #isAnywhere = (fix: Fix) => branches.some((branch) => this.#has.get(branch)?.includes(fix));
  #wasHere = (branch: Branch, fix: Fix) => this.#brought.has(`${branch} ${fix.name}`);
  #tookBack = (from: Branch, on: Branch) =>
    this.#fixes.some((fix) =>
      [from, on].some((b) => this.#wasHere(b, fix) && !this.#has.get(b)?.includes(fix)),
    );

  #bring(on: Branch, fixes: readonly Fix[], name: string, message: string): void {
    if (fixes.length === 0) return;
    this.#hold(on, fixes, name);
    this.#commit(on, name, message);
  }

  #merge(on: Branch, from: Branch, fixes: readonly Fix[], name: string): void {
    this.#hold(on, fixes, name);
    const work = [...new Set([...(this.#work.get(on) ?? []), ...(this.#work.get(from) ?? [])])];
    this.#work.set(on, work);
    this.story.merge(on, name, [from], this.#files(this.#has.get(on) ?? [], this.#work.get(on) ?? []));
  }

  #hold(on: Branch, fixes: readonly Fix[], name: string): void {
    this.#has.set(on, [...(this.#has.get(on) ?? []), ...fixes]);
    for (const fix of fixes) this.#brought.set(`${on} ${fix.name}`, name);
    this.#lines.set(
      name,
      fixes.map(({ line }) => line),
    );
  }

  #commit(on: Branch, name: string, message: string): void {
    this.story.on(on, name, this.#files(this.#has.get(on) ?? [], this.#work.get(on) ?? []), { message });
  }

  #files(fixes: readonly Fix[], work: readonly string[]): Record<string, string> {
    const text = (file: string) =>
      Array.from({ length: 9 }, (_, at) => [
        `line ${at} of ${file}`,
        ...fixes
          .filter((fix) => fix.file === file && fix.after === at)
          .map(({ line }) => line)
          .sort(),
      ]).flat();
    return { a: `${text('a').join('\n')}\n`, b: `${[...text('b'), ...work].join('\n')}\n` };
  }
}

/** The lines of what is reported that are absent (each a change's lines), and how many changes report none that is. */
export function reportedLines(
  reported: readonly (readonly string[])[],
  absent: readonly string[],
): { readonly lines: string[]; readonly wrong: number } {
  // Several fixes that production has in one commit are missing together where one of them is.
  const whole = reported.map((lines) => lines.filter((line) => absent.includes(line)));
  return {
    lines: [...new Set(whole.flat())].sort(),
    wrong: whole.filter((lines) => lines.length === 0).length,
  };
}
