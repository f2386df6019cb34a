import type { FileMerge } from './plan-change.ts';

interface Room {
  readonly paths: Set<string>;
  readonly attributes: Map<string, string | null>;
}

const isOther = (there: string | null | undefined, blob: string | null): boolean =>
  there !== undefined && there !== blob;

/**
 * Which merges can stand side by side in one merge: in a room each path is there once, and what its attribute files are
 * is the same for all. A room is a folder, in which attribute files count as at the top, but for the macros they define.
 */
export class Rooms {
  readonly #rooms: Room[] = [];
  #macros = false;

  /** The first room that takes the file, with or without macros in its attributes; null where none may. */
  roomFor({ path, attributes }: FileMerge, macros: boolean): number | null {
    if (macros && this.#rooms.length > 1) return null;
    this.#macros ||= macros;
    const takes = (room: Room) =>
      !room.paths.has(path) &&
      attributes.every((file) => !isOther(room.attributes.get(file.path), file.blob));
    const found = this.#rooms.findIndex(takes);
    if (found === -1 && this.#macros && this.#rooms.length > 0) return null;
    const room = this.#rooms[found] ?? { paths: new Set(), attributes: new Map() };
    if (found === -1) this.#rooms.push(room);
    room.paths.add(path);
    for (const file of attributes) room.attributes.set(file.path, file.blob);
    return found === -1 ? this.#rooms.length - 1 : found;
  }
}
