import { describe, expect, it } from "vitest";
import { tokenNote, userNote } from "../../../renderer/authorization/notes.ts";

describe("a note on what can be sent and may not be meant", () => {
  it.each([
    ["abc", undefined],
    ["bearerabc", undefined],
    ["Bearer abc", "“Bearer” is put before the token: it would be sent twice."],
    [" bearer\tabc", "“Bearer” is put before the token: it would be sent twice."],
  ])("the token %j", (token, expected) => expect(tokenNote(token)).toBe(expected));

  it.each([
    ["ada", undefined],
    ["ada:b", "A server reads the user up to the first colon: the rest would be of the password."],
  ])("the user %j", (user, expected) => expect(userNote(user)).toBe(expected));
});
