import type { JsonObject } from "@bufbuild/protobuf";
import type { Call } from "../call/call.ts";
import type { PackedDetail } from "../call/call-error.ts";
import { detail } from "../call/details.ts";

/** `DETAIL_KIND_ALL` of `samples/status/v1/status.proto`. */
const ALL = 1;

/** `DETAIL_KIND_UNKNOWN_TYPE`. */
const UNKNOWN_TYPE = 12;

/** One detail of each kind of `google/rpc/error_details.proto`, by the number of its `DetailKind`. */
const SAMPLES: Readonly<Record<number, readonly [typeName: string, json: JsonObject]>> = {
  2: [
    "google.rpc.BadRequest",
    {
      fieldViolations: [
        { field: "inputs[0].image.url", description: "must begin with https://" },
        { field: "max_concepts", description: "must be from 1 to 200" },
      ],
    },
  ],
  3: ["google.rpc.RetryInfo", { retryDelay: "1.500s" }],
  4: [
    "google.rpc.ErrorInfo",
    { reason: "SAMPLE_REASON", domain: "samples.status.v1", metadata: { attempt: "1", zone: "north" } },
  ],
  5: [
    "google.rpc.Help",
    { links: [{ description: "What this status means", url: "https://grpc.io/docs/guides/status-codes/" }] },
  ],
  6: ["google.rpc.LocalizedMessage", { locale: "de-DE", message: "Das ging leider schief: Größe zu groß." }],
  7: [
    "google.rpc.DebugInfo",
    { stackEntries: ["predict (predict.ts:12)", "serve (server.ts:40)"], detail: "only a sample" },
  ],
  8: [
    "google.rpc.QuotaFailure",
    { violations: [{ subject: "user:ada", description: "1000 predictions a day" }] },
  ],
  9: [
    "google.rpc.PreconditionFailure",
    {
      violations: [{ type: "TOS", subject: "samples.example", description: "The terms were not accepted." }],
    },
  ],
  10: ["google.rpc.RequestInfo", { requestId: "7f3a-0001", servingData: "shard 3" }],
  11: [
    "google.rpc.ResourceInfo",
    {
      resourceType: "model",
      resourceName: "models/none",
      owner: "user:ada",
      description: "It is not there.",
    },
  ],
};

/** The details asked for by their kinds, in that order; numbers that stand for none are left out. */
export function sampleDetails(kinds: readonly number[], call: Call): readonly PackedDetail[] {
  const wanted = kinds.flatMap((kind) =>
    kind === ALL ? [...Object.keys(SAMPLES).map(Number), UNKNOWN_TYPE] : [kind],
  );
  return wanted.flatMap((kind) => {
    if (kind === UNKNOWN_TYPE) return [unknownDetail()];
    const sample = SAMPLES[kind];
    return sample === undefined ? [] : [detail(call.registry, sample[0], sample[1])];
  });
}

/** Field 1 holds 150, field 2 holds "hidden": a type that is in no schema. */
function unknownDetail(): PackedDetail {
  return {
    typeUrl: "type.googleapis.com/samples.hidden.v1.Secret",
    value: Uint8Array.of(0x08, 0x96, 0x01, 0x12, 0x06, 0x68, 0x69, 0x64, 0x64, 0x65, 0x6e),
  };
}

/** `samples.status.v1.SampleDetails`: every detail in a field of its own, whose number is that of its kind. */
export function showDetails(call: Call): JsonObject {
  const { output } = call.method;
  const shown = Object.entries(SAMPLES).map(([number, [, json]]) => {
    const field = output.fields.find((candidate) => candidate.number === Number(number));
    return [field?.jsonName ?? number, json];
  });
  const details = Object.values(SAMPLES).map(([typeName, json]) => ({
    "@type": `type.googleapis.com/${typeName}`,
    ...json,
  }));
  return { status: { code: 9, message: "A sample of a status.", details }, ...Object.fromEntries(shown) };
}
