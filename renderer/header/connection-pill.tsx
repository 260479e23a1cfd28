import type { SchemaSummary } from "../../core/contract/views.ts";
import { counted } from "../format/sizes.ts";
import { healths as healthStore } from "../health/watch.ts";
import type { Health } from "../health/watch-health.ts";
import { healthWords } from "../health/words.ts";
import { type Connection, connectionLabel } from "../state/connections.ts";
import { useCurrentConnection } from "../state/use-current.ts";
import { useStore } from "../state/use-store.ts";
import { PopoverButton } from "../ui/popover-button.tsx";
import { ConnectionMenu } from "./connection-menu.tsx";

/** Where the schema in use comes from, and how it is. */
export function ConnectionPill() {
  const connection = useCurrentConnection();
  const healths = useStore(healthStore, (state) => state);
  if (connection === undefined) return <span className="popover-place" />;
  const { dot, words } = describePhase(connection);
  const health = healthOf(healths[connection.id], dot);
  const told = `${connectionLabel(connection.sources)} · ${words}${health.words}`;
  return (
    <PopoverButton
      className="pill"
      title={told}
      label="Connection"
      panelClassName="connection-menu"
      content={(close) => <ConnectionMenu connection={connection} onDone={close} />}
    >
      <span className={`dot ${health.dot}`} aria-hidden="true" />
      <span className="pill-words">{told}</span>
    </PopoverButton>
  );
}

/** What the server says of itself, where it does: one that does not serve is not well, whatever its schema is. */
function healthOf(health: Health | undefined, dot: string): { readonly dot: string; readonly words: string } {
  const { words, tone } = healthWords(health?.state);
  return { dot: tone === "error" ? "error" : dot, words: words === "" ? "" : ` · ${words}` };
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
