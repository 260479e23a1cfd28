/** The states of health in words. Pure. */
import type { Health } from "./watch-health.ts";

/** A state as a person reads it, and the colour that goes with it; empty for one that changes nothing. */
export function healthWords(state: Health["state"] | undefined): {
  readonly words: string;
  readonly tone: "ok" | "error" | "warning" | "";
} {
  switch (state) {
    case undefined:
    case "NONE":
      return { words: "", tone: "" };
    case "SERVING":
      return { words: "serving", tone: "ok" };
    case "NOT_SERVING":
      return { words: "not serving", tone: "error" };
    case "UNREACHABLE":
      return { words: "not reachable", tone: "error" };
    case "SERVICE_UNKNOWN":
      return { words: "service unknown", tone: "warning" };
    case "UNKNOWN":
      return { words: "health unknown", tone: "warning" };
  }
}
