/** What GitHub takes as the description of a commit status: one line of 140 characters. */
export function statusText(text: string): string {
  const line = text.replace(/[\u0000-\u001f\u007f]+/g, ' ');
  return line.length <= 140 ? line : `${line.slice(0, 139)}…`;
}
