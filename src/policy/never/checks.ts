import { isMadeOf, type Part } from '../../domain/parts.ts';
import type { Policy } from '../../domain/policy.ts';
import { nearest } from '../known.ts';
import { type Job, type Workflow, workflowFolder } from '../workflow.ts';
import type { PolicyFacts, SeenCheck } from './facts.ts';
import { type PlacedRule, type Remark, remarkOn, rulesOf, textAt, textsAt } from './remark.ts';

/** What makes checks: one that was seen on a commit, or a job of a workflow. */
interface Producer {
  /** How it is called in words. */
  readonly name: string;
  readonly makes: (name: string) => boolean;
  readonly app: string | null;
  readonly workflow: string | null;
}

/** Checks that neither stand on a recent tip nor are a job of a workflow: what no one produces is missing for ever. */
export function checkRemarks(policy: Policy, facts: PolicyFacts): Remark[] {
  const { checks, workflows } = facts;
  // One of the two alone proves nothing: a status comes from outside, and a nightly has not run yet.
  if (!checks.ok || !workflows.ok) return [];
  const producers = [...checks.value.map(ofCheck), ...workflows.value.flatMap(ofWorkflow)];
  const jobs = workflows.value.flatMap((workflow) => workflow.jobs);
  const looked = `looked at the checks of ${facts.tips}, and at the jobs in ${workflowFolder} of ${policy.branches.develop}`;
  return rulesOf(policy, 'checks').flatMap((placed) =>
    textsAt(placed.rule, 'names').flatMap(({ text, at }) => {
      const named = producers.filter(({ makes }) => makes(text));
      if (named.length > 0) return wrongSource(placed, text, named);
      const said = `can never pass: nothing produces the check \`${text}\`; ${looked}`;
      const hint = nameHint(text, producers, jobs);
      return [
        remarkOn(placed, at, { code: 'checks.unknown-name', said, ...(hint === null ? {} : { hint }) }),
      ];
    }),
  );
}

const ofCheck = ({ name, app, workflow }: SeenCheck): Producer => ({
  ...{ name, app, workflow },
  makes: (other) => samePattern(name, other),
});

const ofWorkflow = ({ name, jobs }: Workflow): Producer[] =>
  jobs.map((job) => ({
    ...{ name: job.name, makes: job.makes, app: 'github-actions', workflow: name },
  }));

// A name that holds the version is another one for each train.
const samePattern = (seen: string, named: string): boolean =>
  seen === named || (named.includes('{version}') && loosely(named, seen));

function loosely(named: string, seen: string): boolean {
  const version: Part = { fits: () => true, least: 1 };
  const parts = named.split('{version}').flatMap((text, at): Part[] => (at === 0 ? [text] : [version, text]));
  return isMadeOf(parts, seen);
}

/** A check of that name is there, but never from the app or the workflow that the rule counts alone. */
function wrongSource(placed: PlacedRule, name: string, named: readonly Producer[]): Remark[] {
  const [app, workflow] = [textAt(placed.rule, ['app']), textAt(placed.rule, ['workflow'])];
  const byApp = named.filter((producer) => app === null || producer.app === app);
  if (byApp.length === 0) {
    const said = `can never pass: the check \`${name}\` never comes from the app \`${app}\``;
    const apps = [...new Set(named.map((producer) => producer.app ?? 'a commit status, which has no app'))];
    return [
      remarkOn(placed, ['app'], {
        code: 'checks.wrong-app',
        said,
        hint: `it comes from: ${apps.join(', ')}`,
      }),
    ];
  }
  if (byApp.some((producer) => workflow === null || producer.workflow === workflow)) return [];
  const said = `can never pass: the check \`${name}\` never comes from the workflow \`${workflow}\``;
  const workflows = [...new Set(byApp.map((producer) => producer.workflow ?? 'no workflow'))];
  const hint = `it comes from: ${workflows.join(', ')}`;
  return [remarkOn(placed, ['workflow'], { code: 'checks.wrong-workflow', said, hint })];
}

/** A name somebody may have meant: of the same job's checks, else one that is nearly the same. */
function nameHint(name: string, producers: readonly Producer[], jobs: readonly Job[]): string | null {
  const job = jobs.find((one) => one.plain === name);
  if (job !== undefined) return `that job's checks are called \`${job.name}\``;
  const names = [...new Set(producers.map((producer) => producer.name))];
  const near = nearest(name, names);
  if (near !== undefined) return `did you mean \`${near}\`?`;
  if (names.length === 0) return null;
  const shown = names.sort().slice(0, 8);
  return `there are: ${shown.join(', ')}${names.length > shown.length ? ', ...' : ''}`;
}
