/** What to do where something could not be read: the permission the token lacks, where that is why. */
export const readAgain = ({ permission }: { readonly permission?: string }): string =>
  permission === undefined
    ? 'run the same command again'
    : `give the token the permission \`${permission}\`, then run the same command again`;
