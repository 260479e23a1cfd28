import { afterEach, describe, expect, it } from "vitest";
import { readSettings } from "../../../renderer/state/settings.ts";
import { settings } from "../../../renderer/state/stores.ts";
import { deadlineOf, newDeadline } from "../../../renderer/state/usual-deadline.ts";

afterEach(() => settings.update((now) => ({ ...now, deadline: "" })));

describe("the usual deadline", () => {
  it.each([
    ["", "", undefined],
    ["30 s", "", 30_000],
    ["30 s", "  ", 30_000],
    ["30 s", "2 s", 2000],
    ["30 s", "none", undefined],
    ["none", "", undefined],
  ])("%j with %j typed is %j ms", (usual, deadline, milliseconds) => {
    settings.update((now) => ({ ...now, deadline: usual }));
    expect(deadlineOf({ deadline })).toEqual({ ok: true, milliseconds });
  });

  it("is refused where it counts and cannot be read", () => {
    settings.update((now) => ({ ...now, deadline: "soon" }));
    expect(deadlineOf({ deadline: "" })).toMatchObject({ ok: false });
    expect(deadlineOf({ deadline: "1 s" })).toEqual({ ok: true, milliseconds: 1000 });
  });

  it("leaves the field of a new request empty, and its own deadline there without one", () => {
    expect(newDeadline()).toBe("5 s");
    settings.update((now) => ({ ...now, deadline: "30 s" }));
    expect(newDeadline()).toBe("");
  });

  it.each([[undefined], [{}], [{ deadline: 5 }], ["x"]])("falls back from %j", (stored) =>
    expect(readSettings(stored)).toEqual({ deadline: "" }),
  );
});
