import { describe, expect, it } from "vitest";
import { toErrorRecord } from "../../../renderer/engine/failure.ts";
import { windowHint } from "../../../renderer/engine/window-hint.ts";

describe("a hint in the window", () => {
  it.each([
    ["Use TLS (--tls), or a CA (--cacert FILE).", "Use TLS, or a CA."],
    ["Add /a b as an import path (-I /a b): it holds x.", "Add /a b as an import path: it holds x."],
    ["Send it as it is (in a terminal, without --compress).", "Send it as it is."],
    ["Add C:/a (b) (-I C:/a (b)): it holds x.", "Add C:/a (b): it holds x."],
    ["Wait (a moment).", "Wait (a moment)."],
  ])("%j is %j", (hint, words) => expect(windowHint(hint)).toBe(words));
});

describe("what is thrown", () => {
  it("by the engine has hints for the window, those of its findings, too", () => {
    const finding = { code: "a", severity: "error", message: "Wrong." } as const;
    const record = {
      code: "tls",
      message: "No.",
      hint: "Use TLS (--tls).",
      findings: [{ ...finding, hint: "Or not (--plaintext)." }, finding],
    };
    expect(toErrorRecord({ name: "ByteglassError", record })).toEqual({
      ...record,
      hint: "Use TLS.",
      findings: [{ ...finding, hint: "Or not." }, finding],
    });
  });

  it("by anything else is a fault of the window", () => {
    expect(toErrorRecord(new Error("Oh."))).toMatchObject({ code: "internal", message: "Oh." });
  });
});
