import { Temporal } from 'temporal-polyfill';

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** On these days, from one time of day to another (`09:00`); over midnight where `to` is not after `from`. */
export interface Opening {
  readonly days: readonly (typeof weekdays)[number][];
  readonly from: string;
  readonly to: string;
}

/** From a day or a moment to another, on the wall clock of the zone; a day that is the end is frozen whole. */
export interface Freeze {
  readonly from: string;
  readonly to: string;
  readonly reason?: string | undefined;
}

export interface Calendar {
  /** An IANA name: `Europe/Berlin`. */
  readonly zone: string;
  /** None: always open. */
  readonly open: readonly Opening[];
  readonly freezes: readonly Freeze[];
}

/** How the calendar stands at one moment. */
export type CalendarState =
  | { readonly state: 'open' }
  | { readonly state: 'closed' }
  | { readonly state: 'frozen'; readonly freeze: Freeze };

/** Whether the name is a time zone that this machine knows. */
export function isZone(name: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return true;
  } catch {
    return false;
  }
}

/** Whether the text is a day (`2026-12-18`) or a moment of the wall clock (`2026-12-18T17:00`). */
export function isMoment(text: string): boolean {
  try {
    return /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2})?$/.test(text) && startOf(text) !== null;
  } catch {
    return false;
  }
}

/** How the calendar stands, by the wall clock of its zone: daylight saving moves the moments, never the times. */
export const calendarState = (calendar: Calendar, now: number): CalendarState =>
  stateAt(calendar, wallClock(calendar.zone, now));

/**
 * When it is open next, in milliseconds since 1970; null where that is more than 400 days away. Only its own edges
 * can be such a moment: where an opening begins and where a freeze ends.
 */
export function nextOpening(calendar: Calendar, now: number): number | null {
  const here = wallClock(calendar.zone, now);
  const edges = [
    ...calendar.freezes.map((freeze) => endOf(freeze.to)),
    ...calendar.open.flatMap(({ from }) =>
      Array.from({ length: 400 }, (_, day) =>
        here.toPlainDate().add({ days: day }).toPlainDateTime(Temporal.PlainTime.from(from)),
      ),
    ),
  ];
  const later = edges
    .filter((edge) => compare(edge, here) > 0 && stateAt(calendar, edge).state === 'open')
    .sort(compare);
  return later[0]?.toZonedDateTime(calendar.zone).epochMilliseconds ?? null;
}

/** The moment on the wall clock of the zone: `Fri 2026-11-20 13:00`. */
export function wallTime(zone: string, now: number): string {
  const here = wallClock(zone, now);
  const day = weekdays[here.dayOfWeek - 1] ?? '';
  return `${day.slice(0, 1).toUpperCase()}${day.slice(1)} ${here.toPlainDate()} ${here.toPlainTime().toString({ smallestUnit: 'minute' })}`;
}

type Wall = Temporal.PlainDateTime;

const compare = Temporal.PlainDateTime.compare;

const wallClock = (zone: string, now: number): Wall =>
  Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDateTime();

function stateAt({ open, freezes }: Calendar, here: Wall): CalendarState {
  const freeze = freezes.find(
    ({ from, to }) => compare(startOf(from), here) <= 0 && compare(here, endOf(to)) < 0,
  );
  if (freeze !== undefined) return { state: 'frozen', freeze };
  return { state: open.length === 0 || open.some((opening) => isWithin(opening, here)) ? 'open' : 'closed' };
}

/** An opening over midnight belongs to the day on which it begins. */
function isWithin({ days, from, to }: Opening, here: Wall): boolean {
  const time = here.toPlainTime();
  const [begins, ends] = [Temporal.PlainTime.from(from), Temporal.PlainTime.from(to)];
  const [after, before] = [
    Temporal.PlainTime.compare(begins, time) <= 0,
    Temporal.PlainTime.compare(time, ends) < 0,
  ];
  const on = (day: Temporal.PlainDate) => days.some((name) => name === weekdays[day.dayOfWeek - 1]);
  const today = here.toPlainDate();
  if (Temporal.PlainTime.compare(begins, ends) < 0) return after && before && on(today);
  return (after && on(today)) || (before && on(today.subtract({ days: 1 })));
}

const startOf = (text: string): Wall => Temporal.PlainDateTime.from(text, { overflow: 'reject' });

const endOf = (text: string): Wall => (text.includes('T') ? startOf(text) : startOf(text).add({ days: 1 }));
