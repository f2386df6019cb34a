import * as z from 'zod';
import {
  calendarState,
  type Freeze,
  isMoment,
  isZone,
  nextOpening,
  wallTime,
  weekdays,
} from '../domain/calendar.ts';
import type { GateFacts } from '../domain/facts.ts';
import type { Finding } from '../domain/verdict.ts';
import { type GateKind, ruleFields } from './gate.ts';

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day: 09:00');
const moment = z.string().refine(isMoment, 'must be a day (2026-12-18) or a moment (2026-12-18T17:00)');

const Rule = z
  .strictObject({
    ...ruleFields,
    kind: z.literal('window'),
    zone: z
      .string()
      .refine(isZone, 'must be a time zone: Europe/Berlin')
      .default('UTC')
      .describe('whose wall clock counts: Europe/Berlin'),
    open: z
      .array(z.strictObject({ days: z.array(z.enum(weekdays)).min(1), from: timeOfDay, to: timeOfDay }))
      .default([])
      .describe('when it may go on; over midnight where `to` is not after `from`. None: always'),
    freezes: z
      .array(z.strictObject({ from: moment, to: moment, reason: z.string().min(1).optional() }))
      .default([])
      .describe('when it may not, whatever `open` says; a day that is the end is frozen whole'),
  })
  .refine((rule) => rule.open.length + rule.freezes.length > 0, 'needs `open` or `freezes`');
type Rule = z.infer<typeof Rule>;

/** Now is inside a deployment window and outside every freeze. */
export const window: GateKind<Rule> = {
  kind: 'window',
  summary: 'now is inside a window and outside every freeze, in a named time zone',
  schema: Rule,
  needs: () => [],
  evaluate(rule, { now }) {
    const { zone } = rule;
    const standing = calendarState(rule, now);
    const here = `${wallTime(zone, now)} ${zone}`;
    switch (standing.state) {
      case 'open':
        return { ...of('open', `${here} is open`), verdict: 'pass' };
      case 'closed':
        return { ...of('closed', `${here} is outside every window`), remedy: waiting(rule, now) };
      case 'frozen':
        return { ...of('frozen', `${here} is frozen${why(standing.freeze)}`), remedy: waiting(rule, now) };
    }
  },
};

const of = (code: string, message: string): Finding => ({
  ...{ verdict: 'fail', code: `window.${code}`, message, evidence: [], remedy: null, actor: null },
});

const why = ({ from, to, reason }: Freeze): string =>
  `: ${reason === undefined ? '' : `${reason}, `}${from} to ${to}`;

function waiting(rule: Rule, now: GateFacts['now']): string {
  const next = nextOpening(rule, now);
  if (next === null) return 'change the windows in the policy of the remote: none opens within 400 days';
  return `wait until ${next} ${rule.zone}`;
}
