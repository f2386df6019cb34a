import type { Answer } from './answer.ts';
import { call, doing, type Line } from './ask.ts';
import { alreadyExists, isAbsent, repo } from './releases.ts';

const needs = 'issues: write';

/** See `GitHub.addLabels`. */
export async function addLabels(line: Line, number: number, labels: readonly string[]): Promise<void> {
  const what = doing(line, `label #${number}`, needs, true);
  const at = { ...repo(line), issue_number: number };
  await call(what, () => line.octokit.rest.issues.addLabels({ ...at, labels: [...labels] }));
}

/** See `GitHub.removeLabel`. */
export async function removeLabel(line: Line, number: number, label: string): Promise<void> {
  const what = doing(line, `take the label ${label} off #${number}`, needs, true);
  const at = { ...repo(line), issue_number: number, name: label };
  // A 404 also stands for a missing issue and for a missing right: only these words mean that it is not on it.
  const isOff = ({ status, message }: Answer) => status === 404 && /label does not exist/i.test(message);
  await call(
    what,
    async () => void (await line.octokit.rest.issues.removeLabel(at)),
    (answer) => (isOff(answer) ? null : undefined),
  );
}

/** See `GitHub.ensureLabel`. */
export async function ensureLabel(
  line: Line,
  name: string,
  look: { readonly color: string; readonly description: string },
): Promise<void> {
  const seeing = doing(line, `look for the label ${name}`, 'issues: read');
  const there = await call(
    seeing,
    async () => (await line.octokit.rest.issues.getLabel({ ...repo(line), name })) !== undefined,
    (answer) => (isAbsent(line, answer) ? false : undefined),
  );
  if (there) return;
  const what = doing(line, `create the label ${name}`, needs, true);
  await call(
    what,
    async () => void (await line.octokit.rest.issues.createLabel({ ...repo(line), name, ...look })),
    (answer) => (alreadyExists(answer) ? null : undefined),
  );
}
