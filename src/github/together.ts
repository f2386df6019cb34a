import { setImmediate } from 'node:timers';
import { ask, askMany, type Line, type Reply } from './ask.ts';
import { documentOf, type Field } from './queries/fields.ts';
import type { Doing } from './trouble.ts';

/** What is asked for under one alias. */
export interface Question {
  readonly field: Field;
  /** How many such fields one document holds. */
  readonly atOnce: number;
  readonly what: Doing;
}

/** The answer to the document in which a question was asked: what others asked stands in it, too. */
export type Answered = Reply<Readonly<Record<string, unknown>>>;

interface Waiting extends Question {
  readonly answer: Promise<Answered>;
  readonly take: (reply: Answered) => void;
  readonly fail: (error: unknown) => void;
}

/**
 * Puts what is asked for in the same moment into as few documents as it fits in, and sends these one after the other
 * (facts 2 and 4): all that does not wait for an answer is asked together, whoever asks it. What was too much at once
 * is asked in two halves, down to single questions. The same question, asked twice in a moment, is one.
 */
export class Together {
  readonly #line: Omit<Line, 'together'>;
  #waiting: Waiting[] = [];
  #isBusy = false;

  constructor(line: Omit<Line, 'together'>) {
    this.#line = line;
  }

  /** Throws as `ask` does; what waits for the same answer, or for the next one, fails with it. */
  ask(question: Question): Promise<Answered> {
    const same = this.#waiting.find(({ field }) => field.text === question.field.text);
    if (same !== undefined) return same.answer;
    const waiting = waitingFor(question);
    this.#waiting.push(waiting);
    if (!this.#isBusy) {
      this.#isBusy = true;
      setImmediate(() => void this.#answerAll());
    }
    return waiting.answer;
  }

  async #answerAll(): Promise<void> {
    try {
      while (this.#waiting.length > 0) {
        const documents = packed(this.#waiting);
        this.#waiting = [];
        await this.#answer(documents);
        // By then everybody whose answer has come has asked what they ask next.
        await new Promise((done) => setImmediate(done));
      }
    } finally {
      this.#isBusy = false;
    }
  }

  async #answer(documents: (readonly Waiting[])[]): Promise<void> {
    for (let next = documents.shift(); next !== undefined; next = documents.shift()) {
      try {
        const reply = await this.#send(next);
        if (reply !== null) for (const { take } of next) take(reply);
        else documents.unshift(...halves(next));
      } catch (error) {
        for (const { fail } of [...next, ...documents.flat(), ...this.#waiting]) fail(error);
        documents.length = 0;
        this.#waiting = [];
      }
    }
  }

  #send(questions: readonly Waiting[]): Promise<Answered | null> {
    const [first, ...more] = questions;
    if (first === undefined) throw new Error('a document asks for something');
    const document = documentOf(questions.map(({ field }) => field));
    if (more.length === 0) return ask(this.#line, document, {}, first.what);
    const what = { ...first.what, what: `${first.what.what} and ${more.length} more` };
    return askMany(this.#line, document, {}, what);
  }
}

function waitingFor(question: Question): Waiting {
  let take: Waiting['take'] = () => undefined;
  let fail: Waiting['fail'] = () => undefined;
  const answer = new Promise<Answered>((resolve, reject) => {
    take = resolve;
    fail = reject;
  });
  return { ...question, answer, take, fail };
}

interface Packed {
  readonly of: Field['of'];
  load: number;
  readonly questions: Waiting[];
  readonly aliases: Set<string>;
}

/**
 * In the order asked, each document as full as its questions let it be; none has an alias twice. What is not the
 * repository's stands by itself: a token that lacks a scope for a part of a document gets nothing of it.
 */
function packed(waiting: readonly Waiting[]): Waiting[][] {
  const documents: Packed[] = [];
  for (const question of waiting) {
    const { field, atOnce } = question;
    const load = 1 / atOnce;
    // What a sum of fractions is over by is no question.
    const fits = documents.find(
      (d) => d.of === field.of && d.load + load < 1.000_001 && !d.aliases.has(field.alias),
    );
    const document = fits ?? { of: field.of, load: 0, questions: [], aliases: new Set() };
    if (fits === undefined) documents.push(document);
    document.load += load;
    document.questions.push(question);
    document.aliases.add(field.alias);
  }
  return documents.map(({ questions }) => questions);
}

function halves(questions: readonly Waiting[]): (readonly Waiting[])[] {
  const middle = Math.ceil(questions.length / 2);
  return [questions.slice(0, middle), questions.slice(middle)];
}
