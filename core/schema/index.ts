/** The schema room's door: sources in (`reflect`, `compileProtos`, `readDescriptorSet`), one pool, views of it out. */
export { describe } from "./describe/describe.ts";
export { readDescriptorSet } from "./descriptor-sets/read.ts";
export { findMessage, findMethod } from "./find.ts";
export type { PoolOptions, PoolPart, SchemaPool } from "./pool/pool.ts";
export { buildPool } from "./pool/pool.ts";
export type { CompileOptions } from "./proto-files/compile.ts";
export { compileProtos } from "./proto-files/compile.ts";
export { listServices } from "./raw/list-services.ts";
export type { OpenStream, Reflected, ReflectOptions } from "./reflection/reflect.ts";
export { reflect } from "./reflection/reflect.ts";
export type { HttpRule } from "./summary/http-rule.ts";
export { httpRuleOf } from "./summary/http-rule.ts";
export { fieldDescriptions, messageCount, summarize } from "./summary/summarize.ts";
export { template } from "./template/template.ts";
