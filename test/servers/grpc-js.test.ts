/** @grpc/reflection: descriptors made by protobufjs, a file a package, without imports, comments and custom options. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ensureBuilt } from "../cli/build-cli.ts";
import { runByteglass } from "../cli/run-byteglass.ts";
import { type RunningShop, startShop } from "./support/shop.ts";
import { lines } from "./support/terminal.ts";

let shop: RunningShop;
beforeAll(async () => {
  await ensureBuilt();
  shop = await startShop();
});
afterAll(() => shop?.stop());

const order = {
  price: { currency: "EUR", units: "9007199254740993" },
  shares: [{ percent: 5 }],
  mood: "MOOD_GOOD",
  parcel: { worth: { units: "-1" } },
  extras: { tip: { currency: "USD" } },
  at: "2024-02-29T12:00:00.500Z",
  notes: { a: [1, null] },
  number: "0",
};

describe("a server of @grpc/grpc-js with @grpc/reflection", () => {
  it("lists its methods", async () => {
    expect(lines(await runByteglass(["list", shop.target]))).toEqual([
      0,
      "acme.shop.v1.Shop/Buy    unary\nacme.shop.v1.Shop/Watch  server-stream\n",
    ]);
  });

  it.each([
    ["types of other packages", order],
    [
      "a type inside Any",
      { any: { "@type": "type.googleapis.com/acme.money.v1.Money", currency: "EUR", units: "1" } },
    ],
  ])("answers with %s", async (_what, body) => {
    const words = ["call", shop.target, "acme.shop.v1.Shop/Buy", "-d", JSON.stringify(body)];
    const { exit, stdout, stderr } = await runByteglass(words);
    expect([exit, stderr, JSON.parse(stdout)]).toEqual([0, "", body]);
  });

  it("streams", async () => {
    const words = ["call", shop.target, "acme.shop.v1.Shop/Watch", "-d", '{"price": {"units": "7"}}'];
    expect(lines(await runByteglass(words))).toEqual([0, '{"units":"7"}\n'.repeat(2)]);
  });

  it("gives an example with every field", async () => {
    const { exit, stdout, stderr } = await runByteglass([
      "template",
      "acme.shop.v1.Order",
      "--reflect",
      shop.target,
    ]);
    expect([exit, stderr, Object.keys(JSON.parse(stdout)).sort()]).toEqual([
      0,
      "",
      [...Object.keys(order), "any"].sort(),
    ]);
  });

  it("has no http rule to call by, and says so", async () => {
    const words = [
      "call",
      "http://127.0.0.1:1",
      "acme.shop.v1.Shop/Buy",
      "--channel",
      "http-json",
      "--reflect",
      shop.target,
    ];
    expect(lines(await runByteglass(words))).toEqual([
      2,
      "",
      "error: acme.shop.v1.Shop/Buy has no google.api.http option: it has no HTTP + JSON form.",
      "hint: Call it over gRPC (--channel grpc), or load a schema in which the method has the option.",
    ]);
  });
});
