import { describe, expect, it } from "vitest";
import { addCollection, NO_COLLECTIONS } from "../../../renderer/collections/state.ts";
import { addConnection, NO_CONNECTIONS } from "../../../renderer/state/connections.ts";
import { NO_DRAFTS, newPayload, newRequest, openTab } from "../../../renderer/state/drafts.ts";
import { DEFAULT_LAYOUT } from "../../../renderer/state/layout.ts";
import { DEFAULT_LENS } from "../../../renderer/state/lens.ts";
import { NO_SERVERS } from "../../../renderer/state/servers.ts";
import { readSession, type Session } from "../../../renderer/state/session.ts";
import { wholeSession } from "./whole-session.ts";

const server = {
  target: "example.test:443",
  security: { mode: "tls" as const, certificateAuthorityFile: "/ca.pem", insecureSkipVerify: false },
};
const edits = { steps: [{ title: "set 1", patches: [{ start: 0, end: 1, base64: "CJYB" }] }], at: 0 };
const request = newRequest("r", {
  channel: "http-json",
  servers: { ...NO_SERVERS, grpc: server, "http-json": server },
  method: "p.S/M",
  methodKind: "client-stream",
  messages: ['{"a": 1', "\ud800 half a pair"],
  messageIndex: 1,
  raws: { "1": { base64: "CJYB", edits } },
  metadata: [{ id: "1", name: "a", value: "b", enabled: false }],
  deadline: "what?",
  compare: { chosen: ["grpc", "connect-get"], count: 1000 },
  repeat: { count: "many", concurrency: "", duration: "10 s" },
  saved: {
    file: "/c/a.yml",
    collection: "/c",
    hash: "0",
    request: { name: "A", target: "", method: "", metadata: [], messages: [] },
  },
});
const payload = { ...newPayload("p", { kind: "bytes", base64: "CJYB" }, "x.bin"), edits, jsonText: '{"a"' };
const source = { kind: "reflection" as const, server, metadata: [], version: "auto" as const };
const session: Session = {
  drafts: openTab(openTab(NO_DRAFTS, request), payload),
  connections: addConnection(NO_CONNECTIONS, "c", [source], false),
  layout: { ...DEFAULT_LAYOUT, sideWidth: 300, inspectorPane: "findings" },
  collections: addCollection(NO_COLLECTIONS, "/c", { expanded: ["/c/a"], environment: "staging" }),
  lens: { ...DEFAULT_LENS, order: "grouped", repair: false },
  settings: { deadline: "30 s" },
};

describe("a session", () => {
  it("comes back as it was written", () =>
    expect(readSession(wholeSession(session))).toEqual({
      ...session,
      sampleAddresses: undefined,
      unread: 0,
    }));
  it("fills in the servers of channels that an earlier version did not have", () => {
    const stored = JSON.parse(wholeSession(session));
    stored.tabs[0].servers = { grpc: server, "http-json": server };
    delete stored.tabs[0].http;
    expect(readSession(JSON.stringify(stored))).toMatchObject({
      unread: 0,
      drafts: { tabs: [request, payload] },
    });
  });
  it("leaves closed tabs and schemas behind", () => {
    const written = wholeSession({ ...session, drafts: { ...session.drafts, closed: [payload] } });
    expect(readSession(written)?.drafts.closed).toEqual([]);
  });
  it("counts tabs it cannot read and keeps the others", () => {
    const stored = JSON.parse(wholeSession(session));
    stored.tabs[0].messages = [];
    stored.activeId = "r";
    expect(readSession(JSON.stringify(stored))).toMatchObject({
      unread: 1,
      drafts: { tabs: [payload], activeId: "p" },
    });
  });
  it("falls back to default sizes", () => {
    const stored = JSON.parse(wholeSession(session));
    stored.layout = { sideWidth: "wide", sideVisible: false };
    expect(readSession(JSON.stringify(stored))?.layout).toEqual({ ...DEFAULT_LAYOUT, sideVisible: false });
  });
  it.each([["not JSON {"], ["[]"], ['{"version": 2}'], [""]])("is not %j", (text) =>
    expect(readSession(text)).toBeUndefined(),
  );
});
