/** What tells a train from all others: its version, and its product where there are several. */
interface Named {
  readonly version: string;
  readonly product?: string | undefined;
}

/** A train's name where a version alone could be two products': `scp@1.8.0`; without products the version. */
export const trainName = ({ version, product }: Named): string =>
  product === undefined ? version : `${product}@${version}`;
