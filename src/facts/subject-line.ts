/** A commit message's first line, as text; empty where there is no message. */
export function subjectLine(message: Buffer | undefined): string {
  return message?.toString().trimStart().split('\n', 1)[0]?.trim() ?? '';
}
