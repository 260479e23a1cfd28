/** An app that is opened with requests already in it, as a person left them. */
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SchemaSource } from "../../../core/contract/params.ts";
import { NO_COLLECTIONS } from "../../../renderer/collections/state.ts";
import { addConnection, NO_CONNECTIONS } from "../../../renderer/state/connections.ts";
import { newRequest, type RequestDraft } from "../../../renderer/state/drafts.ts";
import { DEFAULT_LAYOUT } from "../../../renderer/state/layout.ts";
import { DEFAULT_LENS } from "../../../renderer/state/lens.ts";
import { storedSession } from "../../../renderer/state/session.ts";
import { DEFAULT_SETTINGS } from "../../../renderer/state/settings.ts";

/** A folder for `launch` whose session has these requests, the first in front, and the schema of these sources. */
export function keepRequests(
  sources: readonly SchemaSource[],
  requests: readonly Partial<Omit<RequestDraft, "kind" | "id">>[],
): string {
  const userData = mkdtempSync(join(tmpdir(), "byteglass-e2e-"));
  const tabs = requests.map((request, index) =>
    newRequest(`kept-${index}`, { connectionId: "kept", ...request }),
  );
  mkdirSync(join(userData, "state"));
  const session = storedSession({
    drafts: { tabs, activeId: "kept-0", closed: [] },
    connections: addConnection(NO_CONNECTIONS, "kept", sources, false),
    layout: DEFAULT_LAYOUT,
    collections: NO_COLLECTIONS,
    lens: DEFAULT_LENS,
    settings: DEFAULT_SETTINGS,
  });
  writeFileSync(join(userData, "state", "drafts.state"), JSON.stringify(session));
  return userData;
}
