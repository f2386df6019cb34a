/**
 * A command line of git's configuration as its words, without a shell: parted at blanks, with single and double quotes
 * and backslashes as git's `split_cmdline` (alias.c) reads them. Null where a quote stays open or a backslash is last.
 */
export function splitCommandLine(line: string): string[] | null {
  const words: string[] = [];
  let word: string | null = null;
  let quote = '';
  for (let at = 0; at < line.length; at += 1) {
    let char = line.charAt(at);
    if (quote === '' && /\s/.test(char)) {
      if (word !== null) words.push(word);
      word = null;
    } else if (quote === '' && /['"]/.test(char)) {
      quote = char;
      word ??= '';
    } else if (char === quote) {
      quote = '';
    } else {
      if (char === '\\' && quote !== "'") {
        at += 1;
        if (at === line.length) return null;
        char = line.charAt(at);
      }
      word = `${word ?? ''}${char}`;
    }
  }
  if (quote !== '') return null;
  return word === null ? words : [...words, word];
}
