import { readFileSync } from 'node:fs';

/** When a process of this machine began, as proc(5) counts it in the 22nd field of its `stat`; null without /proc. */
export function beganAt(pid: number): string | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}
