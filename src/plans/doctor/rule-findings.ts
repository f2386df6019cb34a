import type { DoctorFinding } from '../../domain/doctor.ts';
import type { HistoryFacts } from '../../domain/doctor-facts.ts';
import type { RefName } from '../../domain/git.ts';
import { bypassRemedy, pushRules, ruleRemedy } from '../../domain/push-rules.ts';
import type { RefRule, RefRules } from '../../domain/ref-rules.ts';
import { ok, problem, unknown, warning } from './finding.ts';
import { judge, type Meets, type Pusher } from './judge.ts';
import type { PlannedPush } from './pushes.ts';

interface Given {
  readonly rules: RefRules;
  readonly history: HistoryFacts | null;
  readonly pusher: Pusher;
}

/** What the rules of GitHub do to each push: what would be refused, bypassed, or cannot be told. */
export function ruleFindings(pushes: readonly PlannedPush[], given: Given): DoctorFinding[] {
  const { rules } = given;
  const met = pushesMade(pushes, rules).flatMap((push) =>
    rulesOf(rules, push).flatMap((rule) => {
      const meets = judge(rule, push, given.history, given.pusher);
      return meets.kind === 'fine' || rule.bypass === 'silently' ? [] : [{ push, rule, meets }];
    }),
  );
  const hidden = rules.hidden.map(({ what, why, permission }) =>
    unknown(
      { code: 'rules.hidden', area: 'rules', message: what },
      { means: why, remedy: permission === null ? null : `run it with a token that has ${permission}` },
    ),
  );
  const found = together(met.map(findingOf));
  const none = {
    code: 'rules.free',
    area: 'rules',
    message: 'no rule stands against what rel pushes',
  } as const;
  const free = found.length + hidden.length === 0 ? [ok(none)] : [];
  return [...free, ...found, ...requests(pushes, rules), ...undone(pushes, rules), ...hidden];
}

function rulesOf(rules: RefRules, { ref, brings }: PlannedPush): readonly RefRule[] {
  const own = rules.of.get(ref) ?? [];
  return brings === 'nothing' ? own : [...own, ...rules.ofPushes];
}

/** The rules of a branch by which a sync goes by a PR of itself (`sync: { deliver: auto }`). */
const leadsToRequest = new Set<RefRule['kind']>([
  ...(['pull-request', 'merge-queue', 'status-checks', 'deployments', 'workflows', 'code-scanning'] as const),
  ...(['update', 'locked', 'pushers', 'signatures'] as const),
]);

/** A sync that is planned in both ways is pushed in one. */
function pushesMade(pushes: readonly PlannedPush[], rules: RefRules): readonly PlannedPush[] {
  const direct = pushes.filter((push) => push.record === 'sync');
  const asked = direct.filter((push) => goesByRequest(push, pushes, rulesOf(rules, push)));
  const free = direct.filter((push) => !asked.includes(push)).map(({ command }) => command);
  return pushes.filter(
    (push) => !asked.includes(push) && !(push.record === 'pick-request' && free.includes(push.command)),
  );
}

/** True for a sync that is planned in both ways, where a push would not do. */
function goesByRequest(
  push: PlannedPush,
  pushes: readonly PlannedPush[],
  rules: readonly RefRule[],
): boolean {
  if (push.record !== 'sync') return false;
  const hasOther = pushes.some((one) => one.command === push.command && one.record === 'pick-request');
  return hasOther && (rules.some(({ kind }) => leadsToRequest.has(kind)) || takesPicks(push, rules));
}

/** A sync of itself brings picks, where a branch takes no merges. */
const takesPicks = ({ brings }: PlannedPush, rules: readonly RefRule[]): boolean =>
  brings === 'merge' &&
  rules.length > 0 &&
  rules.every(({ kind }) => kind === 'linear-history' || grows.has(kind));

const grows = new Set<RefRule['kind']>(['deletion', 'force-push']);

function requests(pushes: readonly PlannedPush[], rules: RefRules): DoctorFinding[] {
  return pushes.flatMap((push) => {
    const own = rulesOf(rules, push);
    if (!goesByRequest(push, pushes, own) || takesPicks(push, own)) return [];
    const { kind } = own.find((rule) => leadsToRequest.has(rule.kind)) ?? { kind: 'pull-request' as const };
    const message = `${nameOf(push.ref)} ${pushRules[kind].demands}: ${push.command} opens a PR for it`;
    return [
      ok({ code: 'rules.by-request', area: 'rules', message }, { commands: [push.command], ref: push.ref }),
    ];
  });
}

/** `refs/heads/main` as `main`, `refs/tags/v1` as `the tag v1`. */
export const nameOf = (ref: RefName): string =>
  ref.startsWith('refs/heads/')
    ? ref.slice('refs/heads/'.length)
    : ref.startsWith('refs/tags/')
      ? `the tag ${ref.slice('refs/tags/'.length)}`
      : ref;

interface Met {
  readonly push: PlannedPush;
  readonly rule: RefRule;
  readonly meets: Exclude<Meets, { kind: 'fine' }>;
}

function findingOf({ push, rule, meets }: Met): DoctorFinding {
  const { demands, setting } = pushRules[rule.kind];
  const names = rule.names === undefined || rule.kind === 'pushers' ? '' : ` (${rule.names.join(', ')})`;
  const message = `${nameOf(push.ref)} ${demands}${names}: "${setting}" of ${rule.by}`;
  const about = { code: `rule.${rule.kind}`, area: 'rules', message } as const;
  // What is history already is changed by nothing that a person does from here.
  const isPast = meets.kind === 'refused' && meets.ofHistory === true;
  const remedy = isPast ? bypassRemedy(rule.kind) : ruleRemedy(rule.kind, push.record);
  const more = { commands: [push.command], ref: push.ref, remedy };
  const why = meets.why === undefined ? '' : `: ${meets.why}`;
  if (meets.kind === 'unsure')
    return unknown(about, { ...more, means: `${push.command} may be refused${why}` });
  if (rule.bypass === 'always')
    return warning(about, {
      ...more,
      means: `${push.command} gets past it with this token, and GitHub puts that on record${why}`,
      remedy: 'use a token that bypasses nothing, where nothing should be bypassed',
    });
  if (meets.kind === 'sometimes')
    return warning(about, { ...more, means: `${push.command} is refused at times${why}` });
  if (rule.bypass === 'unknown')
    return unknown(about, {
      ...more,
      means: `${push.command} is refused unless this token bypasses it${why}`,
    });
  return problem(about, { ...more, means: `${push.command} would be refused${why}` });
}

/** One finding a rule of a ref, whichever commands meet it. */
function together(findings: readonly DoctorFinding[]): DoctorFinding[] {
  const found = new Map<string, DoctorFinding>();
  for (const finding of findings) {
    const key = `${finding.ref} ${finding.code} ${finding.state} ${finding.message}`;
    const before = found.get(key);
    const commands = [...new Set([...(before?.commands ?? []), ...finding.commands])];
    found.set(key, { ...(before ?? finding), commands });
  }
  return [...found.values()];
}

/** That a ref only grows is as it should be; only `rel undo` would have it otherwise. */
function undone(pushes: readonly PlannedPush[], rules: RefRules): DoctorFinding[] {
  const kept = pushes.flatMap(({ ref }) =>
    (rules.of.get(ref) ?? []).some(({ kind, bypass }) => grows.has(kind) && bypass !== 'always')
      ? [nameOf(ref)]
      : [],
  );
  if (kept.length === 0) return [];
  const message = `pushed once, these stay: ${[...new Set(kept)].join(', ')}`;
  return [
    ok(
      { code: 'rules.kept', area: 'rules', message },
      { means: 'rel undo cannot take back what reached them', commands: ['rel undo'] },
    ),
  ];
}
