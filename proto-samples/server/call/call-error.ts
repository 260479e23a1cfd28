import { create, type FileRegistry, type Message, toBinary } from "@bufbuild/protobuf";
import { AnySchema } from "@bufbuild/protobuf/wkt";
import { messageType } from "../schema/message-type.ts";

/** The codes of gRPC, by their names. */
export const STATUS = {
  OK: 0,
  CANCELLED: 1,
  UNKNOWN: 2,
  INVALID_ARGUMENT: 3,
  DEADLINE_EXCEEDED: 4,
  NOT_FOUND: 5,
  ALREADY_EXISTS: 6,
  PERMISSION_DENIED: 7,
  RESOURCE_EXHAUSTED: 8,
  FAILED_PRECONDITION: 9,
  ABORTED: 10,
  OUT_OF_RANGE: 11,
  UNIMPLEMENTED: 12,
  INTERNAL: 13,
  UNAVAILABLE: 14,
  DATA_LOSS: 15,
  UNAUTHENTICATED: 16,
} as const;

/** A `google.protobuf.Any`. */
export interface PackedDetail {
  readonly typeUrl: string;
  readonly value: Uint8Array;
}

/** How a call fails: a status of gRPC. The one error a handler throws on purpose. */
export class CallError extends Error {
  /** A gRPC code; may lie outside 0 to 16 when a caller asked for that. */
  readonly code: number;
  readonly details: readonly PackedDetail[];
  /** Sent as `grpc-status-details-bin` in place of a `google.rpc.Status`. */
  readonly rawDetails?: Uint8Array;

  constructor(
    code: number,
    message: string,
    details: readonly PackedDetail[] = [],
    options: { readonly rawDetails?: Uint8Array; readonly cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = "CallError";
    this.code = code;
    this.details = details;
    if (options.rawDetails !== undefined) this.rawDetails = options.rawDetails;
  }

  /** Any thrown value as a status: what is not a `CallError` is a mistake of the server, so UNKNOWN. */
  static from(thrown: unknown): CallError {
    if (thrown instanceof CallError) return thrown;
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    return new CallError(STATUS.UNKNOWN, message, [], { cause: thrown });
  }
}

/** The error as a `google.rpc.Status`. */
export function statusMessage(registry: FileRegistry, error: CallError): Message {
  return create(messageType(registry, "google.rpc.Status"), {
    code: error.code,
    message: error.message,
    details: error.details.map((detail) =>
      create(AnySchema, { typeUrl: detail.typeUrl, value: detail.value }),
    ),
  });
}

/** The value of `grpc-status-details-bin`, or nothing when the error has no details. */
export function statusDetailBytes(registry: FileRegistry, error: CallError): Uint8Array | undefined {
  if (error.rawDetails !== undefined) return error.rawDetails;
  if (error.details.length === 0) return undefined;
  return toBinary(messageType(registry, "google.rpc.Status"), statusMessage(registry, error));
}
