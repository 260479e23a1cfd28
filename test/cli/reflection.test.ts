import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compileText } from "../schema/support/protoc.ts";
import { honest, type ReflectionServer, startReflectionServer } from "../schema/support/reflection-server.ts";
import { ensureBuilt } from "./build-cli.ts";
import { runByteglass } from "./run-byteglass.ts";

const files = compileText({
  "shop.proto": `syntax = "proto3"; package shop; service Shop { rpc Get(Item) returns (Item); } message Item {}`,
});

let server: ReflectionServer;
beforeAll(async () => {
  await ensureBuilt();
  server = await startReflectionServer(["v1alpha"], honest({ "shop.Shop": "shop.proto" }, files));
});
afterAll(() => server?.stop());

describe("the version of reflection", () => {
  it.each([[[]], [["--reflect-version", "v1alpha"]]])("is found with %j", async (words) => {
    expect(await runByteglass(["list", server.target, ...words])).toEqual({
      exit: 0,
      stdout: "shop.Shop/Get  unary\n",
      stderr: "",
    });
  });

  it("is not replaced by another when it is forced", async () => {
    const { exit, stderr } = await runByteglass(["list", server.target, "--reflect-version", "v1"]);
    expect(exit).not.toBe(0);
    expect(stderr).toContain("grpc.reflection.v1 answered UNIMPLEMENTED");
    expect(stderr).not.toContain("v1alpha");
  });

  it("is refused when there is none of its name", async () => {
    const { exit, stderr } = await runByteglass(["list", server.target, "--reflect-version", "v2"]);
    expect([exit, stderr]).toEqual([
      2,
      'error: There is no reflection version "v2".\nhint: Write --reflect-version v1 or v1alpha.\n',
    ]);
  });
});

it("headers for reflection alone are sent with it, beside those of the call", async () => {
  const words = ["-H", "a: 1", "--reflect-header", "b: 2"];
  expect((await runByteglass(["list", server.target, ...words])).exit).toBe(0);
  expect(server.metadata.at(-1)).toMatchObject({ a: "1", b: "2" });
});
