/** A gRPC request out of an OpenCollection YAML text. */
import * as v from "valibot";
import { type SavedRequest, SavedRequestSchema } from "../contract/collections.ts";
import type { Finding, Result } from "../finding.ts";
import { parseYaml } from "./yaml-text.ts";

const Message = v.union([
  v.string(),
  v.array(v.object({ title: v.optional(v.string()), message: v.optional(v.string(), "") })),
]);
const File = v.object({
  info: v.object({ name: v.optional(v.string(), ""), type: v.literal("grpc") }),
  grpc: v.optional(
    v.object({
      url: v.optional(v.string(), ""),
      method: v.optional(v.string(), ""),
      methodType: v.optional(v.picklist(["unary", "client-streaming", "server-streaming", "bidi-streaming"])),
      metadata: v.optional(
        v.array(v.object({ name: v.string(), value: v.string(), disabled: v.optional(v.boolean()) })),
        [],
      ),
      message: v.optional(Message, []),
    }),
    {},
  ),
  extensions: v.optional(
    v.object({
      byteglass: v.optional(
        v.object({
          channel: SavedRequestSchema.entries.channel,
          deadline: SavedRequestSchema.entries.deadline,
        }),
      ),
    }),
  ),
});

const kinds = {
  unary: "unary",
  "client-streaming": "client-stream",
  "server-streaming": "server-stream",
  "bidi-streaming": "bidi-stream",
} as const;

/** Reads the text of a request file. Keys it does not know are no fault; wrong types are, with line and column. */
export function readRequestText(file: string, text: string): Result<SavedRequest> {
  const yaml = parseYaml(file, text);
  if (yaml.findings.length > 0) return { ok: false, findings: yaml.findings };
  const parsed = v.safeParse(File, yaml.document.toJS({ maxAliasCount: 100 }));
  if (!parsed.success) {
    const findings = parsed.issues.map((issue): Finding => {
      const path = (issue.path ?? []).map(({ key }) => (typeof key === "number" ? key : String(key)));
      const message = `${path.join(".") || "the file"} should be ${issue.expected ?? "otherwise"}, not ${issue.received}.`;
      return yaml.finding(
        path,
        "wrong-type",
        message,
        "Correct the value; the rest of the collection works.",
      );
    });
    return { ok: false, findings };
  }
  return { ok: true, value: requestOf(parsed.output), findings: [] };
}

function requestOf({ info, grpc, extensions }: v.InferOutput<typeof File>): SavedRequest {
  const { channel, deadline } = extensions?.byteglass ?? {};
  const messages =
    typeof grpc.message === "string"
      ? [{ text: grpc.message }]
      : (grpc.message ?? []).map(({ title, message }) => ({
          ...(title === undefined ? {} : { title }),
          text: message,
        }));
  return {
    name: info.name,
    target: grpc.url ?? "",
    method: grpc.method ?? "",
    ...(grpc.methodType === undefined ? {} : { methodKind: kinds[grpc.methodType] }),
    metadata: grpc.metadata ?? [],
    messages,
    ...(channel === undefined ? {} : { channel }),
    ...(deadline === undefined ? {} : { deadline }),
  };
}
