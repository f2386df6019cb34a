/* global process */
// Loaded before everything else of a process (NODE_OPTIONS=--import): its clock stands still where STILL_CLOCK says when,
// in milliseconds since 1970, or once it is told to.
const RealDate = Date;
let stopped = process.env.STILL_CLOCK === undefined ? null : Number(process.env.STILL_CLOCK);

/** From now on the clock says this; null: it goes. */
export function stopClock(at) {
  stopped = at;
}

globalThis.Date = class extends RealDate {
  constructor(...given) {
    if (given.length === 0 && stopped !== null) super(stopped);
    else super(...given);
  }

  static now() {
    return stopped ?? RealDate.now();
  }
};
