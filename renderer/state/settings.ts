/** What a person set once for every request; kept across restarts. */
import * as v from "valibot";

/** The settings. */
export interface Settings {
  /** The deadline of calls that name none, as typed; empty for none. */
  readonly deadline: string;
}

/** A new window's settings. */
export const DEFAULT_SETTINGS: Settings = { deadline: "" };

const Stored = v.object({ deadline: v.fallback(v.string(), DEFAULT_SETTINGS.deadline) });

/** The settings that were stored; what cannot be read falls back. */
export function readSettings(stored: unknown): Settings {
  const parsed = v.safeParse(Stored, stored);
  return parsed.success ? parsed.output : DEFAULT_SETTINGS;
}
