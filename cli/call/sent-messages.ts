/** The first messages that a call sent, as they were typed. */
import type { Engine } from "../../core/contract/engine.ts";
import type { CallRecord } from "../../core/contract/views.ts";
import type { BodyMessage } from "./body.ts";
import { moveFinding } from "./body-faults.ts";
import { type ReadMessage, readMessage } from "./recorded-side.ts";

/** The first messages, with their findings at their places in the text given. */
export async function readSent(
  engine: Engine,
  record: CallRecord,
  messages: readonly BodyMessage[],
): Promise<readonly ReadMessage[]> {
  const sent: ReadMessage[] = [];
  for (const [index, document] of record.sent.entries()) {
    const message = messages[index];
    const read = await readMessage(engine, document);
    const findings = read.findings.map((finding) => (message ? moveFinding(finding, message) : finding));
    sent.push({ ...read, findings });
  }
  return sent;
}
