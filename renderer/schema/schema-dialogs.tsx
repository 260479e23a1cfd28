import { useStore } from "../state/use-store.ts";
import { closeSchemaDialog, schemaDialog } from "./dialogs.ts";
import { DocsDialog } from "./docs/docs-dialog.tsx";
import { ChangesDialog } from "./drift/changes-dialog.tsx";
import { CompareDialog } from "./drift/compare-dialog.tsx";
import { ExportDialog } from "./export/export-dialog.tsx";
import { ConflictsDialog } from "./sources/conflicts-dialog.tsx";
import { SourcesDialog } from "./sources/sources-dialog.tsx";

/** The open dialogue about a schema, if any. */
export function SchemaDialogs() {
  const dialog = useStore(schemaDialog, (state) => state);
  switch (dialog?.kind) {
    case undefined:
      return null;
    case "sources":
      return <SourcesDialog connectionId={dialog.connectionId} onClose={closeSchemaDialog} />;
    case "conflicts":
      return <ConflictsDialog connectionId={dialog.connectionId} onClose={closeSchemaDialog} />;
    case "export":
      return <ExportDialog connectionId={dialog.connectionId} onClose={closeSchemaDialog} />;
    case "changes":
      return <ChangesDialog connectionId={dialog.connectionId} onClose={closeSchemaDialog} />;
    case "compare":
      return <CompareDialog connectionId={dialog.connectionId} onClose={closeSchemaDialog} />;
    case "docs":
      return <DocsDialog schemaId={dialog.schemaId} symbols={dialog.symbols} onClose={closeSchemaDialog} />;
  }
}
