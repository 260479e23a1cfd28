import { describe, expect, it } from "vitest";
import type { SchemaSummary } from "../../../core/contract/views.ts";
import {
  addConnection,
  beginOpening,
  connectionLabel,
  findMethod,
  finishOpening,
  forgetSchemas,
  methodCount,
  NO_CONNECTIONS,
  noteStage,
} from "../../../renderer/state/connections.ts";

const server = { target: "localhost:1", security: { mode: "auto" as const } };
const source = { kind: "reflection" as const, server, metadata: [], version: "auto" as const };
const method = {
  name: "M",
  fullName: "p.S/M",
  kind: "unary" as const,
  inputType: "p.I",
  outputType: "p.O",
  httpBindings: [],
  comment: "",
  deprecated: false,
};
const schema: SchemaSummary = {
  schemaId: "s1",
  services: [{ fullName: "p.S", comment: "", methods: [method] }],
  messageCount: 2,
  fileCount: 1,
  origin: "reflection v1",
  findings: [],
};
const error = { code: "unreachable" as const, message: "no", hint: "", findings: [] };
const added = addConnection(NO_CONNECTIONS, "c", [source], true);
const opening = beginOpening(added, "c", "op1");

describe("a connection", () => {
  it("is idle until it is opened", () =>
    expect(added).toEqual({
      byId: { c: { id: "c", sources: [source], sample: true, phase: "idle", operationId: "", stage: "" } },
      lastId: "c",
    }));
  it("tells where its opening is", () =>
    expect(noteStage(opening, "op1", "reflecting 1 of 2").byId["c"]?.stage).toBe("reflecting 1 of 2"));
  it("ignores news of an opening that is over", () => expect(noteStage(opening, "op0", "x")).toBe(opening));
  it("is ready with its schema", () =>
    expect(finishOpening(opening, "c", "op1", { schema }).byId["c"]).toMatchObject({
      phase: "ready",
      schema,
      operationId: "",
    }));
  it("keeps its schema when a reload fails", () => {
    const ready = finishOpening(opening, "c", "op1", { schema });
    const failed = finishOpening(beginOpening(ready, "c", "op2"), "c", "op2", { error });
    expect(failed.byId["c"]).toMatchObject({ phase: "failed", schema, error });
    expect(beginOpening(failed, "c", "op3").byId["c"]).not.toHaveProperty("error");
  });
  it("ignores an answer to an older opening", () =>
    expect(finishOpening(opening, "c", "op0", { schema })).toBe(opening));
  it("forgets its schema with the engine that held it", () =>
    expect(forgetSchemas(finishOpening(opening, "c", "op1", { schema }))).toEqual(added));
});

it.each([
  [[source], "localhost:1"],
  [[{ kind: "proto" as const, files: ["/a/b.proto"], importPaths: [] }], "b.proto"],
  [
    [{ kind: "proto" as const, files: ["/a/b.proto", "c.proto", "d.proto"], importPaths: [] }],
    "b.proto and 2 more",
  ],
  [[source, { kind: "descriptor-set" as const, file: "C:\\x\\y.binpb" }], "localhost:1 + y.binpb"],
])("the sources %j are called %s", (sources, label) => expect(connectionLabel(sources)).toBe(label));

it("finds methods by their full name", () =>
  expect([findMethod(schema, "p.S/M"), findMethod(schema, "p.S/X"), findMethod(undefined, "p.S/M")]).toEqual([
    method,
    undefined,
    undefined,
  ]));
it("counts methods", () => expect(methodCount(schema)).toBe(1));
