import * as z from 'zod';
import { RefChange } from './git.ts';

export const UndoResult = z.strictObject({
  command: z.string().describe('the command that was taken back'),
  id: z.string().describe("its operation's id, which its entries in the ledger have"),
  at: z.string().describe('when it was: ISO 8601, UTC'),
  done: z.boolean().describe('false: nothing was taken back, or it was taken back before'),
  refs: z.array(RefChange).describe('the refs that go back; `to` null: they go'),
  left: z.array(z.string()).describe('what stays, a line each'),
  concerns: z.array(z.string()).describe('what a person should know first, a line each'),
});
export type UndoResult = z.infer<typeof UndoResult>;
