import { transform } from "esbuild";
import { describe, expect, it } from "vitest";
import { loadScript } from "./load.ts";

const { plainExports, refuseCircles } = await loadScript<{
  plainExports(code: string): string;
  refuseCircles(chunks: readonly { readonly name: string; readonly code: string }[]): void;
}>("build/plain-exports.mjs");

/** What a chunk exports, made as the terminal program is made. */
async function exportsOf(source: string): Promise<Record<string, unknown>> {
  const { code } = await transform(source, { format: "cjs", platform: "node", minifyWhitespace: true });
  const module = { exports: {} as Record<string, unknown> };
  new Function("exports", "require", "module", plainExports(code))(module.exports, () => ({}), module);
  return module.exports;
}

describe("exports of a chunk", () => {
  it("are plain properties where nothing changes them", async () => {
    const made = await exportsOf(
      "function one(){return 1}const two=2;class Three{}export{one as a,two as b,Three}",
    );
    const kinds = Object.entries(Object.getOwnPropertyDescriptors(made)).map(
      ([name, { get, value }]) => `${name} ${get === undefined ? typeof value : "getter"}`,
    );
    expect(kinds.sort()).toEqual(["Three function", "__esModule boolean", "a function", "b number"]);
  });

  it.each([
    ["is assigned in another place", "let it=0;export{it};export function set(){it=7}"],
    ["is counted up", "let it=6;export{it};export function set(){it++}"],
    ["has its value later", "let it;export{it};export function set(){it=7}"],
  ])("show the new value of a binding that %s", async (_what, source) => {
    const made = await exportsOf(source);
    (made["set"] as () => void)();
    expect(made["it"]).toBe(7);
  });
});

describe("chunks that load each other", () => {
  const chunk = (name: string, code: string) => ({ name, code });
  it("are refused when each needs the other at once", () => {
    const circle = [chunk("a.cjs", 'var b=require("./b.cjs")'), chunk("b.cjs", 'require("./a.cjs");')];
    expect(() => refuseCircles(circle)).toThrow("The chunk a.cjs needs itself: a.cjs, b.cjs.");
  });
  it("are taken when one is loaded later", () => {
    const later = chunk("b.cjs", 'Promise.resolve().then(()=>__toESM(require("./a.cjs")))');
    expect(() => refuseCircles([chunk("a.cjs", 'var b=require("./b.cjs")'), later])).not.toThrow();
  });
});
