/** One side of a comparison, and how it becomes a schema that is open in the engine. */
import type { SchemaSource } from "../../../core/contract/params.ts";
import { openConnection } from "../../actions/connect.ts";
import { desktop } from "../../engine/desktop.ts";
import { engine } from "../../engine/link.ts";
import { connections } from "../../state/stores.ts";

/** What is compared. */
export type ComparedSide =
  | { readonly kind: "connection"; readonly connectionId: string }
  | { readonly kind: "kept"; readonly server: string; readonly hash: string }
  | { readonly kind: "file"; readonly file: string };

/** Asks for a `.proto` file or a descriptor set; undefined when none was chosen. */
export async function chooseComparedFile(): Promise<Extract<ComparedSide, { kind: "file" }> | undefined> {
  const title = "Compare with a .proto file or a descriptor set";
  const [file] = await desktop().openFiles({ title, kind: "any", multiple: false });
  return file === undefined ? undefined : { kind: "file", file };
}

/** The side's schema. Rejects with what the engine says. */
export async function openSide(side: ComparedSide): Promise<string> {
  const one = await engine();
  switch (side.kind) {
    case "connection": {
      const known =
        connections.get().byId[side.connectionId]?.schema ?? (await openConnection(side.connectionId));
      return known?.schemaId ?? "none";
    }
    case "kept":
      return (await one.openKept({ server: side.server, hash: side.hash })).schemaId;
    case "file": {
      const operationId = crypto.randomUUID();
      return (await one.openSchema({ operationId, sources: [sourceOf(side.file)] })).schemaId;
    }
  }
}

function sourceOf(file: string): SchemaSource {
  return file.endsWith(".proto")
    ? { kind: "proto", files: [file], importPaths: [] }
    : { kind: "descriptor-set", file };
}
