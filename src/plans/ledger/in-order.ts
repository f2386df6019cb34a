/**
 * Of a row of different numbers the places of those that stand in order: a longest rising part of it, so that as few
 * as can be are called out of order. n log n.
 */
export function inOrder(row: readonly number[]): ReadonlySet<number> {
  /** For each length the place where the lowest end of a rising part of that length is. */
  const ends: number[] = [];
  const before = row.map((number, place) => {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((row[ends[middle] ?? -1] ?? 0) < number) low = middle + 1;
      else high = middle;
    }
    ends[low] = place;
    return low === 0 ? -1 : (ends[low - 1] ?? -1);
  });
  const places = new Set<number>();
  for (let place = ends.at(-1) ?? -1; place >= 0; place = before[place] ?? -1) places.add(place);
  return places;
}
