import type { ConnectionReport } from "./contract/connection-report.ts";
import type { Finding } from "./finding.ts";
import type { NextStep } from "./next-step.ts";

/** What kind of failure reached an edge. The set is closed, so a face can choose a next step for each. */
export type ErrorCode =
  | "usage"
  | "bad-target"
  | "bad-json"
  | "bad-text"
  | "bad-schema"
  | "bad-bytes"
  | "file-unreadable"
  | "file-unwritable"
  | "no-reflection"
  | "not-found"
  | "unreachable"
  | "tls"
  | "unauthorized"
  | "timeout"
  | "cancelled"
  | "too-large"
  | "no-binding"
  | "unsupported"
  | "internal";

/** The shape in which an error crosses a process boundary. */
export interface ErrorRecord {
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint: string;
  readonly findings: readonly Finding[];
  /** The hint as things a face can do at once; absent when there are none. */
  readonly steps?: readonly NextStep[];
  /** The connection over which it failed, as far as that came. */
  readonly connection?: ConnectionReport;
}

/**
 * The one error that leaves the engine. `message` says what failed, where, and what was expected;
 * `hint` says what to do next; `findings` hold the places; the cause is kept.
 */
export class ByteglassError extends Error {
  readonly code: ErrorCode;
  readonly hint: string;
  readonly findings: readonly Finding[];
  readonly steps: readonly NextStep[];
  readonly connection: ConnectionReport | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    options: {
      readonly hint?: string;
      readonly findings?: readonly Finding[];
      readonly steps?: readonly NextStep[];
      readonly connection?: ConnectionReport | undefined;
      readonly cause?: unknown;
    } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = "ByteglassError";
    this.code = code;
    this.hint = options.hint ?? "";
    this.findings = options.findings ?? [];
    this.steps = options.steps ?? [];
    this.connection = options.connection;
  }

  /** The only door for a caught value: a `ByteglassError` passes through, anything else becomes `internal` with its cause kept. */
  static from(thrown: unknown): ByteglassError {
    if (thrown instanceof ByteglassError) return thrown;
    return new ByteglassError("internal", messageOf(thrown), {
      hint: "This is a fault in Byteglass: please report it with the text above.",
      cause: thrown,
    });
  }

  /** The plain record of this error, for a port or a terminal. */
  toRecord(): ErrorRecord {
    const { code, message, hint, findings, steps, connection } = this;
    return {
      ...{ code, message, hint, findings },
      ...(steps.length > 0 && { steps }),
      ...(connection && { connection }),
    };
  }
}

/** What a caught value says. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** The code of a caught error of Node, such as `ENOENT`; undefined where it has none. */
export function codeOf(thrown: unknown): unknown {
  return thrown instanceof Error && "code" in thrown ? thrown.code : undefined;
}
