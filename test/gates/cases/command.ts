import { found, type Read, unreadable } from '../../../src/domain/errors.ts';
import { type CommandRun, factKey } from '../../../src/domain/facts.ts';
import type { Table } from './case.ts';

const request = { kind: 'command' as const, argv: ['./ready.sh', '1.8.0'], files: ['ready.sh'], seconds: 60 };
const run = (read: Read<CommandRun>) => ({ commands: { [factKey(request)]: read } });
const exit = (code: number, output: string) => run(found({ ended: 'exit', code, output }));

export const command: Table = {
  rule: { kind: 'command', argv: ['./ready.sh', '{version}'], files: ['ready.sh'] },
  cases: [
    ['pass', 'it exits with 0', 'pass command.passed', exit(0, 'all is well\n')],
    ['pass', 'without a word', 'pass command.passed', exit(0, '')],
    ['fail', 'it exits with another code', 'fail command.failed', exit(3, 'one\ntwo\nnot ready\n')],
    ['fail', 'without a word', 'fail command.failed', exit(1, ' \n')],
    [
      'unknown',
      'it takes too long',
      'unknown command.timeout',
      run(found({ ended: 'timeout', output: '1' })),
    ],
    [
      'unknown',
      'it is killed',
      'unknown command.killed',
      run(found({ ended: 'signal', signal: 'SIGKILL', output: '' })),
    ],
    [
      'unknown',
      'its files cannot be read',
      'unknown command.unreadable',
      run(unreadable('403', 'contents: read')),
    ],
    [
      'gone',
      'the program is not there',
      'unknown command.unreadable',
      run(unreadable('ENOENT: no such file')),
    ],
  ],
  none: {
    stale: 'it is run anew for every judgement',
    'wrong app': 'it is the only one who answers',
    'wrong SHA': 'it is run anew, and told which commit is judged',
    'wrong person': 'the policy of the remote names it',
  },
};
