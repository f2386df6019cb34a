import { type Bench, second } from './bench.ts';
import { durable } from './durable.mjs';
import { isDraft, type State } from './place.ts';
import { type Story, sure, type Way } from './story.ts';
import { undoneState } from './undone.ts';

/** How a story ends where nothing befalls it, and how what is typed after a kill would end by itself. */
export interface Ends {
  readonly before: State;
  /** Of the uninterrupted run. */
  readonly after: End;
  /** Of the same command at another time; and once more, after the uninterrupted run. */
  readonly again: readonly [fresh: End, more: End];
  /** Of what was open before the story, gone on with in each way; nothing where nothing was. */
  readonly opened: Partial<Record<Way, End>>;
  /** Taken back after the uninterrupted run, in the view of `undone.ts`; and what was before it, in that view. */
  readonly undone: End;
  readonly beforeUndone: State;
  /** The highest number of a PR or an issue before it. */
  readonly last: number;
}

export interface End {
  readonly exit: number;
  readonly state: State;
}

/** What came of going on: what was typed, how the last of it ended, how it stands. */
interface Gone extends End {
  readonly typed: readonly string[];
  readonly said: string;
  /** All that the kill had left. */
  readonly left: State;
  /** Refused with nothing changed, where what is named to be typed next was tried from there before. */
  readonly triedBefore: boolean;
}

/**
 * Goes on from what a kill has left, in each of these ways; gives what is wrong with the ends. What rel names after a
 * refusal is not typed where it has been typed from this very state already.
 */
export async function goOn(
  bench: Bench,
  story: Story,
  left: string,
  tried: readonly Way[],
  ends: Ends,
): Promise<string[]> {
  const wrong: string[] = [];
  for (const way of tried) {
    bench.open(left);
    const before = tried.slice(0, tried.indexOf(way));
    const gone = await type(bench, story, way, before);
    const problem = gone.triedBefore ? null : (judge(bench, gone, story, ends) ?? bench.broken(gone.state));
    if (problem !== null) wrong.push(`${gone.typed.join(', then ')}: ${problem}\n${gone.said}`);
  }
  return wrong;
}

/** Types it; where rel answers that something is open (exit 7), what it names first. */
async function type(bench: Bench, story: Story, way: Way, before: readonly Way[]): Promise<Gone> {
  const typed: string[] = [];
  const left = durable(bench.place.box);
  for (let line = way === 'again' ? story.line : way; ; ) {
    typed.push(line);
    const { exit, stdout, stderr } = await bench.run({ ...story, line: sure(line, story) }, second);
    const said = stdout + stderr;
    const isOpen = exit === 7 || /there is nothing to leave out|was to be resolved is gone/.test(said);
    const next = isOpen && typed.length < 4 ? nextOf(said) : null;
    const asBefore = before.some((other) => other === next) && same(durable(bench.place.box), left);
    if (next === null || asBefore)
      return { typed, exit, said, left, state: await bench.endState(), triedBefore: asBefore };
    line = next;
  }
}

/** Of the two ways that rel names where a conflict's worktree is gone, the one that leaves nothing out. */
function nextOf(said: string): string | null {
  const named = /next: .*?\brel (continue|abort|undo)\b/.exec(said)?.[1] ?? null;
  return said.includes('is gone') ? 'abort' : named;
}

function judge(
  bench: Bench,
  { typed, exit, state, said, left }: Gone,
  story: Story,
  ends: Ends,
): string | null {
  const last = typed.at(-1) ?? '';
  if (exit === 2 && said.includes('no interrupted operation')) {
    const stands = withoutTraces(state);
    const idle = [ends.before, ends.after.state].find((end) => same(withoutTraces(end), stands));
    return idle === undefined ? differs('nothing is pending, but', stands, ends.before) : null;
  }
  const wanted = [...wantedEnds(last, story, ends), ...stayed(last, said, ends)].filter(
    (end) => end.exit === exit,
  );
  if (wanted.some((end) => same(end.state, state))) return null;
  // A command that finds nothing to do, or nothing resolved, takes no lock, and so leaves a dead one where it is.
  const once = last === 'undo' && story.line !== 'undo' ? [] : [ends.again[1]];
  const idle = [...once, ...(exit === 4 ? wanted : [])].filter((end) => end.exit === exit);
  if (idle.some((end) => same(withoutTraces(state), withoutTraces(end.state)))) return null;
  if (last === 'undo') return judgeUndo(bench, { exit, left }, story, ends);
  if (wanted.length === 0) return `exit ${exit}`;
  return differs(`exit ${exit}, but`, state, wanted[0]?.state ?? {});
}

function wantedEnds(last: string, story: Story, ends: Ends): readonly End[] {
  const opened = Object.entries(ends.opened).flatMap(([way, end]) => (way === last ? [end] : []));
  // What is planned anew is judged anew, and the time of that is on record.
  const goesOn = [last, story.line].every((line) => line.startsWith('continue'));
  const again = goesOn || last === story.line ? ends.again : [];
  const finished = [ends.after, { exit: 0, state: ends.after.state }];
  if (last === 'abort') return [...opened, ...again, { exit: 0, state: ends.before }];
  return [...opened, ...again, ...(last.startsWith('continue') ? finished : [])];
}

/** Given up when all of it had happened already, which it says. */
const stayed = (last: string, said: string, ends: Ends): readonly End[] =>
  last === 'abort' && said.includes('what it pushed before stays')
    ? [{ exit: 0, state: ends.after.state }]
    : [];

/**
 * It is as it was before; or, as an undo after the whole of it says too, it cannot be taken back. A story that is itself
 * about an operation of the past ends as it does where nothing befalls it.
 */
function judgeUndo(
  { place }: Bench,
  { exit, left }: Pick<Gone, 'exit' | 'left'>,
  story: Story,
  { undone, beforeUndone, opened, last }: Ends,
): string | null {
  const is = undoneState(place, last);
  const ofThePast = story.line === 'undo' || opened.continue !== undefined;
  const should = exit === 0 && !ofThePast ? beforeUndone : undone.state;
  if (exit === 0 && (same(is, beforeUndone) || same(is, should))) return null;
  if (exit !== 0 && exit === undone.exit && same(durable(place.box), left)) return null;
  return differs(`exit ${exit}, but`, is, should);
}

/** What the next command that changes something takes away, and a look at what is open does not. */
const withoutTraces = (state: State): State =>
  Object.fromEntries(
    Object.entries(state).filter(([name]) => !isDraft(name) && !/\/rel\/lock(\W|$)/.test(name)),
  );

const same = (a: State, b: State): boolean =>
  Object.keys(a).length === Object.keys(b).length && Object.entries(a).every(([name, is]) => b[name] === is);

/** The first few things in which a state is not what it should be. */
function differs(what: string, is: State, should: State): string {
  const names = [...new Set([...Object.keys(is), ...Object.keys(should)])];
  const other = names.filter((name) => is[name] !== should[name]);
  const shown = other.slice(0, 8).map((name) => `  ${name}: ${is[name]} instead of ${should[name]}`);
  return [what, ...shown, ...(other.length > 8 ? [`  and ${other.length - 8} more`] : [])].join('\n');
}
