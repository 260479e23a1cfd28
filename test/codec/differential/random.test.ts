/** Laws over random schemas and random values; protobuf-es is the referee. */
import { fromBinary, fromJsonString, toBinary } from "@bufbuild/protobuf";
import fc from "fast-check";
import { expect, it } from "vitest";
import { encodeJson, renderJson } from "../../../core/codec/index.ts";
import { messageType, toHex } from "../compile.ts";
import { generate, seeded } from "./generate.ts";
import { randomSchema } from "./random-schemas.ts";

/** Lists of these names make protobuf-es throw or read what an object inherits. */
const INHERITED = /__proto__|constructor|toString|hasOwnProperty/;

it("any value of any schema is the same after JSON → bytes → JSON, and the same to protobuf-es", () => {
  let judged = 0;
  fc.assert(
    fc.property(fc.nat(), fc.nat(), (schemaSeed, valueSeed) => {
      const registry = randomSchema(seeded(schemaSeed));
      const type = messageType(registry, "r.A");
      const json = generate(type, seeded(valueSeed));
      const encoded = encodeJson(type, json, { registry });
      if (!encoded.ok) throw new Error(`${json}\n${encoded.findings[0]?.message}`);
      const { bytes } = encoded.value;
      expect(renderJson(type, bytes, { registry, indent: 0 })).toMatchObject({ text: json, findings: [] });
      if (INHERITED.test(json)) return;
      judged += 1;
      expect(toHex(bytes)).toBe(toHex(toBinary(type, fromJsonString(type, json, { registry }))));
      expect(toHex(bytes)).toBe(toHex(toBinary(type, fromBinary(type, bytes))));
    }),
    { numRuns: 1500 },
  );
  expect(judged).toBeGreaterThan(150);
});
