import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { schemaOf } from '../../src/commands/schema.ts';

const ajv = new Ajv({ strict: false, allErrors: true });
addFormats.default(ajv);
const compiled = new Map<string, Promise<ValidateFunction>>();

/** What is wrong with a value by the schema that `rel schema NAME` prints; empty where nothing is. */
export async function problemsBy(name: string, value: unknown): Promise<string[]> {
  const known = compiled.get(name) ?? schemaOf(name).then((schema) => ajv.compile(schema));
  compiled.set(name, known);
  const validate = await known;
  if (validate(value)) return [];
  return (validate.errors ?? []).map(
    (e) => `${e.instancePath || '/'} ${e.message} ${JSON.stringify(e.params)}`,
  );
}

/** The schema of a command's JSON document; `rel schema policy` is the policy file's. */
export const schemaName = (command: string): string => (command === 'policy' ? 'policy-result' : command);

/** What is wrong with the JSON document of a command, by the schema of the command that it names. */
export const envelopeProblems = (envelope: { readonly command: string }): Promise<string[]> =>
  problemsBy(schemaName(envelope.command), envelope);
