/** Reads every source below `src` of this folder, tests aside. @returns the keys with the files that use them, and problems, each a line */
export function readTexts(root: string): { readonly keys: ReadonlyMap<string, ReadonlySet<string>>; readonly problems: readonly string[] };
/** What a translator copies: each key with its English; what depends on a number with its forms. */
export function template(keys: ReadonlyMap<string, unknown>): string;
