/** The shape of a gRPC request in OpenCollection YAML, as far as it is read here. Other keys are kept and not looked at. */
import * as v from "valibot";
import { SavedRequestSchema } from "../contract/collections.ts";

/** A value that YAML may have read as something else than the text it is. */
const Scalar = v.union([v.string(), v.number(), v.boolean(), v.null(), v.bigint()]);
const Typed = v.object({
  type: v.picklist(["string", "number", "boolean", "null", "object"]),
  data: v.string(),
});
const Value = v.union([Scalar, Typed]);
const Variants = v.array(v.object({ selected: v.optional(v.boolean()), value: Value }));

/** One variable, with a value or a secret without one. */
export const VariableShape = v.object({
  name: v.optional(v.string(), ""),
  value: v.optional(v.union([Value, Variants])),
  secret: v.optional(v.boolean()),
  disabled: v.optional(v.boolean()),
});

/** Metadata of a request, a folder or a collection. */
export const MetadataShape = v.array(
  v.object({ name: v.string(), value: v.string(), disabled: v.optional(v.boolean()) }),
);

const Message = v.union([
  v.string(),
  v.array(v.object({ title: v.optional(v.string()), message: v.optional(v.string(), "") })),
]);

const Check = v.object({
  expression: v.string(),
  operator: v.string(),
  value: v.optional(Scalar),
  disabled: v.optional(v.boolean()),
});

/** Assertions that the format has no words for. */
const Further = v.union([
  v.object({ cel: v.string(), disabled: v.optional(v.boolean()) }),
  v.object({
    snapshot: v.object({
      messages: v.array(v.string()),
      ignore: v.optional(v.array(v.string())),
      tolerance: v.optional(v.pipe(v.number(), v.minValue(0))),
      presence: v.optional(v.boolean()),
    }),
    disabled: v.optional(v.boolean()),
  }),
]);

/** The credentials that the format has words for; others are kept as they are. */
const Auth = v.union([
  v.object({ type: v.literal("bearer"), token: v.optional(v.string(), "") }),
  v.object({
    type: v.literal("basic"),
    username: v.optional(v.string(), ""),
    password: v.optional(v.string(), ""),
  }),
  v.object({
    type: v.literal("apikey"),
    key: v.string(),
    value: v.optional(v.string(), ""),
    placement: v.optional(v.picklist(["header", "query"]), "header"),
  }),
  v.looseObject({ type: v.string() }),
  v.string(),
]);
export type Auth = v.InferOutput<typeof Auth>;

const { channel, deadline, binding, security, sources, options, connection, authorization } =
  SavedRequestSchema.entries;

/** What stands under `extensions.byteglass`. */
const Extension = v.object({
  channel,
  deadline,
  binding,
  security,
  sources,
  options,
  connection,
  authorization,
  assertions: v.optional(v.array(Further), []),
});

/** A file with one gRPC request. */
export const RequestShape = v.object({
  info: v.object({
    name: v.optional(v.string(), ""),
    type: v.literal("grpc"),
    seq: v.optional(v.number()),
    tags: v.optional(v.nullable(v.array(v.string()))),
  }),
  grpc: v.optional(
    v.object({
      url: v.optional(v.string(), ""),
      method: v.optional(v.string(), ""),
      methodType: v.optional(v.picklist(["unary", "client-streaming", "server-streaming", "bidi-streaming"])),
      protoFilePath: v.optional(v.string()),
      metadata: v.optional(MetadataShape, []),
      message: v.optional(Message, []),
      auth: v.optional(Auth),
    }),
    {},
  ),
  runtime: v.optional(
    v.object({
      variables: v.optional(v.array(VariableShape), []),
      assertions: v.optional(v.array(Check), []),
    }),
  ),
  extensions: v.optional(v.object({ byteglass: v.optional(Extension) })),
});
export type RequestShape = v.InferOutput<typeof RequestShape>;
