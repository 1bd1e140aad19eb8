/** How what a browser keeps of the fleets is called: a database for each, with one store of values in it. */
export const STORE_PREFIX = 'microvisor-fleet:';
export const VALUES = 'values';
/** The value that says when it was last written to, milliseconds since 1970. */
export const USED = 'used';
