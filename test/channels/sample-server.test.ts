import type { DescMethod } from "@bufbuild/protobuf";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CallPlan, explainStatus, type RawCall, runCall } from "../../core/calls/index.ts";
import type { ChannelEvent } from "../../core/channels/channel.ts";
import { renderJson } from "../../core/codec/index.ts";
import type { ChannelKind } from "../../core/contract/params.ts";
import { findMethod, httpRuleOf, type SchemaPool, template } from "../../core/schema/index.ts";
import { openSample, type Sample } from "./support/sample-channels.ts";

let sample: Sample;
let pool: SchemaPool;
beforeAll(async () => {
  sample = await openSample();
  pool = sample.pool;
});
afterAll(() => sample.stop());

const KINDS = {
  unary: "unary",
  server_streaming: "server-stream",
  client_streaming: "client-stream",
  bidi_streaming: "bidi-stream",
} as const satisfies Record<DescMethod["methodKind"], CallPlan["kind"]>;

interface Told {
  readonly status: string;
  readonly messages: readonly string[];
  readonly details: readonly unknown[];
}

async function ask(
  kind: ChannelKind,
  name: string,
  messages: readonly string[],
  options: { readonly binding?: number; readonly deadline?: number } = {},
): Promise<Told> {
  const method = findMethod(pool, name);
  const { binding } = options;
  const channel = sample.channelOf(kind, method, binding === undefined ? {} : { binding });
  const events: ChannelEvent[] = [];
  const call = await runCall(
    {
      channel,
      path: `/${method.parent.typeName}/${method.name}`,
      kind: KINDS[method.methodKind],
      messages: messages.map((json) => {
        const text = json === "example" ? template(pool, method.input.typeName) : json;
        return sample.encode(method, text);
      }),
      metadata: [],
      ...(options.deadline === undefined ? {} : { deadline: options.deadline }),
    },
    (event) => events.push(event),
  );
  channel.close();
  return told(call, events, method, kind);
}

function told(
  call: RawCall,
  events: readonly ChannelEvent[],
  method: DescMethod,
  channel: ChannelKind,
): Told {
  const { registry } = pool;
  const status = explainStatus(call.status, { channel, registry });
  return {
    status: `${status.name}: ${status.message}`,
    messages: events.flatMap((event) =>
      event.kind === "message-received"
        ? [renderJson(method.output, event.bytes, { registry, indent: 0, links: false }).text]
        : [],
    ),
    details: status.details.map(({ typeUrl, json, known }) => [
      typeUrl,
      known ? JSON.parse(json) : "",
      known,
    ]),
  };
}

/** OK has a message of its own over gRPC. */
function withoutOk(answer: Told): Told {
  return { ...answer, status: answer.status.replace(/^OK: .*/, "OK") };
}

const VISION = "samples.vision.v1";
const SINK = "samples.sink.v1.EchoService";
const STATUS = "samples.status.v1.StatusService";
const PREDICT =
  '{"modelId":"general-v2","inputs":[{"id":"a","text":"a dog"}],"traceId":"18446744073709551615","weights":{"9007199254740993":0.5}}';
const SINK_ALL =
  '{"int32Value":-1,"uint64Value":"18446744073709551615","sint64Value":"-9223372036854775808","doubleValue":0.1,"stringValue":"ä/ b?","bytesValue":"+/8=","boolValue":true}';

describe("both channels tell the same of the sample server", () => {
  it.each<[string, string[], number | undefined]>([
    [`${VISION}.VisionService/Predict`, [PREDICT], undefined],
    [`${VISION}.VisionService/Predict`, ['{"modelId":"general-v2"}'], undefined],
    [`${VISION}.VisionService/Predict`, ['{"modelId":"nobody-made-it","inputs":[{"text":"x"}]}'], undefined],
    [`${VISION}.VisionService/PredictEach`, [PREDICT, PREDICT], undefined],
    [
      `${VISION}.VisionService/UploadFrames`,
      [
        '{"sequence":"0","pixels":"AAEC","keyFrame":true}',
        '{"sequence":"1","pixels":"AA==","offset":"0.040s"}',
      ],
      undefined,
    ],
    [`${VISION}.VisionService/UploadFrames`, [], undefined],
    [`${VISION}.ModelService/GetModel`, ['{"name":"models/general-v2"}'], undefined],
    [
      `${VISION}.ModelService/GetModel`,
      ['{"name":"models/general-v2","readMask":"name,displayName"}'],
      undefined,
    ],
    [`${VISION}.ModelService/ListModels`, ["{}"], undefined],
    [
      `${VISION}.ModelService/ListModels`,
      ['{"pageSize":1,"filter":{"kinds":["MODEL_KIND_DETECTOR"],"priced":false},"orderBy":["name","uid"]}'],
      undefined,
    ],
    [`${VISION}.ModelService/GetArtifact`, ['{"name":"models/general-v2/artifacts/labels.txt"}'], undefined],
    [`${VISION}.ModelService/WatchTraining`, ['{"name":"models/general-v2"}'], undefined],
    [`${SINK}/Echo`, [SINK_ALL], 0],
    [`${SINK}/Echo`, [SINK_ALL], 1],
    [
      `${SINK}/Echo`,
      [
        '{"int32Value":-5,"uint64Value":"18446744073709551615","sint64Value":"-7","doubleValue":1.5,"stringValue":"more"}',
      ],
      2,
    ],
    [`${SINK}/Echo`, ['{"enumValue":1,"boolValue":true,"bytesValue":"+/8=","stringValue":"a/b c"}'], 3],
    [`${SINK}/EchoLabel`, ["example"], undefined],
    [`${SINK}/EchoScene`, ["example"], undefined],
    [
      `${SINK}/EchoAny`,
      ['{"@type":"type.googleapis.com/google.protobuf.Duration","value":"1.5s"}'],
      undefined,
    ],
    [`${SINK}/EchoEach`, [SINK_ALL, "{}", SINK_ALL], undefined],
    [`${SINK}/EchoBody`, ['{"contentType":"text/html","data":"PHA+"}'], undefined],
    [`${SINK}/GetBytes`, ['{"byteCount":"1000"}'], undefined],
    [`${SINK}/ListBytes`, ['{"byteCount":"10","messageCount":300}'], undefined],
    [`${SINK}/Wait`, ['{"delay":"0.010s"}'], undefined],
    [`${STATUS}/Fail`, ['{"code":"NOT_FOUND","message":"100 % “gone” /?#"}'], undefined],
    [`${STATUS}/Fail`, ['{"code":"INVALID_ARGUMENT","detailKinds":["DETAIL_KIND_ALL"]}'], undefined],
    [`${STATUS}/Fail`, ['{"code":"UNAVAILABLE"}'], 1],
    [
      `${STATUS}/FailLater`,
      ['{"failure":{"code":"DATA_LOSS","message":"no more"},"messageCount":5}'],
      undefined,
    ],
    [`${STATUS}/ShowDetails`, ["{}"], undefined],
    [`${STATUS}/Missing`, ["{}"], undefined],
    [`${STATUS}/Crash`, ["{}"], undefined],
    [
      `${VISION}.CaptionService/Live`,
      ['{"config":{"language":"de","expectedWords":2}}', '{"pcm":"AAAA"}'],
      undefined,
    ],
  ])("%s %j (binding %s)", async (method, messages, binding) => {
    const options = binding === undefined ? {} : { binding };
    const [one, other] = [
      await ask("grpc", method, messages),
      await ask("http-json", method, messages, options),
    ];
    expect(withoutOk(other)).toEqual(withoutOk(one));
  });

  it("but for response_body, which is a part of the message", async () => {
    const method = `${VISION}.ModelService/ListModels`;
    const [one, other] = [
      await ask("grpc", method, ["{}"]),
      await ask("http-json", method, ["{}"], { binding: 1 }),
    ];
    const { totalSize, ...whole } = JSON.parse(one.messages[0] ?? "");
    expect(totalSize).toBe(4);
    expect(JSON.parse(other.messages[0] ?? "")).toEqual(whole);
  });

  it.each<ChannelKind>(["grpc", "http-json"])("a deadline (%s)", async (kind) => {
    const { status } = await ask(kind, `${STATUS}/Hang`, ["{}"], { deadline: 100 });
    expect(status).toMatch(/^DEADLINE_EXCEEDED: /);
  });

  it("every method with a rule takes its own example over HTTP, or says what keeps it from it", async () => {
    const names = [...pool.registry].flatMap((desc) =>
      desc.kind === "service" && desc.typeName.startsWith("samples.") ? desc.methods : [],
    );
    const outcomes = await Promise.all(
      names
        .filter((method) => httpRuleOf(method) !== undefined)
        .map(async (method) => {
          const name = `${method.parent.typeName}/${method.name}`;
          const answer = await ask("http-json", name, ["example"], { deadline: 1000 }).catch(
            (error: Error) => error,
          );
          return [name, answer instanceof Error ? answer.message : answer.status];
        }),
    );
    const broken = outcomes.filter(([, said]) => /fault|cannot be read as|not JSON/.test(said ?? ""));
    expect(outcomes.length).toBeGreaterThan(15);
    expect(broken).toEqual([]);
  });
});

const WEB_KINDS = ["grpc-web", "grpc-web-text", "connect", "connect-json"] as const;
const UNARY_KINDS = [...WEB_KINDS, "http-protobuf"] as const;

describe.each<ChannelKind>(WEB_KINDS)("%s tells the same as gRPC", (kind) => {
  it.each<[string, string[]]>([
    [`${VISION}.VisionService/Predict`, [PREDICT]],
    [`${VISION}.VisionService/Predict`, ['{"modelId":"general-v2"}']],
    [`${VISION}.VisionService/PredictEach`, [PREDICT, PREDICT]],
    [`${VISION}.VisionService/UploadFrames`, ['{"sequence":"0","pixels":"AAEC"}', '{"sequence":"1"}']],
    [`${VISION}.VisionService/UploadFrames`, []],
    [`${VISION}.ModelService/WatchTraining`, ['{"name":"models/general-v2"}']],
    [`${SINK}/Echo`, [SINK_ALL]],
    [`${SINK}/Echo`, ["{}"]],
    [`${SINK}/EchoEach`, [SINK_ALL, "{}", SINK_ALL]],
    [`${SINK}/GetBytes`, ['{"byteCount":"300000"}']],
    [`${SINK}/ListBytes`, ['{"byteCount":"10","messageCount":300}']],
    [`${STATUS}/Fail`, ['{"code":"NOT_FOUND","message":"100 % “gone” /?#"}']],
    [`${STATUS}/Fail`, ['{"code":"INVALID_ARGUMENT","detailKinds":["DETAIL_KIND_ALL"]}']],
    [`${STATUS}/FailLater`, ['{"failure":{"code":"DATA_LOSS","message":"no more"},"messageCount":5}']],
    [`${VISION}.CaptionService/Live`, ['{"config":{"language":"de","expectedWords":2}}', '{"pcm":"AAAA"}']],
  ])("%s %j", async (method, messages) => {
    const [one, other] = [await ask("grpc", method, messages), await ask(kind, method, messages)];
    expect(withoutOk(other)).toEqual(withoutOk(one));
  });
});

it("HTTP + protobuf carries a unary call of Connect", async () => {
  const [one, other] = [
    await ask("grpc", `${SINK}/Echo`, [SINK_ALL]),
    await ask("http-protobuf", `${SINK}/Echo`, [SINK_ALL]),
  ];
  expect(withoutOk(other)).toEqual(withoutOk(one));
});

describe("a GET of Connect", () => {
  it("is refused for a method with side effects, and the warning says why", async () => {
    const { status } = await ask("connect-get", `${SINK}/Echo`, [SINK_ALL]);
    expect(status).toMatch(/^UNKNOWN: The answer is not Connect: HTTP 405/);
  });
  it("carries no stream", async () => {
    await expect(ask("connect-get", `${SINK}/EchoEach`, ["{}"])).rejects.toMatchObject({ code: "usage" });
  });
});

it.each<ChannelKind>(UNARY_KINDS)("a deadline ends a call (%s)", async (kind) => {
  const { status } = await ask(kind, `${STATUS}/Hang`, ["{}"], { deadline: 200 });
  expect(status).toMatch(/^DEADLINE_EXCEEDED: /);
});

describe("metadata", () => {
  it.each<ChannelKind>(["grpc", "http-json"])("goes to the server and back (%s)", async (kind) => {
    const { messages } = await ask(kind, `${SINK}/EchoMetadata`, ['{"headers":{"x-a":"1"}}'], {
      ...(kind === "http-json" ? { binding: 1 } : {}),
      deadline: 30_000,
    });
    expect(JSON.parse(messages[0] ?? "")).toMatchObject({ channel: kind });
  });
});
