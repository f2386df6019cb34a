export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** On these days, from one time of day to another (`09:00`); over midnight where `to` is not after `from`. */
interface Opening {
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
type CalendarState =
  | { readonly state: 'open' }
  | { readonly state: 'closed' }
  | { readonly state: 'frozen'; readonly freeze: Freeze };

/**
 * A moment as the wall clock of a zone shows it, as the milliseconds that would be in UTC. Everything here is asked of
 * the wall clock, so that no way back to a moment is needed: in the hour that summer time repeats both are the same.
 */
type Wall = number;

const minute = 60_000;
const day = 86_400_000;

/** Whether the name is a time zone that this machine knows. */
export function isZone(name: string): boolean {
  try {
    clockOf(name);
    return true;
  } catch {
    return false;
  }
}

/** Whether the text is a day (`2026-12-18`) or a moment of the wall clock (`2026-12-18T17:00`). */
export function isMoment(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2})?$/.test(text)) return false;
  const wall = startOf(text);
  // The 30th of February would be taken for a day of March.
  return !Number.isNaN(wall) && new Date(wall).toISOString().startsWith(text);
}

/** How the calendar stands, by the wall clock of its zone: daylight saving moves the moments, never the times. */
export const calendarState = (calendar: Calendar, now: number): CalendarState =>
  stateAt(calendar, wallClock(calendar.zone, now));

/**
 * When it is open next, on the wall clock of the zone: `Fri 2026-11-20 22:00`; null where that is more than 400 days
 * away. Only its own edges can be such a moment: where an opening begins and where a freeze ends.
 */
export function nextOpening(calendar: Calendar, now: number): string | null {
  const here = wallClock(calendar.zone, now);
  const today = here - timeOf(here);
  const edges = [
    ...calendar.freezes.map(({ to }) => endOf(to)),
    ...calendar.open.flatMap(({ from }) =>
      Array.from({ length: 400 }, (_, days) => today + days * day + timeOfDay(from)),
    ),
  ];
  const later = edges
    .filter((edge) => edge > here && stateAt(calendar, edge).state === 'open')
    .sort((one, other) => one - other);
  return later[0] === undefined ? null : shown(later[0]);
}

/** The moment on the wall clock of the zone: `Fri 2026-11-20 13:00`. */
export const wallTime = (zone: string, now: number): string => shown(wallClock(zone, now));

const shown = (wall: Wall): string => {
  const name = dayOf(wall);
  return `${name.charAt(0).toUpperCase()}${name.slice(1)} ${new Date(wall).toISOString().slice(0, 16).replace('T', ' ')}`;
};

function stateAt({ open, freezes }: Calendar, here: Wall): CalendarState {
  const freeze = freezes.find(({ from, to }) => startOf(from) <= here && here < endOf(to));
  if (freeze !== undefined) return { state: 'frozen', freeze };
  return { state: open.length === 0 || open.some((opening) => isWithin(opening, here)) ? 'open' : 'closed' };
}

/** An opening over midnight belongs to the day on which it begins. */
function isWithin({ days, from, to }: Opening, here: Wall): boolean {
  const [begins, ends, time] = [timeOfDay(from), timeOfDay(to), timeOf(here)];
  const on = (wall: Wall) => days.some((name) => name === dayOf(wall));
  if (begins < ends) return begins <= time && time < ends && on(here);
  return (begins <= time && on(here)) || (time < ends && on(here - day));
}

/** Milliseconds since midnight. */
const timeOf = (wall: Wall): number => ((wall % day) + day) % day;
const timeOfDay = (text: string): number => (Number(text.slice(0, 2)) * 60 + Number(text.slice(3))) * minute;

const dayOf = (wall: Wall) => weekdays[(new Date(wall).getUTCDay() + 6) % 7] ?? 'mon';

const startOf = (text: string): Wall => Date.parse(`${text}${text.includes('T') ? '' : 'T00:00'}Z`);
const endOf = (text: string): Wall => startOf(text) + (text.includes('T') ? 0 : day);

const fields = {
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
} as const;

/** Throws RangeError for a name that is no zone. */
const clockOf = (zone: string): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', ...fields });

function wallClock(zone: string, now: number): Wall {
  const parts = new Map(
    clockOf(zone)
      .formatToParts(now)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (type: keyof typeof fields) => parts.get(type) ?? 0;
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'));
}
