import { errorName } from "./http2-error-names.ts";

/** What a server said when it ended a connection. */
export interface Goaway {
  /** `ENHANCE_YOUR_CALM` */
  readonly code: string;
  /** `too_many_pings`; empty when it said no more than the code. */
  readonly reason: string;
}

/** A GOAWAY as Node tells it. */
export function readGoaway(code: number, opaque: Uint8Array | undefined): Goaway {
  const reason = opaque === undefined ? "" : Buffer.from(opaque).toString("utf8").slice(0, 200);
  return { code: errorName(code), reason };
}

/** `GOAWAY ENHANCE_YOUR_CALM “too_many_pings”` */
export function goawayText({ code, reason }: Goaway): string {
  return `GOAWAY ${code}${reason === "" ? "" : ` “${reason}”`}`;
}
