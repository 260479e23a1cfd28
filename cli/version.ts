/** Put in place by the bundler, from package.json. */
declare const BYTEGLASS_VERSION: string | undefined;

/** The version of this build. */
export const version: string = typeof BYTEGLASS_VERSION === "string" ? BYTEGLASS_VERSION : "0.0.0-source";
