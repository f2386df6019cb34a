const two = (n: number): string => String(n).padStart(2, '0');

/**
 * A moment that is near, as a person reads it: `10:31:05 UTC`, with the date on another day, and with the local time
 * behind it where that is another. In milliseconds since 1970; `offset` is minutes east of UTC.
 */
export function momentOf(
  millis: number,
  now: number,
  offset = -new Date(millis).getTimezoneOffset(),
): string {
  const iso = new Date(millis).toISOString();
  const sameDay = iso.slice(0, 10) === new Date(now).toISOString().slice(0, 10);
  const utc = `${sameDay ? '' : `${iso.slice(0, 10)} `}${iso.slice(11, 19)} UTC`;
  if (offset === 0) return utc;
  const here = new Date(millis + offset * 60_000);
  return `${utc} (${two(here.getUTCHours())}:${two(here.getUTCMinutes())} here)`;
}

/** A length of time as a person reads it: `45 s`, `29 min`, `2 h 5 min`; from two minutes on rounded up to minutes. */
export function lengthOf(seconds: number): string {
  if (seconds < 120) return `${Math.ceil(seconds)} s`;
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h${minutes % 60 === 0 ? '' : ` ${minutes % 60} min`}`;
}
