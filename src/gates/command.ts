import * as z from 'zod';
import type { CommandRun, FactRequest } from '../domain/facts.ts';
import type { Finding } from '../domain/verdict.ts';
import { answerTo, type GateKind, pathField, ruleFields, unreadableFinding } from './gate.ts';

const Rule = z.strictObject({
  ...ruleFields,
  kind: z.literal('command'),
  argv: z.array(z.string()).min(1).describe('the program and its arguments; no shell'),
  files: z
    .array(pathField)
    .default([])
    .describe('files of the develop branch that it finds in the directory it runs in: scripts/ready.sh'),
  seconds: z.int().min(1).max(3600).default(60).describe('how long it may take'),
});
type Rule = z.infer<typeof Rule>;

/** How much of what a command printed stands in a verdict, in characters: its end, which says how it went. */
const shown = 2000;

/** A command of the policy exits with 0 within its time. It is told what is judged as JSON on its standard input. */
export const command: GateKind<Rule> = {
  kind: 'command',
  summary: 'a command of the policy exits with 0 within its time',
  schema: Rule,
  needs: (rule) => [request(rule)],
  evaluate(rule, facts) {
    const read = answerTo(facts.commands, request(rule));
    if (!read.ok) return unreadableFinding('command', `the command ${rule.argv[0]}`, read);
    return finding(rule, read.value);
  },
};

const request = ({ argv, files, seconds }: Rule): FactRequest => ({ kind: 'command', argv, files, seconds });

function finding({ argv, seconds }: Rule, run: CommandRun): Finding {
  const name = argv.join(' ');
  const output = run.output.length > shown ? `...${run.output.slice(-shown)}` : run.output;
  const evidence = [{ what: output === '' ? `${name}: no output` : `${name}: ${output}` }];
  if (run.ended === 'timeout') {
    const message = `${name} did not end within ${seconds} seconds`;
    const remedy = 'make it faster, or give it more seconds in the policy of the remote';
    return { verdict: 'unknown', code: 'command.timeout', message, evidence, remedy, actor: null };
  }
  if (run.ended === 'signal') {
    const message = `${name} was killed: ${run.signal}`;
    return {
      verdict: 'unknown',
      code: 'command.killed',
      message,
      evidence,
      remedy: 'run the same command again',
      actor: null,
    };
  }
  if (run.code === 0) {
    return {
      verdict: 'pass',
      code: 'command.passed',
      message: `${name} exited with 0`,
      evidence,
      remedy: null,
      actor: null,
    };
  }
  const last = run.output.trim().split('\n').at(-1) ?? '';
  return {
    verdict: 'fail',
    code: 'command.failed',
    message: `${name} exited with ${run.code}${last === '' ? '' : `: ${last}`}`,
    evidence,
    remedy: 'mend what it says, then run the same command again',
    actor: null,
  };
}
