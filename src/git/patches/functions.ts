import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Scratch } from '../scratch.ts';

/**
 * In which files git can tell functions: by the drivers that it brings along (git 2.38), and one of ours, since to its
 * default a method is none. In all others the line above a change means nothing.
 */
const drivers: Readonly<Record<string, string>> = {
  ada: 'adb ads',
  bash: 'sh bash zsh',
  cpp: 'c h cc hh cpp hpp cxx hxx',
  csharp: 'cs',
  css: 'css scss less',
  elixir: 'ex exs',
  fortran: 'f f90 f95',
  golang: 'go',
  java: 'java',
  javascript: 'js jsx mjs cjs ts tsx mts cts',
  kotlin: 'kt kts',
  matlab: 'm',
  pascal: 'pas pp',
  perl: 'pl pm',
  php: 'php',
  python: 'py pyi',
  ruby: 'rb rake',
  rust: 'rs',
  scheme: 'scm ss',
};

const name = '[A-Za-z_$][A-Za-z0-9_$]*';
const modifiers =
  '((export|default|declare|public|private|protected|static|abstract|override|readonly|async|get|set)[ \t]+)*';

/** What begins a function, a method, a class or a test in JavaScript and TypeScript: lines of POSIX expressions. */
const javascript = [
  '!^[ \t]*(if|else|for|while|switch|catch|return|with|do|throw|new|await|yield|typeof|case)[^A-Za-z0-9_$]',
  `^[ \t]*(${modifiers}(function|class|interface|enum|namespace)[ \t*].*)$`,
  `^[ \t]*(${modifiers}(const|let|var)[ \t]+${name}[^=]*=[ \t]*(async[ \t]*)?(function.*|\\(.*=>.*|\\([^)]*|${name}[ \t]*=>.*))$`,
  `^[ \t]*(${modifiers}(const|let|var)[ \t]+${name}[^=]*=[ \t]*\\{)$`,
  '^[ \t]*((describe|suite|context|it|test|beforeEach|afterEach|beforeAll|afterAll)(\\.[a-z]+)*\\(.*)$',
  `^[ \t]*(${modifiers}[*#]?${name}[ \t]*(<.*>)?\\(.*\\{)[ \t]*$`,
  `^[ \t]*(${modifiers}#?${name}[ \t]*[:=][ \t]*(async[ \t]*)?(function.*|\\(.*=>.*|${name}[ \t]*=>.*))$`,
].join('\n');

const driverOf = new Map(
  Object.entries(drivers).flatMap(([driver, endings]) =>
    endings.split(' ').map((ending) => [ending, driver]),
  ),
);

/** Whether what git says about the function a line is in can be believed of this file. */
export const hasFunctions = (path: string): boolean =>
  driverOf.has(/\.(\w+)$/.exec(path)?.[1]?.toLowerCase() ?? '');

/** The settings with which git names the function in a hunk's header, whatever the user's attributes say. */
export function functionSettings(scratch: Scratch): string[] {
  const file = join(scratch.dir, 'functions.attributes');
  const lines = [...driverOf].map(([ending, driver]) => `*.${ending} diff=${driver}\n`);
  writeFileSync(file, lines.join(''));
  return ['-c', `core.attributesFile=${file}`, '-c', `diff.javascript.xfuncname=${javascript}`];
}
