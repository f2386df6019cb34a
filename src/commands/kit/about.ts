import type { Trouble } from '../../domain/errors.ts';
import { resultTyped, withProduct } from '../../view/product-option.ts';
import { withRemote } from '../../view/remote-name.ts';
import type { About, Report } from './command.ts';

/**
 * A report that says which product it is about; where the policy has others, or the remote has another name than it has by
 * habit, the commands that it tells a person to type name it, so that each can be typed as it stands.
 */
export function reportAbout(report: Report, about: About): Report {
  const { product } = about;
  const named = product !== undefined && saysProduct(report.result);
  const result = named ? { product, ...(report.result as object) } : report.result;
  const typed = typedAs(about);
  if (typed === null) return { ...report, result };
  return {
    ...report,
    result: resultTyped(result, typed),
    warnings: report.warnings?.map(typed) ?? [],
    trouble: report.trouble == null ? null : troubleAbout(report.trouble, about),
    text: report.isDocument === true ? report.text : (paint) => typed(report.text(paint)),
  };
}

/** The same of an error. */
export function troubleAbout(trouble: Trouble, about: About): Trouble {
  const typed = typedAs(about);
  if (typed === null) return trouble;
  const why = trouble.why === undefined ? {} : { why: typed(trouble.why) };
  const { code, message, remedy } = trouble;
  return { code, message: typed(message), remedy: typed(remedy), ...why };
}

/** What becomes of a text that holds commands; null: it stays as it is. */
function typedAs({ product, oneOfSeveral, remote = 'origin' }: About): ((text: string) => string) | null {
  const chosen = oneOfSeveral === true ? product : undefined;
  if (chosen === undefined && remote === 'origin') return null;
  return (text) => withRemote(chosen === undefined ? text : withProduct(text, chosen), remote);
}

const saysProduct = (result: unknown): result is Readonly<Record<string, unknown>> =>
  typeof result === 'object' && result !== null && !Array.isArray(result);
