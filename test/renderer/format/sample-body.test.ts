import { expect, it } from "vitest";
import { fillSampleBody } from "../../../renderer/format/sample-body.ts";

it.each([
  ["what it has", '{"modelId": "", "traceId": "1"}', { modelId: "general-v2", traceId: "1" }],
  [
    "inside lists",
    '{"inputs": [{"id": "", "text": "x"}, {"id": "2"}]}',
    { inputs: [{ id: "cat-01", text: "x" }, { id: "2" }] },
  ],
  ["another schema's body", '{"name": 3}', { name: 3 }],
])("fills %s", (_, json, filled) => expect(JSON.parse(fillSampleBody(json))).toEqual(filled));
it("leaves a text that is not JSON alone", () => expect(fillSampleBody("{")).toBe("{"));
