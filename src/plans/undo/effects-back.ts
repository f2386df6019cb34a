import { short } from '../../domain/git.ts';
import { requestMarker } from '../../domain/markdown.ts';
import { abandonedText, withNotes } from '../../domain/release-body.ts';
import { minuteOf } from '../../domain/time.ts';
import type { Step } from '../../steps/registry.ts';
import type { Effect, ReleaseEffect, RequestEffect, UndoFacts } from './undo-facts.ts';

/** What takes an effect back, or why it stays. */
export interface EffectBack {
  readonly steps: readonly Step[];
  /** What stays, a line each. */
  readonly left: readonly string[];
}

const nothing: EffectBack = { steps: [], left: [] };
const stays = (why: string): EffectBack => ({ steps: [], left: [why] });
const by = (...steps: readonly Step[]): EffectBack => ({ steps, left: [] });

/** What takes the effects back, the newest first, so that what was changed twice comes to what it was at the first. */
export function effectsBack(facts: UndoFacts, target: string): EffectBack {
  const all = facts.effects.toReversed().map((effect) => backOf(effect, facts, target));
  return { steps: all.flatMap(({ steps }) => steps), left: all.flatMap(({ left }) => left) };
}

function backOf(effect: Effect, facts: UndoFacts, target: string): EffectBack {
  switch (effect.kind) {
    case 'report': {
      const { number, branch } = effect.step;
      if (effect.before === undefined) return stays(unknown(`the comment on #${number}`));
      const was = effect.before?.body ?? null;
      return by({ kind: 'take-back-report', target, number, branch, was });
    }
    case 'label': {
      const { number, label } = effect.step;
      if (effect.before === true) return nothing;
      if (effect.before === false) return by({ kind: 'unlabel-pull-request', target, number, label });
      return stays(`the label ${label} on #${number}: whether it was there before is not known`);
    }
    case 'release':
      return releaseBack(effect, facts.subject.at, target);
    case 'request':
      return requestBack(effect, target);
    case 'status':
      return statusBack(effect, target);
    case 'issue':
      return issueBack(effect, facts, target);
    case 'milestone': {
      const { step } = effect;
      return step.kind === 'close-milestone'
        ? by({ kind: 'reopen-milestone', target, number: step.number, title: step.title })
        : by({ kind: 'delete-milestone', target, title: step.title });
    }
  }
}

const unknown = (what: string): string => `${what}: what it was before is not known`;

function releaseBack(
  { step, before, latest, now }: ReleaseEffect,
  since: string,
  target: string,
): EffectBack {
  if (now === null) return nothing;
  if (before === undefined) return stays(unknown(`the GitHub Release ${step.tag}`));
  if (before !== null && (step.kind === 'draft-release' || !before.draft)) return nothing;
  const was = before === null ? null : { name: before.name, body: before.body };
  const wrote = wroteInto(step, was);
  if (was !== null && was.name === wrote.name && was.body === wrote.body && step.kind !== 'publish-release')
    return nothing;
  return by({
    kind: 'take-back-release',
    target,
    tag: step.tag,
    wrote,
    was,
    latest: latest === null ? null : { ...latest, since },
  });
}

/** The name and the text that the step gave the release. */
function wroteInto(step: ReleaseEffect['step'], was: { name: string; body: string } | null) {
  if (step.kind === 'abandon-release') return abandonedText(step.name, was?.body ?? '');
  const body = withNotes(was?.body ?? '', step.body);
  return { name: step.kind === 'update-release' && was !== null ? was.name : step.name, body };
}

function requestBack({ step, before, now }: RequestEffect, target: string): EffectBack {
  const { head, base, title, body } = step;
  const common = { kind: 'take-back-pull-request', target, head, base, wrote: { title, body } } as const;
  if (before === undefined || before === null) {
    const open = now.filter(({ state }) => state === 'OPEN').map(({ number }) => `#${number}`);
    return open.length === 0 ? nothing : stays(unknown(`the PR ${open.join(' ')}`));
  }
  if (before.open === null) {
    const ours = now.filter(({ number, state }) => number > before.newest && state === 'OPEN');
    return by(...ours.map(({ number }): Step => ({ ...common, number, was: null })));
  }
  const { open } = before;
  const changed = open.title !== title || open.body !== body;
  if (!changed || !open.body.startsWith(requestMarker)) return nothing;
  return by({ ...common, number: open.number, was: { title: open.title, body: open.body } });
}

function statusBack({ step, before }: Extract<Effect, { kind: 'status' }>, target: string): EffectBack {
  const { sha, context } = step;
  const status = before?.status ?? null;
  if (status === null) return stays(`the status ${context} of ${short(sha)}: GitHub deletes none`);
  const { state, description } = status;
  if (state === step.state && description === step.description) return nothing;
  return by({ kind: 'set-status', target, sha, context, state, description });
}

function issueBack(
  { before, now }: Extract<Effect, { kind: 'issue' }>,
  { subject, stamp }: UndoFacts,
  target: string,
): EffectBack {
  if (before === null && now === null) return nothing;
  if (before === undefined && now !== null) return stays(unknown(`the issue #${now.number}`));
  if (before !== null || now === null) return nothing;
  const what = `\`rel ${subject.command}\` of ${minuteOf(subject.at)}`;
  const why = `${what} was taken back by ${stamp.actor.login} (\`rel undo\`), so that this is void.\n`;
  return by({ kind: 'close-issue', target, number: now.number, why });
}
