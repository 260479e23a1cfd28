/** After a schema was read: is it the one it was, and does what was typed still fit? */
import type { Engine } from "../../../core/contract/engine.ts";
import type { ChangeCounts } from "../../../core/contract/schema.ts";
import type { SchemaSummary } from "../../../core/contract/views.ts";
import { notify } from "../../actions/notify.ts";
import { engine } from "../../engine/link.ts";
import { type Connection, connectionLabel } from "../../state/connections.ts";
import { connections } from "../../state/stores.ts";
import { driftWords } from "./change-words.ts";
import { drifts, putDrift } from "./drifts.ts";
import { findUnfit, type Unfit } from "./find-unfit.ts";

interface Earlier {
  readonly schemaId: string;
  readonly since?: string;
  /** The change was told when it was met: it is looked at again for what still does not fit. */
  readonly isTold?: boolean;
}

/** Packed bytes of an older schema that is read again at every start for its marks alone. */
const maxReread = 2 * 1024 * 1024;

/**
 * Compares a schema that was just read with the one before it: for a server that which was kept when it was last seen,
 * for files that which was open. Tells a difference quietly. A failure costs the notice and nothing else.
 */
export async function lookForDrift(connectionId: string, before: SchemaSummary | undefined): Promise<void> {
  const connection = connections.get().byId[connectionId];
  const after = connection?.schema?.schemaId;
  if (connection === undefined || after === undefined) return;
  try {
    const one = await engine();
    const earlier = await earlierSchema(one, connection, after, before);
    if (earlier === undefined) return;
    const { counts } = await one.readChanges({ before: earlier.schemaId, after, start: 0, end: 0 });
    if (counts.all === 0) return;
    const unfit = await findUnfit(one, connection, earlier.schemaId, after);
    if (connections.get().byId[connectionId]?.schema?.schemaId !== after) return;
    const { schemaId: beforeId, since, isTold = false } = earlier;
    putDrift(connectionId, {
      beforeId,
      afterId: after,
      ...(since !== undefined && { since }),
      counts,
      ...unfit,
      isSeen: isTold && (drifts.get()[connectionId]?.isSeen ?? true),
    });
    if (!isTold) notifyOf(connection, counts, unfit);
  } catch {
    // Nothing is kept, or the engine was started again meanwhile: there is nothing to compare with.
  }
}

async function earlierSchema(
  one: Engine,
  connection: Connection,
  schemaId: string,
  before: SchemaSummary | undefined,
): Promise<Earlier | undefined> {
  if (!connection.sources.some(({ kind }) => kind === "reflection")) {
    return before === undefined || before.schemaId === schemaId ? undefined : { schemaId: before.schemaId };
  }
  const server = keptName(connection);
  const { previous, versions } = await one.keepSchema({ schemaId, server });
  const older = previous ?? versions.slice(1).find(({ byteLength }) => byteLength <= maxReread);
  if (older === undefined) return undefined;
  const opened = await one.openKept({ server, hash: older.hash });
  return { schemaId: opened.schemaId, since: older.lastSeen, isTold: previous === undefined };
}

/** What a connection's schemas are kept under. The sample server has another port every time. */
export function keptName({ sample, sources }: Connection): string {
  return (sample ? "the sample server" : connectionLabel(sources)).slice(0, 1024);
}

function notifyOf(connection: Connection, counts: ChangeCounts, { drafts, saved }: Unfit): void {
  const label = connectionLabel(connection.sources);
  const tone = drafts.length + saved.length > 0 ? "warning" : "plain";
  notify(`The schema of ${label} changed: ${driftWords(counts, drafts.length, saved.length)}.`, tone);
}
