/** The bytes of messages as tshark saw them on the wire are the bytes that are shown. */
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { CallRequest } from "../../core/contract/params.ts";
import { type SampleServer, startSampleServer } from "../../proto-samples/server/index.ts";
import { inFolder } from "../cli/build-cli.ts";
import { type Caller, openCaller, reflectionOf } from "./support/caller.ts";
import { describeWith } from "./support/programs.ts";
import { type Capture, captureWhile, findTshark, tsharkMissing } from "./support/tshark.ts";

const echo = "samples.sink.v1.EchoService";
const sink = JSON.stringify({
  int32Value: -1,
  uint64Value: "18446744073709551615",
  sint64Value: "-9007199254740993",
  doubleValue: 0.1,
  stringValue: "hé 🫖",
  bytesValue: "AP/+",
});
const folder = inFolder("test/servers/tshark");
/** tshark takes seconds to start on a busy machine. */
const patience = 90_000;
const [ours, theirs] = ["tcp.dstport", "tcp.srcport"];

describeWith("beside tshark", await findTshark(), tsharkMissing, (program) => {
  let sample: SampleServer;
  let caller: Caller;
  beforeAll(async () => {
    sample = await startSampleServer();
    caller = await openCaller(reflectionOf(sample.addresses.grpc));
  });
  afterAll(async () => {
    await caller?.close();
    await sample?.stop();
  });

  const portOf = (address: string): number => Number(/:(\d+)$/.exec(address)?.[1]);

  /** Captures one call. */
  async function captured(
    target: string,
    method: string,
    bodies: readonly string[],
    more: Partial<CallRequest> = {},
    { options = [], by = caller }: { readonly options?: readonly string[]; readonly by?: Caller } = {},
  ) {
    let answer: Awaited<ReturnType<Caller["call"]>> | undefined;
    const protocol = more.channel === "http-json" ? "http" : "http2";
    const capture = await captureWhile(program, { port: portOf(target), protocol, options }, async () => {
      answer = await by.call(target, `${echo}/${method}`, bodies, more);
    });
    if (answer === undefined) throw new Error("there was no call");
    return { answer, capture };
  }

  /** What one side put into the DATA frames of its stream, one behind the other (RFC 9113, 4.1). */
  async function dataOf(capture: Capture, side: string, port: number): Promise<Buffer> {
    const rows = await capture.fields(`${side}==${port} && tcp.payload`, ["tcp.seq", "tcp.payload"]);
    // By their place in the stream: a busy system may send a segment twice.
    const parts = rows.map(
      ([place, digits = ""]) => [Number(place) - 1, Buffer.from(digits, "hex")] as const,
    );
    const sent = Buffer.alloc(Math.max(0, ...parts.map(([place, part]) => place + part.length)));
    for (const [place, part] of parts) part.copy(sent, place);
    const preface = Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    const data: Buffer[] = [];
    for (let offset = sent.indexOf(preface) === 0 ? preface.length : 0; offset + 9 <= sent.length; ) {
      const end = offset + 9 + sent.readUIntBE(offset, 3);
      if (sent[offset + 3] === 0) data.push(sent.subarray(offset + 9, end));
      offset = end;
    }
    return Buffer.concat(data);
  }

  /** The messages behind the five bytes that each has before it. */
  function messagesIn(bytes: Buffer): readonly string[] {
    const messages: string[] = [];
    for (let offset = 0; offset < bytes.length; ) {
      const end = offset + 5 + bytes.readUInt32BE(offset + 1);
      messages.push(bytes.toString("hex", offset + 5, end));
      offset = end;
    }
    return messages;
  }

  it.each<[string, readonly string[]]>([
    ["Echo", [sink]],
    ["EchoEach", [sink, "{}", '{"int32Value": 7}']],
  ])(
    "%s over gRPC has the messages that are shown",
    async (method, bodies) => {
      const { grpc } = sample.addresses;
      const { answer, capture } = await captured(grpc, method, bodies);
      expect(answer.sentHex.length).toBe(bodies.length);
      expect(messagesIn(await dataOf(capture, ours, portOf(grpc)))).toEqual(answer.sentHex);
      expect(messagesIn(await dataOf(capture, theirs, portOf(grpc)))).toEqual(answer.hex);
      capture.remove();
    },
    patience,
  );

  it(
    "reads the values of our message, by a .proto file of its own",
    async () => {
      const { grpc } = sample.addresses;
      const options = [
        ...["-o", `uat:protobuf_search_paths:"${folder}","TRUE"`],
        ...["-o", "protobuf.pbf_as_hf:TRUE", "-o", "protobuf.preload_protos:TRUE"],
      ];
      const source = { kind: "proto" as const, files: [join(folder, "sink.proto")], importPaths: [folder] };
      // tshark understands a connection that it has seen from its beginning.
      const by = await openCaller(source);
      const { answer, capture } = await captured(grpc, "Echo", [sink], {}, { options, by });
      await by.close();
      const rows = await capture.fields(`${ours}==${portOf(grpc)} && grpc`, [
        "grpc.message_length",
        "pbf.samples.sink.v1.KitchenSink.int32_value",
        "pbf.samples.sink.v1.KitchenSink.uint64_value",
        "pbf.samples.sink.v1.KitchenSink.sint64_value",
        "pbf.samples.sink.v1.KitchenSink.string_value",
      ]);
      expect(rows).toEqual([
        [
          String((answer.sentHex[0] ?? "").length / 2),
          "-1",
          "18446744073709551615",
          "-9007199254740993",
          "hé 🫖",
        ],
      ]);
      capture.remove();
    },
    patience,
  );

  it(
    "has over HTTP + JSON the body that is shown",
    async () => {
      const { http } = sample.addresses;
      const { answer, capture } = await captured(http, "Echo", [sink], { channel: "http-json" });
      const rows = await capture.fields(`${ours}==${portOf(http)} && tcp.payload`, ["tcp.payload"]);
      const request = Buffer.from(rows.map(([digits = ""]) => digits).join(""), "hex").toString("utf8");
      expect(request.slice(request.indexOf("\r\n\r\n") + 4)).toBe(answer.record.http?.requestBody);
      capture.remove();
    },
    patience,
  );
});
