/** A collection of everything that a server offers. */
import { currentConnection } from "../actions/connect.ts";
import { notify } from "../actions/notify.ts";
import { desktop } from "../engine/desktop.ts";
import { toErrorRecord } from "../engine/failure.ts";
import { engine } from "../engine/link.ts";
import { counted } from "../format/sizes.ts";
import { openCollection } from "./actions.ts";
import { nameOf } from "./rows.ts";

/** Asks for an empty folder, and writes a request with an example body for every method of the schema in front. */
export async function saveWholeApi(): Promise<void> {
  const connection = currentConnection();
  if (connection?.schema === undefined) {
    notify("No schema is open: connect to a server or open .proto files first.", "warning");
    return;
  }
  const title = "An empty folder for the collection";
  const [out] = await desktop().openFiles({ title, kind: "folder", multiple: false });
  if (out === undefined) return;
  const reflection = connection.sources.find(({ kind }) => kind === "reflection");
  const server =
    reflection?.kind === "reflection"
      ? reflection.server
      : { target: "", security: { mode: "auto" as const } };
  try {
    const made = await (await engine()).saveApi({
      operationId: crypto.randomUUID(),
      schemaId: connection.schema.schemaId,
      out,
      name: nameOf(out),
      server,
      channel: "grpc",
      sources: reflection === undefined ? [...connection.sources] : [],
    });
    notify(`${counted(made.requestCount, "request")} in ${made.path}.`);
    await openCollection(out);
  } catch (thrown) {
    notify(toErrorRecord(thrown).message, "warning");
  }
}
