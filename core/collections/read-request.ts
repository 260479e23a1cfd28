/** A gRPC request out of an OpenCollection YAML text. */
import * as v from "valibot";
import type { Assertion } from "../contract/assertions.ts";
import type { SavedRequest } from "../contract/collections.ts";
import { readMetadataText } from "../contract/metadata-text.ts";
import type { Result } from "../finding.ts";
import { readAuth } from "./auth.ts";
import { RequestShape } from "./file-shape.ts";
import { type PlainYaml, readPlainYaml } from "./plain-yaml.ts";
import { shapeFindings } from "./shape-findings.ts";
import { variableOf } from "./variables.ts";
import { parseYaml, type YamlText } from "./yaml-text.ts";

const kinds = {
  unary: "unary",
  "client-streaming": "client-stream",
  "server-streaming": "server-stream",
  "bidi-streaming": "bidi-stream",
} as const;

/** Reads the text of a request file. Keys it does not know are no fault; wrong types are, with line and column. */
export function readRequestText(file: string, text: string): Result<SavedRequest> {
  return readPlainRequest(readPlainYaml(text)) ?? readRequestYaml(parseYaml(file, text));
}

/** The request of a plain text; undefined where there is none, which the library then says with its places. */
export function readPlainRequest(plain: PlainYaml | undefined): Result<SavedRequest> | undefined {
  if (plain === undefined) return undefined;
  const parsed = v.safeParse(RequestShape, plain.value);
  return parsed.success ? { ok: true, value: requestOf(parsed.output, plain), findings: [] } : undefined;
}

/** The same of a text that the library has parsed. */
export function readRequestYaml(yaml: YamlText): Result<SavedRequest> {
  if (yaml.findings.length > 0) return { ok: false, findings: yaml.findings };
  const parsed = v.safeParse(RequestShape, plainOf(yaml));
  if (!parsed.success) return { ok: false, findings: shapeFindings(yaml, parsed.issues) };
  return { ok: true, value: requestOf(parsed.output, yaml), findings: [] };
}

/** Aliases that would blow up are refused by the library with an exception: such a file has no shape. */
function plainOf({ document }: YamlText): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch {
    return undefined;
  }
}

/** Where the digits of numbers are looked up. */
type Sources = Pick<YamlText, "source">;

function requestOf(shape: RequestShape, texts: Sources): SavedRequest {
  const { info, grpc, runtime, extensions } = shape;
  const { assertions: further = [], ...extension } = extensions?.byteglass ?? noExtension;
  const variables = (runtime?.variables ?? []).map((variable, index) =>
    variableOf(variable, texts, ["runtime", "variables", index]),
  );
  const assertions = [...checksOf(runtime, texts), ...further.map(furtherOf)];
  const { protoFilePath } = grpc;
  const authorization = extension.authorization ?? readAuth(grpc.auth);
  const sources =
    extension.sources ??
    (protoFilePath === undefined
      ? undefined
      : [{ kind: "proto" as const, files: [protoFilePath], importPaths: [] }]);
  return {
    name: info.name,
    target: grpc.url ?? "",
    method: (grpc.method ?? "").replace(/^\//, ""),
    ...(grpc.methodType && { methodKind: kinds[grpc.methodType] }),
    metadata: (grpc.metadata ?? []).map((entry) => ({
      ...entry,
      ...readMetadataText(entry.name, entry.value),
    })),
    messages: messagesOf(grpc.message),
    ...(info.seq === undefined ? {} : { sequence: info.seq }),
    ...(info.tags && info.tags.length > 0 ? { tags: info.tags } : {}),
    ...(variables.length > 0 && { variables }),
    ...(assertions.length > 0 && { assertions }),
    ...extension,
    ...(sources && { sources }),
    ...(authorization && { authorization }),
  };
}

function messagesOf(message: RequestShape["grpc"]["message"]): SavedRequest["messages"] {
  if (typeof message === "string") return [{ text: message }];
  return (message ?? []).map(({ title, message: text }) => ({
    ...(title === undefined ? {} : { title }),
    text,
  }));
}

function checksOf(runtime: RequestShape["runtime"], texts: Sources): readonly Assertion[] {
  return (runtime?.assertions ?? []).map(({ expression, operator, value, disabled }, index): Assertion => {
    const source = texts.source(["runtime", "assertions", index, "value"]);
    const text = typeof value === "string" || value === undefined ? value : (source ?? String(value));
    return {
      kind: "check",
      expression,
      operator,
      ...(text === undefined ? {} : { value: text }),
      ...(disabled === true && { disabled }),
    };
  });
}

type Extension = NonNullable<NonNullable<RequestShape["extensions"]>["byteglass"]>;
type Further = NonNullable<Extension["assertions"]>[number];

const noExtension: Extension = { assertions: [] };

function furtherOf(further: Further): Assertion {
  const disabled = further.disabled === true ? { disabled: true } : {};
  return "cel" in further
    ? { kind: "cel", expression: further.cel, ...disabled }
    : { kind: "snapshot", ...further.snapshot, ...disabled };
}
