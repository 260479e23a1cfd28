/** What mends a finding about the input: taking it otherwise, or dropping bytes. */
import type { Fix } from "../contract/fixes.ts";
import type { InputStep } from "../contract/input.ts";
import type { Finding } from "../finding.ts";

/** Findings whose bytes are better dropped. */
const DROPPED = new Set(["trailing-newline", "zero-padding", "trailing-bytes", "extra-prefix"]);
/** Findings about a step that could be taken otherwise, and the kind of that step. */
const RETAKEN: Readonly<Record<string, InputStep["kind"]>> = {
  "hex-text-as-bytes": "source",
  "base64-text-as-bytes": "source",
  "two-decodings-fit": "text",
  "framing-ambiguous": "framing",
};

/** The fix of a finding that came before the bytes were walked. */
export function inputFix(finding: Finding, chain: readonly InputStep[]): Fix | undefined {
  const { code, bytes } = finding;
  if (DROPPED.has(code) && bytes !== undefined) {
    const edit = { kind: "replace-bytes", ...bytes, bytes: new Uint8Array(0) } as const;
    const count = bytes.end - bytes.start;
    const label = code === "extra-prefix" ? "Drop the first" : "Drop the last";
    return {
      kind: "edit",
      label: `${label} ${count === 1 ? "byte" : `${count} bytes`}`,
      edit,
      repair: false,
    };
  }
  const kind = RETAKEN[code];
  const step = kind === undefined ? -1 : chain.findIndex((each) => each.kind === kind);
  const [other] = chain[step]?.alternatives ?? [];
  if (other === undefined) return undefined;
  return { kind: "input", label: `Take it as ${other.label}`, choices: [{ step, form: other.form }] };
}
