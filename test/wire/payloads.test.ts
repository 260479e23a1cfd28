import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createGuessBinder } from "../../core/guess/binder.ts";
import { auditSchema } from "../../core/wire/bind/audit.ts";
import { Resolver } from "../../core/wire/bind/resolve.ts";
import { createSchemaBinder } from "../../core/wire/bind/schema-binder.ts";
import { Shapes } from "../../core/wire/bind/shapes.ts";
import { findSequenceMarks } from "../../core/wire/sequence.ts";
import { walk } from "../../core/wire/walk.ts";
import { formatAtoms, formatMarks, parsePayloads } from "./notation.ts";
import { fromHex, registry, typeNamed } from "./schema.ts";

function payloads(name: string) {
  return parsePayloads(
    readFileSync(new URL(`../../proto-samples/payloads/${name}`, import.meta.url), "utf8"),
  );
}

describe("payloads without a schema", () => {
  it.each(payloads("wire.txt"))("$name", ({ hex, atoms, findings }) => {
    const bytes = fromHex(hex);
    const walked = walk(bytes, createGuessBinder(bytes));
    const marks = [...walked.marks.sorted(), ...findSequenceMarks(walked).sorted()];
    expect({ atoms: formatAtoms(walked), findings: formatMarks(marks) }).toEqual({ atoms, findings });
  });
});

describe.each([
  ["proto3.txt", "t.T"],
  ["proto2.txt", "t2.T"],
  ["well-known.txt", "t.Known"],
])("payloads of %s with a schema", (file, typeName) => {
  it.each(payloads(file))("$name", ({ hex, atoms, findings }) => {
    const bytes = fromHex(hex);
    const shapes = new Shapes(registry);
    const type = typeNamed(typeName);
    const walked = walk(bytes, createSchemaBinder(bytes, type, shapes, createGuessBinder(bytes)));
    const resolver = new Resolver(walked, shapes, shapes.of(type));
    const marks = [
      ...walked.marks.sorted(),
      ...auditSchema(walked, shapes, shapes.of(type), resolver).sorted(),
    ];
    expect({ atoms: formatAtoms(walked), findings: formatMarks(marks) }).toEqual({ atoms, findings });
  });
});
