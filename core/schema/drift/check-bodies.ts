import { encodeJson } from "../../codec/index.ts";
import type { BodyCheck } from "../../contract/schema.ts";
import type { Finding } from "../../finding.ts";
import type { SchemaPool } from "../pool/pool.ts";
import { findingsBesideVariables, withoutVariables } from "./variables.ts";

/** A request's body: its method and one JSON text a message. */
export interface CheckedBody {
  readonly id: string;
  /** `pkg.Service/Method`. */
  readonly method: string;
  readonly messages: readonly string[];
}

/** Findings told of one body. */
const maxFindings = 20;

/**
 * Whether a body fits what its method takes by this schema: unknown names, wrong types, numbers that do not fit.
 * `{{name}}` stands for anything. Nothing is kept, nothing is sent.
 */
export function checkBody(pool: SchemaPool, { id, method, messages }: CheckedBody): BodyCheck {
  const [service = "", name = ""] = method.split("/");
  const declared = pool.registry.getService(service);
  if (declared === undefined) return { id, outcome: "other-schema", findings: [] };
  const found = declared.methods.find((one) => one.name === name);
  if (found === undefined) return { id, outcome: "unknown-method", findings: [unknownMethod(method)] };
  const findings = messages.flatMap((text, index): readonly Finding[] => {
    if (text.trim() === "") return [];
    const encoded = encodeJson(found.input, withoutVariables(text), {
      registry: pool.registry,
      links: false,
    });
    if (encoded.ok) return [];
    const own = findingsBesideVariables(text, encoded.findings);
    return messages.length === 1 ? own : own.map((finding) => numbered(finding, index));
  });
  const told = findings.filter(({ severity }) => severity === "error").slice(0, maxFindings);
  return { id, outcome: told.length === 0 ? "fits" : "does-not-fit", findings: told };
}

function numbered(finding: Finding, index: number): Finding {
  return { ...finding, path: `message ${index + 1}: ${finding.path ?? ""}` };
}

function unknownMethod(method: string): Finding {
  return {
    code: "unknown-method",
    severity: "error",
    message: `The schema has no method ${method} any more.`,
    hint: "It was removed or renamed: choose another method; the body is kept.",
  };
}
