import { useRef, useState } from "react";
import type { SchemaSummary } from "../../core/contract/views.ts";
import { counted } from "../format/sizes.ts";
import { type Connection, connectionLabel } from "../state/connections.ts";
import { useCurrentConnection } from "../state/use-current.ts";
import { Popover } from "../ui/popover.tsx";
import { ConnectionMenu } from "./connection-menu.tsx";

/** Where the schema in use comes from, and how it is. */
export function ConnectionPill() {
  const connection = useCurrentConnection();
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  if (connection === undefined) return <span className="pill-place" />;
  const { dot, words } = describePhase(connection);
  return (
    <div className="pill-place">
      <button
        ref={button}
        type="button"
        className="pill"
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <span className={`dot ${dot}`} aria-hidden="true" />
        {connectionLabel(connection.sources)} · {words}
      </button>
      {open ? (
        <Popover
          label="Connection"
          anchor={button}
          className="connection-menu"
          onClose={() => setOpen(false)}
        >
          <ConnectionMenu connection={connection} onDone={() => setOpen(false)} />
        </Popover>
      ) : null}
    </div>
  );
}

/** ` · 2 findings` where the schema has some that matter. */
function problemWords(schema: SchemaSummary | undefined): string {
  const count =
    schema?.findings.filter(({ severity }) => severity === "error" || severity === "warning").length ?? 0;
  return count === 0 ? "" : ` · ${counted(count, "finding")}`;
}

function describePhase({ phase, stage, schema }: Connection): {
  readonly dot: string;
  readonly words: string;
} {
  switch (phase) {
    case "idle":
      return { dot: "off", words: "not read yet" };
    case "opening":
      return { dot: "waiting-dot", words: stage || "reading the schema" };
    case "ready":
      return { dot: "ok", words: `${schema?.origin ?? ""}${problemWords(schema)}` };
    case "failed":
      return { dot: "error", words: schema === undefined ? "no schema" : `${schema.origin}, not current` };
  }
}
