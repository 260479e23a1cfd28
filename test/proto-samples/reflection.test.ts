import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type SampleServer, startSampleServer } from "../../proto-samples/server/index.ts";
import { callGrpc, methodOf, schema } from "./sample-client.ts";

let server: SampleServer;
beforeAll(async () => {
  server = await startSampleServer();
});
afterAll(() => server.stop());

interface Answer {
  readonly messageResponse: { readonly case: string; readonly value: unknown };
}

describe.each(["grpc.reflection.v1", "grpc.reflection.v1alpha"])("%s", (version) => {
  const name = `${version}.ServerReflection/ServerReflectionInfo`;

  async function ask(request: Record<string, string | number | object>): Promise<Answer["messageResponse"]> {
    const { bytes } = await callGrpc(server.addresses.grpc, name, [request as never]);
    return (fromBinary(methodOf(name).output, bytes[0] ?? new Uint8Array()) as unknown as Answer)
      .messageResponse;
  }

  async function files(request: Record<string, string | object>): Promise<readonly Uint8Array[]> {
    const { value } = await ask(request);
    return (value as { readonly fileDescriptorProto: readonly Uint8Array[] }).fileDescriptorProto;
  }

  test("lists the services that are served", async () => {
    const { messages } = await callGrpc(server.addresses.grpc, name, [{ listServices: "*" }]);
    expect(messages).toEqual([
      {
        originalRequest: { listServices: "*" },
        listServicesResponse: {
          service: expect.toSatisfy(
            (services: { name: string }[]) =>
              services
                .map((service) => service.name)
                .sort()
                .join() ===
              [
                "grpc.health.v1.Health",
                "grpc.reflection.v1.ServerReflection",
                "grpc.reflection.v1alpha.ServerReflection",
                "samples.sink.v1.EchoService",
                "samples.status.v1.StatusService",
                "samples.vision.v1.CaptionService",
                "samples.vision.v1.ModelService",
                "samples.vision.v1.VisionService",
              ].join(),
          ),
        },
      },
    ]);
  });

  test.each([
    [
      "a service",
      { fileContainingSymbol: "samples.vision.v1.ModelService" },
      "samples/vision/v1/model.proto",
    ],
    ["a method", { fileContainingSymbol: "samples.sink.v1.EchoService.Echo" }, "samples/sink/v1/echo.proto"],
    [
      "a nested message",
      { fileContainingSymbol: "samples.vision.v1.Model.Version" },
      "samples/vision/v1/model.proto",
    ],
    ["a file", { fileByFilename: "google/api/http.proto" }, "google/api/http.proto"],
    [
      "an extension",
      { fileContainingExtension: { containingType: "samples.legacy.v1.Label", extensionNumber: 101 } },
      "samples/legacy/v1/label.proto",
    ],
    [
      "an option",
      {
        fileContainingExtension: {
          containingType: "google.protobuf.MethodOptions",
          extensionNumber: 72295728,
        },
      },
      "google/api/annotations.proto",
    ],
  ])("finds %s in the compiler's own bytes, with all imports", async (_, request, first) => {
    const sent = await files(request);
    const names = sent.map((bytes) => fromBinary(FileDescriptorProtoSchema, bytes).name);
    expect(names[0]).toBe(first);
    expect(sent.map((bytes) => Buffer.from(bytes).toString("base64"))).toEqual(
      names.map((each) => Buffer.from(schema.files.get(each) ?? []).toString("base64")),
    );
    const imports = names.flatMap((each) => schema.imports.get(each) ?? []);
    expect(imports.filter((each) => !names.includes(each))).toEqual([]);
  });

  test("keeps google.api.http, options of our own and comments", async () => {
    const [first] = await files({ fileContainingSymbol: "samples.vision.v1.VisionService.Predict" });
    const file = fromBinary(FileDescriptorProtoSchema, first ?? new Uint8Array());
    const options = file.service[0]?.method[0]?.options;
    expect(options?.$unknown?.map(({ no }) => no)).toEqual([50712, 72295728]);
    expect(file.sourceCodeInfo?.location.map((each) => each.leadingComments)).toContain(
      " At most this many concepts come back, best first.\n",
    );
  });

  test("tells the numbers of all extensions", async () => {
    const { value } = await ask({ allExtensionNumbersOfType: "samples.legacy.v1.Label" });
    expect(value).toMatchObject({
      baseTypeName: "samples.legacy.v1.Label",
      extensionNumber: [100, 101, 102, 103, 104, 1000],
    });
  });

  test.each([
    [{ fileContainingSymbol: "none.at.All" }, 5, "Symbol not found: none.at.All"],
    [{ fileByFilename: "none.proto" }, 5, "Proto file not found: none.proto"],
    [{}, 12, "Unimplemented method for request: undefined"],
  ])("answers %j with an error and goes on", async (request, errorCode, errorMessage) => {
    const { messages } = await callGrpc(server.addresses.grpc, name, [request, { listServices: "" }]);
    expect(messages).toEqual([
      { originalRequest: request, errorResponse: { errorCode, errorMessage } },
      expect.objectContaining({ listServicesResponse: expect.anything() }),
    ]);
  });
});

test("describes edition 2023 without loss", () => {
  const bytes = schema.files.get("samples/modern/v1/scene.proto") ?? new Uint8Array();
  const file = fromBinary(FileDescriptorProtoSchema, bytes);
  expect(file.syntax).toBe("editions");
  expect(toBinary(FileDescriptorProtoSchema, create(FileDescriptorProtoSchema, file))).toEqual(
    new Uint8Array(bytes),
  );
});
