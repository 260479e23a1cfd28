/** What is wrong with the JSON messages of a call, with places in the text that was given. */
import type { Engine } from "../../core/contract/engine.ts";
import type { VariableScope } from "../../core/contract/environments.ts";
import { ByteglassError } from "../../core/error.ts";
import type { Finding, TextPlace } from "../../core/finding.ts";
import type { BodyMessage, BodyText } from "./body.ts";

/** A message that cannot be encoded. The places of the error's findings are in `source`. */
export interface BodyFault {
  readonly error: ByteglassError;
  readonly source: string;
}

/** What became of the messages around one that does not fit. */
const HINTS = {
  nothing: "Nothing was sent.",
  "none of it": "It was not sent; the call goes on.",
  "those before": "Those before it may have been sent.",
} as const;

/** Encodes each message once more, and tells of the first that does not fit; nothing when all do. */
export async function findBodyFault(
  engine: Engine,
  schemaId: string,
  typeName: string,
  messages: readonly BodyMessage[],
  sent: keyof typeof HINTS = "nothing",
  scope?: VariableScope,
): Promise<BodyFault | undefined> {
  for (const message of messages) {
    const composition = await engine.compose({
      schemaId,
      typeName,
      json: message.text,
      ...(scope === undefined ? {} : { scope }),
    });
    if (composition.document !== undefined) {
      await engine.release({ documentId: composition.document.documentId });
      continue;
    }
    const findings = composition.findings.map((finding) => moveFinding(finding, message));
    const error = new ByteglassError("bad-json", `The JSON cannot be sent as ${typeName}.`, {
      hint: `\`byteglass template ${typeName} …\` prints a body that fits. ${HINTS[sent]}`,
      findings,
    });
    return { error, source: message.body.text };
  }
  return undefined;
}

/** A finding of one message, with its place in the text that holds the message. */
export function moveFinding(finding: Finding, { body, start }: BodyMessage): Finding {
  return {
    ...finding,
    ...(body.name === "" ? {} : { file: body.name }),
    ...(finding.text === undefined ? {} : { text: movePlace(finding.text, body, start) }),
  };
}

/** A place in one message → the same place in what was given. */
function movePlace(place: TextPlace, { text, before }: BodyText, start: number): TextPlace {
  const above = text.slice(0, start);
  const lines = above.split("\n").length - 1;
  const columns = start - (above.lastIndexOf("\n") + 1) + (lines === 0 ? (before?.columns ?? 0) : 0);
  return {
    start: place.start + start,
    end: place.end + start,
    line: place.line + lines + (before?.lines ?? 0),
    column: place.line === 1 ? place.column + columns : place.column,
  };
}
