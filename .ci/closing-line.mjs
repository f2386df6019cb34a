/* global process */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

// What is to be read at the end of a run of CI: how long each stage took, every test that failed, and the counts.

const print = (line) => process.stdout.write(`${line}\n`);
const [folder, stages] = process.argv.slice(2);
const reports = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')));
const tests = reports.flatMap((report) => report.testResults.flatMap((file) => file.assertionResults));

/** The first lines of what a test said. */
const said = ({ failureMessages: [message = ''] }) =>
  message.split('\n').slice(0, 20).join('\n    ').slice(0, 2000);
const tell = (what, found) => {
  for (const each of found) print(`::: ${what}: ${each.fullName}\n    ${said(each)}`);
};

const list = join(folder, 'stages');
if (existsSync(list)) print(readFileSync(list, 'utf8'));
tell(
  'passed at a second try only',
  tests.filter(({ status, failureMessages }) => status === 'passed' && failureMessages.length > 0),
);
const broken = tests.filter(({ status }) => status === 'failed');
tell('failed', broken);

const passed = reports.reduce((sum, { numPassedTests }) => sum + numPassedTests, 0);
// A stage that failed without a failing test (types, lint, the demo) counts as one, so that the line is true.
const failed = broken.length > 0 ? broken.length : Number(stages);
print(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
