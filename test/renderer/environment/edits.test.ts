import { describe, expect, it } from "vitest";
import { changeRow, freeKey, repeatedNames, variablesOf } from "../../../renderer/environment/edits.ts";
import { scopeEntries } from "../../../renderer/environment/scopes.ts";

const row = (key: string, name: string, value = "", part = {}) => ({ key, name, value, ...part });

describe("rows of variables", () => {
  it("begin below the last one, and go when they are empty", () => {
    const rows = changeRow([row("0", "a", "1")], freeKey([row("0", "a", "1")]), { name: "b" });
    expect(rows).toEqual([row("0", "a", "1"), row("1", "b")]);
    expect(changeRow(rows, "0", { name: "", value: "" })).toEqual([row("1", "b")]);
  });

  it("are saved without the values of secrets, which are told apart", () => {
    const rows = [row("0", " a ", "1"), row("1", "key", "s", { secret: true }), row("2", "", "lost")];
    expect(variablesOf(rows)).toEqual({
      variables: [
        { name: "a", value: "1" },
        { name: "key", secret: true },
      ],
      secrets: { key: "s" },
    });
  });

  it("tell names that stand twice, but not those that are switched off", () => {
    const rows = [row("0", "a"), row("1", "a "), row("2", "b"), row("3", "b", "", { disabled: true })];
    expect([...repeatedNames(rows)]).toEqual(["a"]);
  });
});

describe("entries of scopes", () => {
  it("keep an environment that is not saved yet until a file has its name", () => {
    const file = { name: "local", file: "/c/environments/local.yml", variables: [], hash: "h", findings: [] };
    const labels = (environments: readonly (typeof file)[]) =>
      scopeEntries(environments, [], undefined, ["local"]).map(({ key }) => key);
    expect([labels([]), labels([file])]).toEqual([["new local"], ["/c/environments/local.yml"]]);
  });
});
