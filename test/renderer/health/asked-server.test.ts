import { beforeEach, describe, expect, it } from "vitest";
import type { SchemaSummary } from "../../../core/contract/views.ts";
import { askedServer } from "../../../renderer/health/asked-server.ts";
import {
  addConnection,
  beginOpening,
  finishOpening,
  NO_CONNECTIONS,
} from "../../../renderer/state/connections.ts";
import { newRequest } from "../../../renderer/state/drafts.ts";
import { connections, drafts } from "../../../renderer/state/stores.ts";

const server = { target: "{{host}}", security: { mode: "plaintext" as const } };
const source = { kind: "reflection" as const, server, metadata: [], version: "auto" as const };
const schema: SchemaSummary = {
  schemaId: "s1",
  services: [],
  messageCount: 0,
  fileCount: 0,
  origin: "reflection v1",
  findings: [],
};
const host = (value: string) => [{ name: "host", value, secret: false, enabled: true }];
const tabs = ["a", "b"].map((id) => newRequest(id, { connectionId: "c", variables: host(`${id}.test:1`) }));
const bringToFront = (activeId: string) => drafts.update(() => ({ tabs, activeId, closed: [] }));

describe("two requests that mean different servers by one name", () => {
  beforeEach(() => connections.update(() => addConnection(NO_CONNECTIONS, "c", [source], false)));

  it("ask the server whose schema was read, whichever is in front", () => {
    const scope = { request: host("a.test:1") };
    connections.update((state) =>
      finishOpening(beginOpening(state, "c", "op"), "c", "op", { schema, scope }),
    );
    for (const front of ["a", "b"]) {
      bringToFront(front);
      expect(askedServer("c")).toMatchObject({ server, scope });
    }
  });

  it("ask the one in front where no schema was read", () => {
    bringToFront("b");
    expect(askedServer("c")?.scope?.request).toEqual(host("b.test:1"));
  });
});
