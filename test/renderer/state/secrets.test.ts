import { describe, expect, it } from "vitest";
import { NO_COLLECTIONS } from "../../../renderer/collections/state.ts";
import { addConnection, NO_CONNECTIONS } from "../../../renderer/state/connections.ts";
import { NO_DRAFTS, newRequest, openTab } from "../../../renderer/state/drafts.ts";
import { DEFAULT_LAYOUT } from "../../../renderer/state/layout.ts";
import { DEFAULT_LENS } from "../../../renderer/state/lens.ts";
import { putSecrets, readSecrets, takeSecrets } from "../../../renderer/state/secrets.ts";
import { NO_SERVERS } from "../../../renderer/state/servers.ts";
import { readSession, type Session } from "../../../renderer/state/session.ts";
import { sessionFiles } from "../../../renderer/state/session-files.ts";
import { DEFAULT_SETTINGS } from "../../../renderer/state/settings.ts";
import { wholeSession } from "./whole-session.ts";

const secured = {
  target: "a.example",
  security: { mode: "tls" as const, clientBundleFile: "/me.p12", clientKeyPassphrase: "open-me" },
  connection: { proxy: { kind: "url" as const, url: "http://me:pass@proxy" }, userAgent: "x" },
};
const authorization = {
  kind: "oauth2-client",
  tokenUrl: "https://t",
  clientId: "c",
  clientSecret: "s",
} as const;
const source = {
  kind: "reflection" as const,
  server: secured,
  metadata: [],
  authorization,
  version: "auto" as const,
};
const session: Session = {
  drafts: openTab(
    openTab(NO_DRAFTS, newRequest("r", { servers: { ...NO_SERVERS, grpc: secured }, authorization })),
    newRequest("q", {
      authorization: { kind: "bearer", token: "t" },
      options: { compression: "gzip", retries: { maximumAttempts: 3 } },
      metadata: [{ id: "1", name: "a-bin", value: "08", form: { kind: "hex" }, enabled: true }],
    }),
  ),
  connections: addConnection(NO_CONNECTIONS, "c", [source], false),
  layout: DEFAULT_LAYOUT,
  collections: NO_COLLECTIONS,
  lens: DEFAULT_LENS,
  settings: DEFAULT_SETTINGS,
};

describe("the secrets of a session", () => {
  const { secrets } = sessionFiles(session);
  const text = wholeSession(session);

  it("are not in its text", () => {
    expect(secrets).toEqual({
      "tabs.r.servers.grpc.security.clientKeyPassphrase": "open-me",
      "tabs.r.servers.grpc.connection.proxy.url": "http://me:pass@proxy",
      "tabs.r.authorization.clientSecret": "s",
      "tabs.q.authorization.token": "t",
      "connections.c.sources.0.server.security.clientKeyPassphrase": "open-me",
      "connections.c.sources.0.server.connection.proxy.url": "http://me:pass@proxy",
      "connections.c.sources.0.authorization.clientSecret": "s",
    });
    for (const secret of ["open-me", "me:pass"]) expect(text).not.toContain(secret);
  });

  it("come back into their places", () => {
    expect(readSession(text, secrets)).toEqual({ ...session, sampleAddresses: undefined, unread: 0 });
  });

  it("may be gone: all else is read", () => {
    const read = readSession(text);
    expect(read?.unread).toBe(0);
    expect(read?.drafts.tabs[1]).toMatchObject({ authorization: { kind: "bearer", token: "" } });
  });

  it.each(["jwt", "oauth2-jwt"] as const)("are key and passphrase of %s, and come back", (kind) => {
    const recipe = { algorithm: "RS256", key: "-----BEGIN", passphrase: "sesame", claims: "{}" } as const;
    const client = { tokenUrl: "https://t", clientId: "" };
    const authorization = kind === "jwt" ? { kind, ...recipe } : { kind, ...client, ...recipe };
    const signed = { ...session, drafts: openTab(NO_DRAFTS, newRequest("r", { authorization })) };
    const files = sessionFiles(signed);
    expect(files.secrets).toMatchObject({
      "tabs.r.authorization.key": "-----BEGIN",
      "tabs.r.authorization.passphrase": "sesame",
    });
    const plain = wholeSession(signed);
    for (const secret of ["-----BEGIN", "sesame"]) expect(plain).not.toContain(secret);
    expect(readSession(plain, files.secrets)?.drafts.tabs[0]).toMatchObject({ authorization });
  });

  it("never take the place of what was typed since", () => {
    const { plain } = takeSecrets({ authorization: { kind: "bearer", token: "a" } });
    expect(plain).toEqual({ authorization: { kind: "bearer", token: "" } });
    const typed = { authorization: { kind: "bearer", token: "b" } };
    expect(putSecrets(typed, { "authorization.token": "a" })).toEqual(typed);
  });
});

it("a session of before has no credentials and no options, and loses nothing", () => {
  const stored = JSON.parse(wholeSession(session));
  for (const tab of stored.tabs) {
    delete tab.authorization;
    delete tab.options;
  }
  const read = readSession(JSON.stringify(stored));
  expect(read?.unread).toBe(0);
  expect(read?.drafts.tabs[0]).toMatchObject({ authorization: { kind: "none" }, options: {} });
});

describe("secrets that were kept", () => {
  it.each<[string | undefined, Readonly<Record<string, string>>]>([
    ['{"tabs.r1.authorization.token":"t"}', { "tabs.r1.authorization.token": "t" }],
    [undefined, {}],
    ["", {}],
    ["{half", {}],
    ["7", {}],
    ['{"tabs.r1.authorization.token":7}', {}],
  ])("%s", (text, secrets) => {
    expect(readSecrets(text)).toEqual(secrets);
  });
});
