/** `describe('a cart', () => {`: a test's title. */
const titled = /^\s*(?:describe|suite|context|it|test)[\w.]*\(\s*(['"`].*?['"`])/;

/** The words before a name, in the languages that git knows functions of; Go puts the receiver between the two. */
const introduced =
  /^[^(]*?\b(?:function|class|interface|namespace|trait|impl|module|protocol|record|object|def|defp|defmodule|fun|func|fn|sub|procedure|subroutine|package)\b\*?\s+(?:\([^)]*\)\s*)?(?:<[^>]*>\s*)?([\w$.#~?!-]+(?:::[\w$~]+)*)/;

/** In C these may be part of a function's type as well. */
const typed = /^[^(]*\b(?:struct|union|enum)\s+([\w$:]+)[^(]*$/;

/** `total = (cart) => {`, `total: function (`, `cart = {`. */
const assigned = /^[^(]*?([\w$#]+)\s*(?::[^=]*)?[:=]\s*(?:async\b\s*)?(?:function\b|[({]|[\w$]+\s*=>)/;

/** `int Cart::total(`, `total(cart) {`. */
const called = /([\w$~:.#]+)\s*(?:<[^>]*>)?\s*\(/;

/** The name of the function, class or test that a line begins; the line itself where there is no telling. */
export function functionName(line: string): string {
  for (const form of [titled, introduced, typed, assigned, called]) {
    const name = form.exec(line)?.[1];
    if (name !== undefined) return name;
  }
  return line.trim();
}
