/** More than anybody has; it only ends a list that never ends. */
const mostPages = 500;

/** Why the `Link` of a page may not be followed; null where it may, and where it leads nowhere. */
export function badNextPage(link: string | undefined, url: string): string | null {
  const next = /<([^<>]+)>;\s*rel="next"/.exec(link ?? '')?.[1];
  if (next === undefined) return null;
  if (!URL.canParse(next, url)) return 'its list goes on at no address';
  const [here, there] = [new URL(url), new URL(next, url)];
  if (there.origin !== here.origin) return `its list goes on at ${there.host}, which is another host`;
  const page = Number(there.searchParams.get('page') ?? '0');
  return there.href === here.href || page > mostPages ? 'its list does not end' : null;
}
