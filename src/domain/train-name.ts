/** What tells a train from all others: its version, and its product where there are several. */
interface Named {
  readonly version: string;
  readonly product?: string | undefined;
}

/** A train's name where a version alone could be two products': `scp@1.8.0`; without products the version. */
export const trainName = ({ version, product }: Named): string =>
  product === undefined ? version : `${product}@${version}`;

/** A train or another branch that something is brought onto. */
interface Target {
  readonly branch: string;
  /** Null for a branch that no train runs on. */
  readonly version: string | null;
  readonly product?: string | undefined;
}

/** What names a target, and none of another product: its train's name, else its branch. */
export const targetName = ({ branch, version, product }: Target): string =>
  version === null ? branch : trainName({ version, product });

/** What `--into` takes for it wherever it is typed: of a product the branch, which says whose it is. */
export const intoOf = ({ branch, version, product }: Target): string =>
  product === undefined ? (version ?? branch) : branch;

/** The label of a PR that is on a train. */
export const pickedLabel = (train: Named): string => `picked/${trainName(train)}`;

/** How a release is called by people: its version, with the product's title in front where there are products. */
export const releaseTitle = (product: { readonly title: string } | undefined, version: string): string =>
  product === undefined ? version : `${product.title} ${version}`;
