/** The schema's own rules on a message that was encoded: asked for by a face, loaded when a schema states any. */
import type { DescMessage, Registry } from "@bufbuild/protobuf";
import type { Finding, Severity } from "../../finding.ts";
import { validationRoom } from "../rooms.ts";

/** Longer messages are not checked while one types, which asks for warnings: the check would lag behind the keys. */
const MAXIMUM_BYTE_LENGTH = 4 * 1024 * 1024;

const ruled = new WeakMap<Registry, boolean>();

/** What rules need of a message. */
export interface RuledMessage {
  readonly type: DescMessage;
  readonly registry: Registry;
  readonly bytes: Uint8Array;
  /** The JSON as it was typed, for the places of the findings. */
  readonly json?: { readonly text: string; readonly links: Int32Array };
}

/** The rules that a message breaks, as findings of the severity given; none when the schema states no rules. */
export async function findBrokenRules(
  message: RuledMessage,
  severity: Severity,
): Promise<readonly Finding[]> {
  const { type, registry, bytes, json } = message;
  if (!statesRules(registry)) return [];
  if (severity !== "error" && bytes.length > MAXIMUM_BYTE_LENGTH) return [tooLong(bytes.length)];
  const { checkRules, ruleFindings } = await validationRoom();
  return ruleFindings(checkRules(type, bytes, registry), severity, json);
}

/** True when a source of the schema has the options that rules are written with; bundled types alone are not listed. */
function statesRules(registry: Registry): boolean {
  const known = ruled.get(registry);
  if (known !== undefined) return known;
  let states = false;
  for (const type of registry) states ||= type.kind === "extension" && type.typeName === "buf.validate.field";
  ruled.set(registry, states);
  return states;
}

function tooLong(byteLength: number): Finding {
  return {
    code: "rules-not-checked",
    severity: "information",
    message: `The schema's rules (buf.validate) were not checked: the message has ${byteLength} bytes, and up to ${MAXIMUM_BYTE_LENGTH} are checked.`,
    hint: "The server checks them when the message is sent.",
  };
}
