/** A call as tools that make load take it. */
import type { MetadataEntry, TransportSecurity } from "../../contract/params.ts";

/** The call, with its message as JSON. */
export interface ScriptedCall {
  /** `pkg.Service/Get`. */
  readonly method: string;
  /** `host:port`. */
  readonly target: string;
  readonly tls: boolean;
  readonly security: TransportSecurity;
  readonly message: string;
  /** Each name once; values of `-bin` names are base64. */
  readonly metadata: readonly MetadataEntry[];
  /** ms. */
  readonly deadline?: number | undefined;
  readonly compresses: boolean;
  /** Calls to make; absent where the time is the bound. */
  readonly count?: number | undefined;
  /** ms after which no call is begun. */
  readonly duration?: number | undefined;
  /** Calls at the same time. */
  readonly concurrency: number;
  /** The descriptor set that the schema is read from; absent for a server with reflection. */
  readonly protoset?: string | undefined;
}

/** Calls at the same time: neither tool takes more workers than calls. */
export function workersOf({ concurrency, count }: ScriptedCall): number {
  return Math.min(concurrency, count ?? concurrency);
}

/** A time as Go reads it: `10s`, `1500ms`. */
export function goDuration(milliseconds: number): string {
  return milliseconds % 1000 === 0 ? `${milliseconds / 1000}s` : `${milliseconds}ms`;
}

/** True for metadata whose values are bytes. */
export function isBinary({ name }: MetadataEntry): boolean {
  return name.toLowerCase().endsWith("-bin");
}

/** One line; strings stay as they are, and integers that JavaScript and Go would round become strings, which ProtoJSON takes. */
export function compactMessage(json: string): string {
  return json.replace(
    /("[^"\\]*(?:\\.[^"\\]*)*")|\s+|(?<![\w.+-])(-?\d{16,})(?![\w.])/g,
    (_, text: string | undefined, long: string | undefined) =>
      text ?? (long === undefined ? "" : `"${long}"`),
  );
}
