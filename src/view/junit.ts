import type { Judgement, Verdict } from '../domain/verdict.ts';
import { clean } from './clean.ts';

/** A judgement as a JUnit report: a suite with a case a gate. What stops is a failure; a waived gate says so. */
export function junitXml(version: string, { stage, verdicts }: Judgement): string {
  const failures = verdicts.filter(({ verdict }) => verdict === 'fail' || verdict === 'unknown').length;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuite name="${text(`rel gate ${stage} ${version}`)}" tests="${verdicts.length}" failures="${failures}">`,
    ...verdicts.map((verdict) => caseOf(stage, verdict)),
    '</testsuite>',
    '',
  ].join('\n');
}

function caseOf(stage: string, { gate, kind, verdict, code, message, remedy, evidence }: Verdict): string {
  const head = `  <testcase classname="${text(`${stage}.${kind}`)}" name="${text(gate)}"`;
  const said = evidence.map(({ what, who, when }) => [what, who, when].filter(Boolean).join(', '));
  const body = [message, ...(remedy === null ? [] : [`next: ${remedy}`]), ...said].map(text).join('\n');
  if (verdict === 'pass') return `${head}/>`;
  if (verdict === 'waived') return `${head}><system-out>${body}</system-out></testcase>`;
  return `${head}><failure type="${text(code)}" message="${text(message)}">${body}</failure></testcase>`;
}

/** Text inside XML: cleaned of what XML 1.0 cannot hold, and with its marks written out. */
const text = (from: string): string =>
  clean(from)
    .replace(/[\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '')
    .replace(/[<>&"']/g, (mark) => `&#${mark.charCodeAt(0)};`);
