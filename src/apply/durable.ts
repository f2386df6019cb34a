import { closeSync, fsyncSync, openSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Writes or appends to a file; returns when the text is on disk, all of it. Only its owner may read it. */
export function writeDurably(file: string, flag: 'w' | 'a', text: string): void {
  writeFileSync(file, text, { flag, mode: 0o600, flush: true });
}

/** Gives a file its whole content in one moment: a crash leaves the old one or the new one, on disk. */
export function replaceDurably(file: string, text: string): void {
  writeDurably(`${file}.new`, 'w', text);
  renameSync(`${file}.new`, file);
  syncFolder(dirname(file));
}

/** Makes durable which names a folder has. */
export function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
