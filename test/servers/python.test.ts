/** A server on gRPC's C++ core and C++ protobuf (under Python): what it reads in our bytes is what we say they are. */
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ensureBuilt, inFolder } from "../cli/build-cli.ts";
import { runByteglass } from "../cli/run-byteglass.ts";
import { type Caller, openCaller } from "./support/caller.ts";
import { describeWith } from "./support/programs.ts";
import { findPython, pythonMissing, type RunningPython, startPython } from "./support/python.ts";
import { lines } from "./support/terminal.ts";

const folder = inFolder("test/servers/python");
const imports = ["core/schema/include", "node_modules/protoc/include"].map(inFolder);
const service = "byteglass.mirror.v1.Mirror";
const files = ["--proto", "mirror.proto", "-I", folder];

describeWith("gRPC's C++ core", await findPython(), pythonMissing, (python) => {
  let mirror: RunningPython;
  let caller: Caller;
  beforeAll(async () => {
    await ensureBuilt();
    mirror = await startPython(python, {
      script: join(folder, "server.py"),
      files: [
        "mirror.proto",
        "google/rpc/status.proto",
        "google/rpc/error_details.proto",
        "google/protobuf/empty.proto",
      ],
      folders: [folder, ...imports],
    });
    caller = await openCaller({
      kind: "proto",
      files: [join(folder, "mirror.proto")],
      importPaths: [folder],
    });
  });
  afterAll(async () => {
    await caller?.close();
    await mirror?.stop();
  });

  /** Their JSON of our bytes, our JSON of their bytes, and our bytes. */
  async function reflect(method: string, body: string) {
    const { code, message, messages, sentHex } = await caller.call(mirror.target, `${service}/${method}`, [
      body,
    ]);
    expect([code, message]).toEqual([0, ""]);
    const [{ json, again }] = messages as [{ json: string; again?: string }];
    return { theirs: JSON.parse(json) as unknown, again: again ?? "", sentHex: sentHex[0] ?? "" };
  }

  describe("reads in our bytes what we wrote", () => {
    it.each<[string, unknown]>([
      [
        "the largest integers",
        integers("2147483647", "9223372036854775807", "4294967295", "18446744073709551615"),
      ],
      ["the smallest integers", integers("-2147483648", "-9223372036854775808", "0", "0")],
      ["integers past 2^53", { int64Value: "9007199254740993", uint64Value: "9007199254740995" }],
      [
        "doubles",
        {
          doubleValue: 0.1,
          nested: { doubleValue: 5e-324, nested: { doubleValue: 1.7976931348623157e308 } },
        },
      ],
      ["floats", { floats: [0.1, 3.4028235e38, 16777216, -1.1754944e-38] }],
      ["floats that are no numbers", { floats: ["NaN", "Infinity", "-Infinity"], doubleValue: "NaN" }],
      ["text", { stringValue: 'a\u0000\u2028é漢🫖\\"', texts: ["", " "], optionalText: "" }],
      ["bytes", { bytesValue: "AP+/+A==", blobs: { "18446744073709551615": "", "0": "/w==" } }],
      ["enums", { colour: "COLOUR_NEGATIVE", colours: ["COLOUR_UNSPECIFIED", "COLOUR_RED", 77, -1] }],
      ["presence", { optionalNumber: 0, nested: {}, chosenText: "" }],
      ["a null that is chosen", { chosenNull: null }],
      ["repeated numbers", { packedNumbers: ["1", "-1", "0"], unpackedNumbers: ["300", "-300"] }],
      [
        "maps",
        {
          counts: { "": "0", a: "-1" },
          children: { "-1": { boolValue: true } },
          flags: { true: "COLOUR_RED", false: 3 },
        },
      ],
      ["times", { time: "0001-01-01T00:00:00Z", span: "-315576000000.999999999s" }],
      ["times of part seconds", { time: "2024-02-29T23:59:59.120Z", span: "1.000001s" }],
      ["the last time", { time: "9999-12-31T23:59:59.999999999Z", span: "0s" }],
      ["any JSON", { object: { a: [1, null, "x", { b: true }], "": {} }, anyJson: -0.5, list: [[], {}] }],
      ["a null of any JSON", { anyJson: null }],
      ["boxes", { boxedNumber: "0", boxedBytes: "", boxedFlag: false }],
      ["a mask", { mask: "a,b.cD" }],
      [
        "a message in Any",
        { any: { "@type": "type.googleapis.com/byteglass.mirror.v1.CountAnswer", number: "-7" } },
      ],
      [
        "a time in Any",
        {
          any: { "@type": "type.googleapis.com/google.protobuf.Timestamp", value: "1970-01-01T00:00:01Z" },
        },
      ],
      ["a name of its own", { $other: "x" }],
    ])("%s", async (_what, value) => {
      const { theirs, again, sentHex } = await reflect("Reflect", JSON.stringify(value));
      expect(theirs).toEqual(value);
      const back = await caller.call(mirror.target, `${service}/Echo`, [JSON.stringify(value)]);
      expect(back.messages).toEqual([value]);
      expect(Buffer.from(again, "base64").length).toBe(sentHex.length / 2);
    });

    it("every field of the example", async () => {
      const body = await caller.template("byteglass.mirror.v1.Everything");
      const { theirs } = await reflect("Reflect", body);
      const { messages } = await caller.call(mirror.target, `${service}/Echo`, [body]);
      expect(messages).toEqual([theirs]);
    });

    it.each<[string, unknown]>([
      ["groups", { id: 1, box: { label: "l", item: [{ weight: "5" }, {}] } }],
      ["defaults that are set", { id: 0, name: "none", size: "SIZE_LARGE", ratio: "Infinity" }],
      [
        "extensions",
        { id: 1, "[byteglass.mirror.v1.remark]": "r", "[byteglass.mirror.v1.relatives]": [{ id: 2 }] },
      ],
      ["repeated numbers", { id: 1, unpacked: [1, 2], packed: [-1, 1], children: { a: { id: 3 } } }],
    ])("proto2: %s", async (_what, value) => {
      // Python leaves the brackets off the names of repeated extensions.
      const expected = JSON.stringify(value).replace("[byteglass.mirror.v1.relatives]", "relatives");
      expect((await reflect("ReflectLegacy", JSON.stringify(value))).theirs).toEqual(JSON.parse(expected));
    });
  });

  describe("in the terminal", () => {
    const call = (method: string, ...words: string[]) =>
      runByteglass(["call", mirror.target, `${service}/${method}`, ...files, ...words]);

    it("tells that it has no reflection, and what to do", async () => {
      const refused = (version: string) =>
        `grpc.reflection.${version} answered UNIMPLEMENTED, "Method not found!"`;
      expect(lines(await runByteglass(["list", mirror.target]))).toEqual([
        2,
        "",
        `error: The server offers no reflection: ${refused("v1")}; ${refused("v1alpha")}.`,
        "hint: Give the schema as .proto files (--proto FILE, -I FOLDER for imports) or as a descriptor set (--protoset FILE).",
      ]);
    });

    it.each<[string, string, string]>([
      ["Count", '{"count": 3}', '{}\n{"number":"1"}\n{"number":"2"}\n'],
      ["Sum", '{"number": "9007199254740993"} {"number": -1}', '{\n  "number": "9007199254740992"\n}\n'],
      [
        "Double",
        '{"number": 1} {"number": "-4611686018427387904"}',
        '{"number":"2"}\n{"number":"-9223372036854775808"}\n',
      ],
      ["Double", "", ""],
    ])("%s streams: %s", async (method, body, expected) => {
      expect(lines(await call(method, "-d", body))).toEqual([0, expected]);
    });

    it("tells an error with all that came with it", async () => {
      const detail = { "@type": "type.googleapis.com/google.rpc.ErrorInfo", reason: "R", domain: "d" };
      const body = JSON.stringify({ code: 9, message: "nö 100 %\nnext", detail });
      const { exit, stdout, stderr } = await call("Fail", "-d", body, "--json");
      expect([exit, stderr.split("\n")]).toEqual([
        73,
        [
          "error: FAILED_PRECONDITION (9): nö 100 %",
          "next",
          "  The request is right, but the server is not in a state to do it.",
          '  detail google.rpc.ErrorInfo: {"reason":"R","domain":"d"}',
          "hint: Bring about the state the message names, then send again.",
          "",
        ],
      ]);
      const { status, headers, trailers } = JSON.parse(stdout);
      expect([status.code, status.message, status.details, headers]).toEqual([
        9,
        "nö 100 %\nnext",
        [{ typeUrl: "type.googleapis.com/google.rpc.ErrorInfo", value: { reason: "R", domain: "d" } }],
        [],
      ]);
      const all = Buffer.from(Array.from({ length: 256 }, (_, index) => index)).toString("base64");
      expect(trailers.filter(({ name }: { name: string }) => name.startsWith("x-"))).toEqual([
        { name: "x-twice", value: "first" },
        { name: "x-twice", value: "second" },
        { name: "x-raw-bin", value: all.replaceAll("=", "") },
      ]);
    });

    it("sends metadata as it was given, and reads an answer that was compressed unasked", async () => {
      const given = ["x-b-bin: AP8=", "X-Upper: a", "x-two: 1", "x-two: 2"].flatMap((header) => [
        "-H",
        header,
      ]);
      const { exit, stdout } = await call("Metadata", "-d", '{"count": 50}', ...given, "--json");
      const { headers, sizes, message } = JSON.parse(stdout);
      expect([exit, headers]).toEqual([
        0,
        expect.arrayContaining([
          { name: "x-early-bin", value: "AP8" },
          { name: "x-early", value: "yes" },
        ]),
      ]);
      const entries = (message.entries as { name: string; value: string }[]).filter(({ name }) =>
        name.startsWith("x-"),
      );
      expect(entries.map(({ name, value }) => [name, Buffer.from(value, "base64").toString("hex")])).toEqual([
        ["x-b-bin", "00ff"],
        ["x-upper", "61"],
        ["x-two", "31"],
        ["x-two", "32"],
      ]);
      expect(sizes.response).toBeGreaterThan(50_000);
    });
  });
});

function integers(int32: string, int64: string, uint32: string, uint64: string): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries({
      int32Value: Number(int32),
      sint32Value: Number(int32),
      sfixed32Value: Number(int32),
      uint32Value: Number(uint32),
      fixed32Value: Number(uint32),
      int64Value: int64,
      sint64Value: int64,
      sfixed64Value: int64,
      uint64Value: uint64,
      fixed64Value: uint64,
    }).filter(([, value]) => value !== 0 && value !== "0"),
  );
}
