import * as z from 'zod';
import { gateKinds } from '../../src/gates/registry.ts';
import { list, mapping } from '../../src/policy/data.ts';

/** docs/gates.md as the schemas of the gate kinds tell it. */
export function gatesPage(): string {
  return `${[head, ...gateKinds.map(({ kind, summary, schema }) => section(kind, summary, schema))].join('\n\n')}\n`;
}

const head = `# Gates

What a policy may ask for before a stage (\`gates.cut\`, \`pick\`, \`candidate\`, \`promote\`, \`hotfix\`, \`deploy\`, \`accept\`).
Written from the schemas of the gate kinds; \`UPDATE_DOCS=1 npm test -- documented\` writes it again.

Every gate has an \`id\`, unique in its stage, and a \`kind\`. \`waivableBy\` names the roles that may waive it with
\`rel waive\` (default: none), and \`waiveUnknown: true\` lets a waiver count where the gate is \`unknown\`, too.
\`only: [minor, major]\` has it judged for releases of these types alone, by their version: x.0.0 is \`major\`, x.y.0
\`minor\`, any other \`patch\`; \`rel gate\` names those that it left out.

\`{version}\` stands for the train's version wherever text is, \`{product}\` for its product's name. A verdict is \`pass\`,
\`fail\`, \`unknown\` (what it looks at is missing, stale, of another commit or cannot be read) or \`waived\`; \`fail\` and
\`unknown\` stop.`;

const shared = ['id', 'kind', 'waivableBy', 'waiveUnknown', 'only'];

function section(kind: string, summary: string, schema: z.ZodType): string {
  const json = mapping(z.toJSONSchema(schema, { target: 'draft-7', io: 'input', unrepresentable: 'any' }));
  const required = list(json.required);
  const own = Object.entries(mapping(json.properties)).filter(([name]) => !shared.includes(name));
  const rows = own.map(([name, field]) => {
    const { default: preset } = mapping(field);
    const given = required.includes(name)
      ? 'needed'
      : preset === undefined
        ? ''
        : `\`${JSON.stringify(preset)}\``;
    return `| \`${name}\` | ${formOf(mapping(field))} | ${given} | ${String(mapping(field).description ?? '')} |`;
  });
  const table =
    rows.length === 0
      ? 'It has no fields of its own.'
      : ['| field | form | default | |', '| --- | --- | --- | --- |', ...rows].join('\n');
  return `## ${kind}\n\nPasses when ${summary}.\n\n${table}`;
}

function formOf(field: Readonly<Record<string, unknown>>): string {
  const words = list(field.enum);
  if (words.length > 0) return words.map((word) => `\`${String(word)}\``).join(', ');
  if (field.type === 'array') return `list of ${formOf(mapping(field.items))}`;
  if (field.type === 'object') return `{ ${Object.keys(mapping(field.properties)).join(', ')} }`;
  const forms = [...list(field.anyOf), ...list(field.oneOf)].map((form) => formOf(mapping(form)));
  if (forms.length > 0) return [...new Set(forms)].join(' or ');
  if (field.const !== undefined) return `\`${String(field.const)}\``;
  const names: Readonly<Record<string, string>> = {
    string: 'text',
    integer: 'number',
    boolean: 'true, false',
  };
  return names[String(field.type)] ?? String(field.type ?? 'text');
}
