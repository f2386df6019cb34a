import type { Notes } from '../../domain/notes.ts';
import type { NotedChange, NotesFacts } from './facts.ts';
import { migrationSteps } from './migration.ts';
import { entryOf, sectionsOf, told } from './sections.ts';

/** The notes of a release, as data. */
export function releaseNotes(facts: NotesFacts): Notes {
  const { subject, rules } = facts;
  const changes = told(facts.changes, rules);
  const takenBack = told(facts.takenBack, rules).map(entryOf);
  const migration = changes.flatMap((change) => stepsOf(change, rules.migration));
  const { knownIssues } = facts;
  return {
    ...subject,
    managers: [...subject.managers],
    summary: facts.summary ?? summaryOf(facts, changes.length, takenBack.length, migration.length),
    sections: sectionsOf(changes, rules),
    takenBack,
    knownIssues:
      knownIssues?.ok === true
        ? knownIssues.value.map(({ number, title, url }) => ({ number, title, url }))
        : [],
    migration,
    thanks: rules.thanks ? thanksTo(changes) : [],
    unread: unread(facts, changes),
  };
}

function stepsOf({ pullRequest, text }: NotedChange, headings: readonly string[]): Notes['migration'] {
  if (pullRequest === null || text?.ok !== true) return [];
  const steps = migrationSteps(text.value.body, headings);
  return steps === null ? [] : [{ pr: pullRequest.number, title: pullRequest.title, text: steps }];
}

function summaryOf({ subject: { since } }: NotesFacts, changes: number, back: number, steps: number): string {
  const counted = changes === 0 ? 'No changes' : changes === 1 ? 'One change' : `${changes} changes`;
  const parts = [
    `${counted}${since === null ? '' : ` since ${since.ref}`}`,
    ...(back === 0 ? [] : [`${back} ${back === 1 ? 'was' : 'were'} taken back`]),
    ...(steps === 0 ? [] : [`${steps} ${steps === 1 ? 'has' : 'have'} migration steps`]),
  ];
  return `${parts.join('; ')}.`;
}

const reviewed = new Set(['APPROVED', 'CHANGES_REQUESTED', 'COMMENTED', 'DISMISSED']);

/** Who wrote or reviewed the changes, each once, by name; no bots. */
function thanksTo(changes: readonly NotedChange[]): string[] {
  const people = changes.flatMap(({ pullRequest }) => [
    pullRequest?.author ?? null,
    ...(pullRequest?.timeline ?? []).map((item) =>
      item.kind === 'review' && reviewed.has(item.state) ? item.actor : null,
    ),
  ]);
  const logins = people.flatMap((login) => (login === null || login.endsWith('[bot]') ? [] : [login]));
  const unique = new Map(logins.map((login) => [login.toLowerCase(), login]));
  return [...unique].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, login]) => login);
}

function unread({ knownIssues }: NotesFacts, changes: readonly NotedChange[]): Notes['unread'] {
  const texts = changes.flatMap(({ pullRequest, text }) =>
    pullRequest === null || text === null || text.ok
      ? []
      : [{ what: `the text of #${pullRequest.number}`, why: text.why }],
  );
  const issues = knownIssues?.ok === false ? [{ what: 'the known issues', why: knownIssues.why }] : [];
  return [...texts, ...issues];
}
