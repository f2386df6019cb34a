import type { Trouble } from '../../domain/errors.ts';
import { resultWithProduct, withProduct } from '../../view/product-option.ts';
import type { About, Report } from './command.ts';

/**
 * A report that says which product it is about; where the policy has others, the commands that it tells a person to
 * type name it, so that each can be typed as it stands.
 */
export function reportAbout(report: Report, about: About): Report {
  const { product } = about;
  if (product === undefined) return report;
  const result = saysProduct(report.result) ? { product, ...report.result } : report.result;
  if (about.oneOfSeveral !== true) return { ...report, result };
  return {
    ...report,
    result: resultWithProduct(result, product),
    warnings: report.warnings?.map((warning) => withProduct(warning, product)) ?? [],
    trouble: report.trouble == null ? null : troubleAbout(report.trouble, about),
    text: (paint) => withProduct(report.text(paint), product),
  };
}

/** The same of an error. */
export function troubleAbout(trouble: Trouble, { product, oneOfSeveral }: About): Trouble {
  if (product === undefined || oneOfSeveral !== true) return trouble;
  const why = trouble.why === undefined ? {} : { why: withProduct(trouble.why, product) };
  const { code, message, remedy } = trouble;
  return { code, message: withProduct(message, product), remedy: withProduct(remedy, product), ...why };
}

const saysProduct = (result: unknown): result is Readonly<Record<string, unknown>> =>
  typeof result === 'object' && result !== null && !Array.isArray(result);
