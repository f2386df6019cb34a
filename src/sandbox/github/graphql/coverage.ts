import {
  type DocumentNode,
  FieldsOnCorrectTypeRule,
  type GraphQLError,
  type GraphQLSchema,
  KnownArgumentNamesRule,
  KnownDirectivesRule,
  KnownTypeNamesRule,
  PossibleFragmentSpreadsRule,
  specifiedRules,
  validate,
} from 'graphql';

/** Rules that a query breaks when it asks for more than the subset; GitHub itself may well know what it names. */
const coverageRules = [
  FieldsOnCorrectTypeRule,
  KnownArgumentNamesRule,
  KnownTypeNamesRule,
  KnownDirectivesRule,
];

/** How each message of graphql-js names what is missing. */
const names: readonly [RegExp, (...parts: string[]) => string][] = [
  [/Cannot query field "(\w+)" on type "(\w+)"/, (field, type) => `${type}.${field}`],
  [/Unknown argument "(\w+)" on field "([\w.]+)"/, (argument, field) => `${field}(${argument}:)`],
  [/Unknown type "(\w+)"/, (type = '') => type],
  [/Unknown (directive ".*")/, (directive = '') => directive],
  [/Field "(\w+)" is not defined by type "(\w+)"/, (field, type) => `${type}.${field}`],
  [/Value "(\w+)" does not exist in "(\w+)" enum/, (value, type) => `${type}.${value}`],
];

/** What an error says is outside the subset (`PullRequest.foo`); null where it is an error in itself. */
export function uncovered(error: GraphQLError): string | null {
  for (const [form, name] of names) {
    const parts = form.exec(error.message);
    if (parts !== null) return name(...parts.slice(1));
  }
  return null;
}

/** What a document asks for outside the subset, and else what is wrong with it. */
export function judge(schema: GraphQLSchema, document: DocumentNode) {
  const missing = validate(schema, document, coverageRules);
  const other =
    missing.length > 0 ? [] : validate(schema, document, rest).filter((error) => !tolerated(error));
  const named = [...missing, ...other].flatMap((error) => uncovered(error) ?? []);
  return { uncovered: [...new Set(named)], errors: other };
}

// GitHub's server merges fields of different types in exclusive fragments: `gh issue view` relies on it.
const tolerated = ({ message }: GraphQLError): boolean => /they return conflicting types/.test(message);

// A fragment that can never apply is no error as long as the subset leaves types out of GitHub's unions.
const left = new Set<unknown>([...coverageRules, PossibleFragmentSpreadsRule]);
const rest = specifiedRules.filter((rule) => !left.has(rule));
