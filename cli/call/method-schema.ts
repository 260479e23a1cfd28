/** The schema of a call: by reflection no more of it than the method needs, and all of it where that is not enough. */
import type { Engine } from "../../core/contract/engine.ts";
import type { VariableScope } from "../../core/contract/environments.ts";
import type { SchemaSource } from "../../core/contract/params.ts";
import type { MethodSummary, SchemaSummary } from "../../core/contract/views.ts";
import { openQuietly, openSchema, warnOf } from "../open-schema.ts";
import type { Terminal } from "../terminal.ts";
import type { BodyText } from "./body.ts";

/** An open schema that holds a method. */
export interface MethodSchema {
  readonly schemaId: string;
  readonly method: MethodSummary;
  /** The whole schema, opened on first use: a type inside `google.protobuf.Any` is not among what a method needs. */
  readonly whole: () => Promise<string>;
}

/** A method that no source has; `schemaId` is the whole schema, which knows the names that are near. */
export interface NoMethod {
  readonly schemaId: string;
  readonly method: undefined;
}

/** Opens the schema of a method; `variables` say where `{{name}}` in the sources is looked up. A body that names types itself is read with the whole schema. */
export async function openMethod(
  engine: Engine,
  terminal: Terminal,
  sources: readonly SchemaSource[],
  name: string,
  bodies: readonly BodyText[],
  variables: { readonly scope?: VariableScope } = {},
): Promise<MethodSchema | NoMethod> {
  const service = name.slice(0, Math.max(0, name.search(/[/.][^/.]*$/)));
  // A server is asked for types when they are met; files have to be read for them.
  const isLate = sources.every(({ kind }) => kind === "reflection");
  const isWhole = service === "" || (!isLate && bodies.some(({ text }) => namesType(text)));
  const symbols = isWhole ? {} : { symbols: [service] };
  const asked = { sources: [...sources], ...variables };
  const opened = await openQuietly(engine, terminal, { ...asked, ...symbols });
  let rest: Promise<string> | undefined;
  const whole = () => {
    if (isWhole || isLate) return Promise.resolve(opened.schemaId);
    rest ??= openQuietly(engine, terminal, asked).then(({ schemaId }) => schemaId);
    return rest;
  };
  const method = methodOf(opened, name);
  if (method !== undefined) {
    warnOf(opened, terminal);
    return { schemaId: opened.schemaId, method, whole };
  }
  if (isWhole) return { schemaId: opened.schemaId, method: undefined };
  const { schemaId } = await openSchema(engine, terminal, asked);
  return { schemaId, method: undefined };
}

/** True when a body names a type itself, as those of `google.protobuf.Any` do. */
export function namesType(text: string): boolean {
  return /(?:@|\\u0040)type"/i.test(text);
}

function methodOf(schema: SchemaSummary, name: string): MethodSummary | undefined {
  const wanted = name.replace(/\.(?=[^./]*$)/, "/");
  const methods = schema.services.flatMap((service): readonly MethodSummary[] => service.methods);
  return methods.find(({ fullName }) => fullName === name || fullName === wanted);
}
