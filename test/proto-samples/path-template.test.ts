import fc from "fast-check";
import { expect, test } from "vitest";
import { matchTemplate, parseTemplate } from "../../proto-samples/server/gateway/path-template.ts";

test.each([
  ["/v1/models", "/v1/models", {}],
  ["/v1/models", "/v1/models/", undefined],
  ["/v1/models", "/v1/model%73", {}],
  ["/v1/{id}", "/v1/a", { id: "a" }],
  ["/v1/{id}", "/v1/", undefined],
  ["/v1/{id}", "/v1/a/b", undefined],
  ["/v1/{id}", "/v1/a%2Fb%20c", { id: "a/b c" }],
  ["/v1/{id}", "/v1/%zz", undefined],
  ["/v1/{name=models/*}", "/v1/models/a", { name: "models/a" }],
  ["/v1/{name=models/*}", "/v1/models/a%2fb%25", { name: "models/a%2fb%" }],
  ["/v1/{name=models/*}", "/v1/sets/a", undefined],
  ["/v1/{name=models/*}:predict", "/v1/models/a:predict", { name: "models/a" }],
  ["/v1/{name=models/*}:predict", "/v1/models/a:watch", undefined],
  ["/v1/{name=models/*}:predict", "/v1/models/a:b:predict", { name: "models/a:b" }],
  ["/v1/{a.b}/{c=**}", "/v1/x/y/z", { "a.b": "x", c: "y/z" }],
  ["/v1/{a.b}/{c=**}", "/v1/x", { "a.b": "x", c: "" }],
  ["/v1/{name=a/*/b/**}:go", "/v1/a/1/b/2/3:go", { name: "a/1/b/2/3" }],
  ["/v1/**/end", "/v1/a/b/end", {}],
  ["/v1/**/end", "/v1/a/b", undefined],
  ["/v1/*/{x}", "/v1/a/b", { x: "b" }],
])("%s takes %s as %j", (template, path, expected) => {
  const values = matchTemplate(parseTemplate(template), path);
  expect(values === undefined ? undefined : Object.fromEntries(values)).toEqual(expected);
});

test("any text in one segment comes back", () => {
  const template = parseTemplate("/v1/{a}/x/{b.c}:go");
  const text = fc.string({ minLength: 1, unit: "grapheme" });
  fc.assert(
    fc.property(text, text, (one, other) => {
      const path = `/v1/${encodeURIComponent(one)}/x/${encodeURIComponent(other)}:go`;
      expect(Object.fromEntries(matchTemplate(template, path) ?? [])).toEqual({ a: one, "b.c": other });
    }),
  );
});
