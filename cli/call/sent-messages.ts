/** What a call sent: the first messages as they were typed, the rest out of its recording. */
import type { Engine } from "../../core/contract/engine.ts";
import type { CallRecord } from "../../core/contract/views.ts";
import { type ReadMessage, readMessage } from "./answer-printer.ts";
import type { BodyMessage } from "./body.ts";
import { moveFinding } from "./body-faults.ts";

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

/** The messages behind the first. */
export async function readSentLater(engine: Engine, record: CallRecord): Promise<readonly ReadMessage[]> {
  const later: ReadMessage[] = [];
  let start = record.sent.length;
  while (start < record.sentCount) {
    const page = await engine.readMessages({
      recordingId: record.operationId,
      side: "out",
      start,
      end: record.sentCount,
    });
    if (page.length === 0) break;
    for (const { json, bytes, findings } of page) {
      later.push({ json, hex: Buffer.from(bytes).toString("hex"), findings });
    }
    start += page.length;
  }
  return later;
}
