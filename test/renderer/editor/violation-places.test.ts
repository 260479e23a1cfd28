import { expect, it } from "vitest";
import { violationFindings, withRefused } from "../../../renderer/editor/violation-places.ts";

const text = `{
  "userAppId": { "user_id": "" },
  "inputs": [
    { "image": { "url": "a" } },
    { "image": { "url": "b" }, "labels": { "x": "y" } }
  ],
  "counts": { "7": {} }
}`;

it.each([
  ["userAppId", '"userAppId"'],
  ["user_app_id.user_id", '"user_id"'],
  ["inputs[1].image.url", '"url"', 5],
  ["inputs[0].image.url", '"url"', 4],
  ['inputs[1].labels["x"]', '"x"'],
  ["inputs[1].image.width", '"image"', 5],
  ["inputs[1]", '"image"', 5],
  ["inputs[9]", '"inputs"'],
  ["counts[7]", '"7"'],
  ["counts[7].no", '"7"'],
  ["nothing.like.it", undefined],
  ["", undefined],
])("%s is marked at %s", (path, marked, line?: number) => {
  const [finding] = violationFindings(text, [{ path, message: "no", rule: "r" }]);
  const place = finding?.text;
  expect(place && text.slice(place.start, place.end)).toBe(marked);
  if (line !== undefined) expect(place?.line).toBe(line);
  expect(finding?.message).toBe(`The server refused ${path || "the message"}: no (rule r)`);
});

it("stands where the engine found the field, whatever its name in JSON", () => {
  const [finding] = violationFindings('{ "img": 1 }', [
    { path: "image_url", jsonPath: "img", message: "no" },
  ]);
  expect(finding?.text).toMatchObject({ start: 2, end: 7 });
  expect(finding?.message).toBe("The server refused image_url: no");
});

it("goes before the rules that the schema tells of, each told once", () => {
  const own = (code: string, path: string) =>
    ({ code, severity: "warning", message: "m", path, hint: "" }) as const;
  const refused = violationFindings(text, [{ path: "user_app_id.user_id", message: "no" }]);
  const rules = [
    own("rule-broken", "userAppId.userId"),
    own("rule-broken", "inputs"),
    own("other", "userAppId"),
  ];
  expect(withRefused(rules, refused).map(({ code, path }) => `${code} ${path}`)).toEqual([
    "refused-field user_app_id.user_id",
    "rule-broken inputs",
    "other userAppId",
  ]);
  expect(withRefused(rules, [])).toBe(rules);
});
