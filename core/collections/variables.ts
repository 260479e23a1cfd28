/** Variables between a YAML file and values. Numbers keep every digit they have in the file. */
import * as v from "valibot";
import type { Variable } from "../contract/environments.ts";
import type { Finding } from "../finding.ts";
import { VariableShape } from "./file-shape.ts";
import type { Plain } from "./put-yaml.ts";
import { shapeFindings } from "./shape-findings.ts";
import type { YamlText } from "./yaml-text.ts";

type Shape = v.InferOutput<typeof VariableShape>;

/** The variables at `path`; what is none is in the findings and left out. */
export function readVariables(
  yaml: YamlText,
  path: readonly string[],
): { readonly variables: readonly Variable[]; readonly findings: readonly Finding[] } {
  if (yaml.findings.length > 0) return { variables: [], findings: [] };
  const node = yaml.document.getIn(path);
  if (node === undefined || node === null) return { variables: [], findings: [] };
  const plain: unknown = yaml.document.toJS({ maxAliasCount: 100 });
  const found = path.reduce<unknown>((value, key) => memberOf(value, key), plain);
  const parsed = v.safeParse(v.array(VariableShape), found);
  if (!parsed.success) return { variables: [], findings: shapeFindings(yaml, parsed.issues, path) };
  return {
    variables: parsed.output.map((shape, index) => variableOf(shape, yaml, [...path, index])),
    findings: [],
  };
}

function memberOf(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null
    ? Object.entries(value).find(([name]) => name === key)?.[1]
    : undefined;
}

/** One variable out of its shape; `path` is where it stands, for the digits of a bare number. */
export function variableOf(
  { name, value, secret, disabled }: Shape,
  yaml: Pick<YamlText, "source">,
  path: readonly (string | number)[],
): Variable {
  const rest = { ...(disabled === true ? { disabled } : {}) };
  if (secret === true) return { name, secret, ...rest };
  const at = Array.isArray(value)
    ? Math.max(
        0,
        value.findIndex(({ selected }) => selected === true),
      )
    : -1;
  const chosen = Array.isArray(value) ? value[at]?.value : value;
  const place = Array.isArray(value) ? [...path, "value", at, "value"] : [...path, "value"];
  if (chosen === undefined) return { name, value: "", ...rest };
  if (typeof chosen === "string") return { name, value: chosen, ...rest };
  if (chosen === null) return { name, value: "", ...rest };
  if (typeof chosen !== "object")
    return { name, value: yaml.source(place) ?? String(chosen), form: "json", ...rest };
  return chosen.type === "string"
    ? { name, value: chosen.data, ...rest }
    : { name, value: chosen.type === "null" ? "null" : chosen.data, form: "json", ...rest };
}

/** A variable as the format writes it. Undefined keys are named, so that they are taken away where a file has them. */
export function variableEntry({ name, value = "", form, secret, disabled }: Variable): Plain {
  const off = disabled === true ? true : undefined;
  if (secret === true) return { secret: true, name, value: undefined, disabled: off };
  return {
    secret: undefined,
    name,
    value: form === "json" ? { type: typeOf(value), data: value } : value,
    disabled: off,
  };
}

function typeOf(json: string): string {
  if (/^\s*(true|false)\s*$/.test(json)) return "boolean";
  if (/^\s*null\s*$/.test(json)) return "null";
  return /^\s*-?\d/.test(json) ? "number" : "object";
}
