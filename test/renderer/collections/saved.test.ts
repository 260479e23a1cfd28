import { describe, expect, it } from "vitest";
import type { SavedRequest } from "../../../core/contract/collections.ts";
import { draftOfSaved, isChanged, savedOfDraft } from "../../../renderer/collections/saved.ts";
import { authorizationForFile } from "../../../renderer/collections/saved-authorization.ts";
import { changeRequest, NO_DRAFTS, newRequest, openTab } from "../../../renderer/state/drafts.ts";

const full: SavedRequest = {
  name: "Predict",
  target: "{{host}}:50051",
  method: "pkg.Service/Predict",
  methodKind: "bidi-stream",
  metadata: [
    { name: "a", value: "1" },
    { name: "b", value: "2", disabled: true },
  ],
  messages: [
    { title: "first", text: '{"id": 9007199254740993}' },
    { title: "second", text: "{}" },
  ],
  sequence: 3,
  tags: ["smoke"],
  assertions: [{ kind: "check", expression: "status", operator: "eq", value: "OK" }],
  channel: "http-json",
  deadline: 2500,
  binding: 1,
  security: { mode: "tls", insecureSkipVerify: true },
  options: { waitForReady: true },
  authorization: { kind: "bearer", token: "{{token}}" },
};
const link = (request: SavedRequest) => ({ file: "/c/a.yml", collection: "/c", hash: "1", request });

describe("a saved request", () => {
  it.each<[string, SavedRequest]>([
    ["with everything", full],
    ["with nothing", { name: "Empty", target: "", method: "", metadata: [], messages: [] }],
    ["with a deadline in a variable", { ...full, deadline: "{{deadline}}" }],
    ["with a deadline in words", { ...full, deadline: "1.5 m" }],
  ])("%s is saved as it was opened", (_name, request) => {
    const draft = draftOfSaved("1", "", link(request));
    expect(savedOfDraft(draft, request.name)).toEqual(request);
    expect(isChanged(draft)).toBe(false);
  });

  it("keeps what the window does not show when it is changed", () => {
    const draft = draftOfSaved("1", "", link(full));
    const changed = { ...draft, messages: ["{}", "{}", "{}"], deadline: "5 s" };
    expect(isChanged(changed)).toBe(true);
    expect(savedOfDraft(changed, "Other")).toEqual({
      ...full,
      name: "Other",
      deadline: 5000,
      messages: [{ title: "first", text: "{}" }, { title: "second", text: "{}" }, { text: "{}" }],
    });
  });

  it("is changed by every part that a file has", () => {
    const draft = draftOfSaved("1", "", link(full));
    const state = openTab(NO_DRAFTS, draft);
    const parts = [
      { method: "pkg.Service/Other" },
      { messages: ["{}"] },
      { metadata: [] },
      { channel: "grpc" as const },
      { deadline: "" },
      { binding: -1 },
    ];
    for (const part of parts) {
      const [tab] = changeRequest(state, "1", (now) => ({ ...now, ...part })).tabs;
      expect(tab?.kind === "request" && isChanged(tab), Object.keys(part)[0]).toBe(true);
    }
  });
});

it("a secret that was typed stays out of the file, a variable does not", () => {
  const draft = { ...newRequest("1"), authorization: { kind: "bearer", token: "s3cret" } as const };
  expect(JSON.stringify(savedOfDraft(draft, "A"))).not.toContain("s3cret");
  expect(authorizationForFile(draft.authorization)).toEqual({
    authorization: { kind: "bearer", token: "" },
    leftOut: 1,
  });
  const named = { kind: "basic", username: "me", password: "{{password}}" } as const;
  expect(authorizationForFile(named)).toEqual({ authorization: named, leftOut: 0 });
});

it("a draft that is not saved has no changes to save", () => {
  expect(isChanged(newRequest("1", { messages: ["{}"] }))).toBe(false);
});
