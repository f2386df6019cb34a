import { Server } from 'node:http';

// Loaded before everything else of a process that serves: who is looked at point after point takes its time, and finds
// its connection open.
const { listen } = Server.prototype;
Server.prototype.listen = function (...given) {
  this.keepAliveTimeout = 600_000;
  return listen.apply(this, given);
};
