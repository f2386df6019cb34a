/* global Date, process */
// Loaded before everything else of a process (NODE_OPTIONS=--import): its clock starts at CLOCK and goes on from there.
const RealDate = Date;
const ahead = RealDate.parse(process.env.CLOCK ?? '') - RealDate.now();
globalThis.Date = class extends RealDate {
  constructor(...given) {
    if (given.length === 0) super(RealDate.now() + ahead);
    else super(...given);
  }

  static now() {
    return RealDate.now() + ahead;
  }
};
