import type { Ask, Reply } from './ask.ts';

/** The page that a list request asks for: 30 an answer unless told, 100 at most, counted from 1. */
export function pageOf(query: URLSearchParams): { page: number; size: number } {
  const whole = (name: string, otherwise: number) => {
    const value = Number(query.get(name) ?? otherwise);
    return Number.isInteger(value) && value > 0 ? value : otherwise;
  };
  return { page: whole('page', 1), size: Math.min(100, whole('per_page', 30)) };
}

/** The items of the page asked for, and the Link header that names the others. */
export function cut<T>(ask: Ask, items: readonly T[]): { items: T[]; headers: Record<string, string> } {
  const { page, size } = pageOf(ask.query);
  const last = Math.max(1, Math.ceil(items.length / size));
  const link = (to: number, rel: string) => {
    const url = new URL(ask.url);
    url.searchParams.set('page', String(to));
    return `<${url}>; rel="${rel}"`;
  };
  const links = [
    ...(page > 1 ? [link(page - 1, 'prev')] : []),
    ...(page < last ? [link(page + 1, 'next'), link(last, 'last')] : []),
    ...(page > 1 ? [link(1, 'first')] : []),
  ];
  return {
    items: items.slice((page - 1) * size, page * size),
    headers: links.length > 0 ? { link: links.join(', ') } : {},
  };
}

/** One page of a list as an answer, each item shown by `show`. */
export async function list<T>(
  ask: Ask,
  all: readonly T[],
  show: (item: T) => unknown | Promise<unknown>,
): Promise<Reply> {
  const { items, headers } = cut(ask, all);
  return { status: 200, body: await Promise.all(items.map(show)), headers };
}
