import type { Command } from 'commander';
import * as z from 'zod';
import { UndoResult } from '../domain/undo-results.ts';
import { readUndoFacts } from '../facts/undo/undo-facts.ts';
import { planUndo } from '../plans/undo/undo.ts';
import { undoText } from '../view/undo.ts';
import { examples, type Invocation, type Report } from './kit/command.ts';
import { type Operation, requestOf } from './kit/operation.ts';
import { preparedOf } from './kit/prepared.ts';
import { undoSubject } from './kit/undo-subject.ts';
import { undoLast } from './kit/undoing.ts';

export const result = UndoResult;

const Input = z.object({ undoes: z.string() });
type Input = z.infer<typeof Input>;

export function configure(command: Command): void {
  command.addHelpText(
    'after',
    `
The last operation is the one that this clone finished last, or the one that was
interrupted after its push. Refs go back only where they are where rel left them.
What cannot be taken back is named before anything is touched.`,
  );
  examples(command, ['rel undo --dry-run', 'rel undo']);
}

export const operation: Operation<Input> = {
  name: 'undo',
  input: Input,
  async prepare(world, input, stamp) {
    const asked = undoSubject(world, input.undoes, stamp);
    const request = requestOf(operation, input);
    const facts = await readUndoFacts(world, asked, { stamp, request, judgements: [] });
    const { planned, refs, left, concerns } = planUndo(facts);
    const { id, command, at } = facts.subject;
    const resultOf = (done: boolean): UndoResult => {
      return { command, id, at, done, refs: [...refs], left: [...left], concerns: [...concerns] };
    };
    return preparedOf({
      planned,
      result: resultOf,
      text: (done, paint) => undoText(resultOf(done), planned, paint),
    });
  },
};

export const run = (invocation: Invocation): Promise<Report> => undoLast(invocation, operation);
