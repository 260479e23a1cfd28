/** What every opened schema needs of the schema room; the compiler and the printers are loaded when they are asked for. */
export { findMessage, findMethod } from "../../schema/find.ts";
export { bundledFile } from "../../schema/pool/bundled.ts";
export { buildPool } from "../../schema/pool/pool.ts";
export { messageCount, summarize } from "../../schema/summary/summarize.ts";
