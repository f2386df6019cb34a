/** All that is durable below a sandbox, objects aside, by path: what a kill has left, and what rel finds when it goes on. */
export function durable(box: string): Record<string, string>;

/** A digest of plain data. */
export function digestOf(value: unknown): string;
