import { describe, expect, it } from "vitest";
import type { SavedRequest } from "../../../core/contract/collections.ts";
import { draftOfSaved, isChanged, savedOfDraft } from "../../../renderer/collections/saved.ts";
import { authorizationForFile } from "../../../renderer/collections/saved-authorization.ts";
import { serverForFile } from "../../../renderer/collections/saved-server.ts";
import { changeRequest, NO_DRAFTS, newRequest, openTab } from "../../../renderer/state/drafts.ts";
import { withServer } from "../../../renderer/state/servers.ts";

const full: SavedRequest = {
  name: "Predict",
  target: "{{host}}:50051",
  method: "pkg.Service/Predict",
  methodKind: "bidi-stream",
  metadata: [
    { name: "a", value: "1" },
    { name: "b", value: "2", disabled: true },
    { name: "c-bin", value: "08 96", form: { kind: "hex" } },
    { name: "d-bin", value: "{}", form: { kind: "json", typeName: "a.B" } },
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
  connection: {
    authority: "other.test",
    userAgent: "mine/1",
    keepalive: { interval: 1000 },
    proxy: { kind: "url", url: "https://me:{{password}}@proxy:3128" },
    proxyTls: {
      clientCertificateFile: "proxy.pem",
      clientKeyFile: "proxy-key.pem",
      clientKeyPassphrase: "{{passphrase}}",
    },
  },
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

  it("holds no passphrase and no proxy's password that was typed", () => {
    const draft = draftOfSaved("1", "", link(full));
    const server = {
      target: full.target,
      security: { mode: "tls" as const, clientBundleFile: "a.p12", clientKeyPassphrase: "sesame" },
      connection: {
        proxy: { kind: "url" as const, url: "https://me:s3cret@proxy:3128" },
        proxyTls: { clientKeyFile: "key.pem", clientKeyPassphrase: "sesame" },
      },
    };
    const saved = savedOfDraft({ ...draft, servers: withServer(draft.servers, draft.channel, server) }, "x");
    expect(saved).toMatchObject({
      security: { mode: "tls", clientBundleFile: "a.p12" },
      connection: {
        proxy: { kind: "url", url: "https://me@proxy:3128" },
        proxyTls: { clientKeyFile: "key.pem" },
      },
    });
    expect(JSON.stringify(saved)).not.toMatch(/sesame|s3cret/);
    expect(serverForFile(server).leftOut).toBe(3);
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
