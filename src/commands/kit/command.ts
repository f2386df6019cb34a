import type { Command } from 'commander';
import type * as z from 'zod';
import type { Trouble } from '../../domain/errors.ts';
import type { Plan } from '../../domain/plan.ts';
import type { Judgement } from '../../domain/verdict.ts';
import type { Step } from '../../steps/registry.ts';
import type { Paint } from '../../view/paint.ts';
import type { Io } from './io.ts';

/** The options that every command takes (contract.md, section 1). */
export interface Globals {
  /** Where the command runs: an absolute path. */
  readonly dir: string;
  readonly policy: string | undefined;
  readonly product: string | undefined;
  readonly tokenStdin: boolean;
  readonly dryRun: boolean;
  readonly planOut: string | undefined;
  readonly yes: boolean;
  readonly json: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
  /** How many seconds the run may wait for GitHub in all. */
  readonly maxWait: number;
}

/** One call of a command: its arguments, its own options, the common ones and the streams. */
export interface Invocation {
  readonly args: readonly string[];
  readonly options: Readonly<Record<string, unknown>>;
  readonly globals: Globals;
  readonly io: Io;
  /** What the call turned out to be about; told by whoever reads the policy, for whoever prints. */
  readonly about: About;
}

/** The remote and the product that a call is about. */
export interface About {
  /** The remote's name in this clone; not there while it is not known. */
  remote?: string;
  /** Not there for a policy without products, and while it is not known. */
  product?: string;
  /** True where the policy has others: commands that a person is told to type then name it. */
  oneOfSeveral?: boolean;
}

/** What a command answers; main.ts turns it into text or JSON and an exit code. */
export interface Report {
  readonly result: unknown;
  readonly plan?: Plan<Step> | null;
  readonly warnings?: readonly string[];
  /** What was judged, for those who read verdicts elsewhere (GitHub Actions). */
  readonly judgements?: readonly Judgement[];
  /** What else GitHub Actions is told: workflow commands, and Markdown for the summary of the step. */
  readonly told?: { readonly annotations: string; readonly summary: string };
  /** What makes the exit code other than 0. */
  readonly trouble?: Trouble | null;
  /** The result as a person reads it, without a newline at the end; '' for nothing. */
  readonly text: (paint: Paint) => string;
  /** True: the text is a document, and others' words in it stay as they are. */
  readonly isDocument?: boolean;
}

/** A command's own file: its arguments and options, what its result looks like, and what it does. */
export interface CommandModule {
  /** Adds arguments, options and examples to the commander command. */
  configure(command: Command): void;
  /** The form of `result` in the JSON envelope, for `rel schema NAME`. */
  readonly result: z.ZodType;
  run(invocation: Invocation): Promise<Report>;
}

/** Examples, at the end of a command's help. */
export function examples(command: Command, lines: readonly string[]): void {
  command.addHelpText('after', `\nExamples:\n${lines.map((line) => `  $ ${line}`).join('\n')}`);
}

/** For an option that may be repeated. */
export const collect = (value: string, before: readonly string[] = []): string[] => [...before, value];
