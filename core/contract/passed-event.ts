import type { ConnectingEvent } from "./connecting-event.ts";
import type { ConnectionReport } from "./connection-report.ts";
import type { MetadataEntry } from "./params.ts";

/** Moments of a call that a channel tells and a face sees alike. `at` is ms from the start, from a monotonic clock. */
export type PassedEvent =
  | ConnectingEvent
  | {
      readonly kind: "connected";
      readonly at: number;
      readonly address: string;
      readonly protocol: string;
      /** As it stood then; the record has what was seen until the end. */
      readonly connection?: ConnectionReport;
    }
  | { readonly kind: "half-close"; readonly at: number }
  | {
      readonly kind: "response-headers";
      readonly at: number;
      readonly headers: readonly MetadataEntry[];
      readonly httpStatus?: number;
    }
  | { readonly kind: "trailers"; readonly at: number; readonly trailers: readonly MetadataEntry[] };
