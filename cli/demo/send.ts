/** The second half of the demo: the same message as bytes, over gRPC, and over HTTP + JSON. */
import type { Engine } from "../../core/contract/engine.ts";
import type { ChannelKind } from "../../core/contract/params.ts";
import type { CallRecord, DocumentSummary, SampleAddresses } from "../../core/contract/views.ts";
import { ByteglassError } from "../../core/error.ts";
import type { Paint } from "../colour.ts";
import { printTree } from "../inspect/print-tree.ts";
import { demoBody, demoMethod, demoType } from "./discover.ts";
import type { Story } from "./story.ts";

/** What the steps work with. */
export interface DemoContext {
  readonly story: Story;
  readonly engine: Engine;
  readonly sample: SampleAddresses;
  readonly schemaId: string;
  readonly paint: Paint;
}

/** Shows the bytes of the request beside its fields. */
export async function encode({ story, engine, schemaId, paint }: DemoContext): Promise<void> {
  story.step("Encode: the JSON becomes bytes");
  const { document, jsonByteLength } = await engine.compose({ schemaId, typeName: demoType, json: demoBody });
  if (document === undefined)
    throw new ByteglassError("internal", "The body of the demo does not fit its type.");
  story.say(`${jsonByteLength} B of JSON are ${document.byteLength} B of protobuf; bytes beside fields:`);
  story.show(await treeText(engine, document, paint));
}

/** Sends the message over one channel, and shows the answer. Answers with the JSON of the answer. */
export async function send(context: DemoContext, channel: ChannelKind): Promise<string> {
  const { story, engine, sample, schemaId, paint } = context;
  const target = channel === "grpc" ? sample.grpc : sample.http;
  const isGrpc = channel === "grpc";
  story.step(isGrpc ? "Send it over gRPC" : "Send the same message over HTTP + JSON");
  story.command(
    `call ${target} ${demoMethod} ${isGrpc ? "" : `--channel http-json --reflect ${sample.grpc} `}-d @body.json`,
  );
  const record = await engine.call({
    operationId: `demo-${channel}`,
    schemaId,
    method: demoMethod,
    channel,
    server: { target, security: { mode: "auto" } },
    messages: [demoBody],
    metadata: [],
  });
  const [answer] = record.received;
  if (answer === undefined)
    throw new ByteglassError("internal", `The demo's call failed: ${record.status.message}`);
  if (record.http !== undefined) showExchange(story, record.http);
  story.say(`${record.status.name} after ${Math.round(record.duration)} ms; the answer, decoded:`);
  const { documentId, jsonTextLength } = answer;
  const json = await engine.readJson({ documentId, start: 0, end: jsonTextLength });
  story.show(json);
  story.say("and its bytes beside its fields:");
  story.show(await treeText(engine, answer, paint));
  story.say(sizes(record));
  return json;
}

function showExchange(
  story: Story,
  { method, url, rule, requestBody }: NonNullable<CallRecord["http"]>,
): void {
  story.say(`The rule ${rule} makes it`);
  story.show(`${method} ${url}\n${requestBody}`);
}

function sizes({ channel, http, requestByteLength, responseByteLength }: CallRecord): string {
  if (http === undefined) return `${channel}: ${requestByteLength} B out, ${responseByteLength} B back.`;
  return `${channel}: ${http.requestBodyByteLength} B out, ${http.responseBodyByteLength} B back.`;
}

async function treeText(engine: Engine, document: DocumentSummary, paint: Paint): Promise<string> {
  const parts: string[] = [];
  const shown = { outer: document, frames: [], inner: [] };
  await printTree(engine, shown, [], paint, {
    write: (text) => void parts.push(text),
    settled: () => Promise.resolve(),
  });
  return parts.join("");
}
