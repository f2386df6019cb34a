import { GraphQLError, Lexer, TokenKind } from 'graphql';

/** The names that GitHub's parser has for tokens. */
const tokenNames: Partial<Record<string, string>> = {
  [TokenKind.BRACE_L]: 'LCURLY',
  [TokenKind.BRACE_R]: 'RCURLY',
  [TokenKind.PAREN_L]: 'LPAREN',
  [TokenKind.PAREN_R]: 'RPAREN',
  [TokenKind.BRACKET_L]: 'LBRACKET',
  [TokenKind.BRACKET_R]: 'RBRACKET',
  [TokenKind.COLON]: 'COLON',
  [TokenKind.EQUALS]: 'EQUALS',
  [TokenKind.BANG]: 'BANG',
  [TokenKind.DOLLAR]: 'VAR_SIGN',
  [TokenKind.SPREAD]: 'ELLIPSIS',
  [TokenKind.NAME]: 'IDENTIFIER',
  [TokenKind.INT]: 'INT',
  [TokenKind.FLOAT]: 'FLOAT',
  [TokenKind.STRING]: 'STRING',
};

/** A syntax error in GitHub's words: `Parse error on "}" (RCURLY) at [1, 3]`, or `Unexpected end of document`. */
export function syntaxMessage(error: GraphQLError): string {
  const { source, positions, locations } = error;
  const at = positions?.[0];
  const place = locations?.[0];
  if (source === undefined || at === undefined || place === undefined) return error.message;
  try {
    const lexer = new Lexer(source);
    let token = lexer.advance();
    while (token.kind !== TokenKind.EOF && token.start < at) token = lexer.advance();
    if (token.kind === TokenKind.EOF) return 'Unexpected end of document';
    const text = source.body.slice(token.start, token.end);
    return `Parse error on ${JSON.stringify(text)} (${tokenNames[token.kind] ?? 'error'}) at [${place.line}, ${place.column}]`;
  } catch (lexical) {
    if (!(lexical instanceof GraphQLError)) throw lexical;
    const text = source.body.charAt(at);
    return `Parse error on ${JSON.stringify(text)} (error) at [${place.line}, ${place.column}]`;
  }
}
