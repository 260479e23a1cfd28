import type { Finding } from "../../core/finding.ts";
import { type EngineState, engineState } from "../engine/link.ts";
import { counted } from "../format/sizes.ts";
import { useNewest } from "../reading/news.ts";
import { readingStage } from "../reading/reading-bar.tsx";
import { methodCount } from "../state/connections.ts";
import { notices } from "../state/stores.ts";
import { useCurrentConnection, useShownPayload } from "../state/use-current.ts";
import { useStore } from "../state/use-store.ts";
import { UndoButton } from "./undo-button.tsx";

/** The bottom line: the engine, the schema in numbers, the last quiet remark. */
export function StatusBar() {
  const engine = useStore(engineState, (state) => state);
  const schema = useCurrentConnection()?.schema;
  const notice = useStore(notices, (state) => state[0]);
  const payload = useNewest(useShownPayload());
  return (
    <footer className="status-bar">
      <EngineWords engine={engine} />
      {schema === undefined ? null : (
        <span>
          {counted(schema.services.length, "service")} · {counted(methodCount(schema), "method")} ·{" "}
          {counted(schema.messageCount, "message")}
        </span>
      )}
      <span className={`status-end ${notice?.tone ?? "plain"}`} role="status">
        {notice?.text ?? ""} <UndoButton notice={notice} />
      </span>
      {payload === undefined ? null : (
        <span>{payload.progress === undefined ? findingWords(payload.findings) : readingStage(payload)}</span>
      )}
      <span>UTF-8</span>
    </footer>
  );
}

/** How the engine is; one that does not stay up is told aloud. */
function EngineWords({ engine }: { readonly engine: EngineState }) {
  const { phase, trouble } = engine;
  if (trouble !== "")
    return (
      <span className="status-engine failed" role="alert" title={trouble}>
        <span className="dot error" aria-hidden="true" />
        <span className="status-trouble">{trouble}</span>
      </span>
    );
  return (
    <span className="status-engine" role="status">
      <span className={`dot ${phase === "ready" ? "ok" : "waiting-dot"}`} aria-hidden="true" />
      {engineWords(engine)}
    </span>
  );
}

/** `3 findings · 2 ambiguous readings`. */
function findingWords(findings: readonly Finding[]): string {
  const ambiguous = findings.filter(({ code }) => code === "reading-ambiguous").length;
  const rest = findings.length - ambiguous;
  const words = [
    ...(rest > 0 ? [counted(rest, "finding")] : []),
    ...(ambiguous > 0 ? [counted(ambiguous, "ambiguous reading")] : []),
  ];
  return words.length === 0 ? "no findings" : words.join(" · ");
}

function engineWords({ phase, losses }: EngineState): string {
  switch (phase) {
    case "starting":
      return "engine is starting";
    case "ready":
      return losses === 0
        ? "engine ready"
        : `engine ready, restarted ${losses === 1 ? "once" : `${losses} times`}`;
    case "restarting":
      return "the engine stopped and is started again";
  }
}
