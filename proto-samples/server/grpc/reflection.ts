/**
 * Server reflection by the classes of @grpc/reflection, with the files' true bytes.
 *
 * @grpc/reflection finds symbols well, but what it hands out has been through protobufjs, decoded and encoded again
 * without the options that are extensions: `google.api.http` is gone, and with it every way to call over HTTP. It
 * also follows the types of fields where a client needs imports, knows extended types only by names with a leading
 * dot, and reads its own `.proto` files from its package's folder, which is not there in a bundle. So its answers
 * are used for what they find: the files they name are replaced by what the compiler wrote, with everything these
 * import, and the service is registered here.
 */
import { create, type DescMessage, fromBinary, type Message } from "@bufbuild/protobuf";
import { FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt";
import { ReflectionV1Implementation } from "@grpc/reflection/build/src/implementations/reflection-v1.js";
import type { Handlers } from "../call/call.ts";
import { bidiStream } from "../call/handlers.ts";
import type { SampleSchema } from "../schema/sample-schema.ts";

type Lookup = ReflectionV1Implementation;
type LookupRequest = Parameters<Lookup["handleServerReflectionRequest"]>[0];
type FileResponse = ReturnType<Lookup["fileByFilename"]>;

/** The versions of the reflection service; their messages are the same. */
export const REFLECTION_SERVICES: readonly string[] = [
  "grpc.reflection.v1.ServerReflection",
  "grpc.reflection.v1alpha.ServerReflection",
];

/** Finds files as @grpc/reflection does and answers with their true bytes. */
class TrueFiles extends ReflectionV1Implementation {
  readonly #schema: SampleSchema;

  constructor(schema: SampleSchema, services: readonly string[]) {
    // The class takes a package definition for the descriptors in it and looks at nothing else.
    const files = { fileDescriptorProtos: [...schema.files.values()].map((bytes) => Buffer.from(bytes)) };
    super({ samples: files } as unknown as ConstructorParameters<typeof ReflectionV1Implementation>[0], {
      services: [...services],
    });
    this.#schema = schema;
  }

  override fileContainingSymbol(symbol: string): FileResponse {
    return this.#withTrueBytes(super.fileContainingSymbol(symbol));
  }

  override fileByFilename(filename: string): FileResponse {
    return this.#withTrueBytes(super.fileByFilename(filename));
  }

  override fileContainingExtension(symbol: string, field: number): FileResponse {
    return this.#withTrueBytes(super.fileContainingExtension(`.${symbol}`, field));
  }

  override allExtensionNumbersOfType(symbol: string): ReturnType<Lookup["allExtensionNumbersOfType"]> {
    return { ...super.allExtensionNumbersOfType(`.${symbol}`), baseTypeName: symbol };
  }

  #withTrueBytes(found: FileResponse): FileResponse {
    const [first] = found.fileDescriptorProto;
    if (first === undefined) return found;
    const names = new Set<string>();
    this.#addWithImports(fromBinary(FileDescriptorProtoSchema, first).name, names);
    const bytes = [...names].map((name) => Buffer.from(this.#schema.files.get(name) ?? new Uint8Array()));
    return { fileDescriptorProto: bytes };
  }

  #addWithImports(name: string, names: Set<string>): void {
    if (names.has(name)) return;
    names.add(name);
    for (const imported of this.#schema.imports.get(name) ?? []) this.#addWithImports(imported, names);
  }
}

/** Handlers of both versions of reflection, which list these services. */
export function reflectionHandlers(schema: SampleSchema, services: readonly string[]): Handlers {
  const lookup = new TrueFiles(schema, services);
  return Object.fromEntries(
    REFLECTION_SERVICES.map((service) => [
      `${service}.ServerReflectionInfo`,
      bidiStream(async function* (requests, call) {
        for await (const request of requests) {
          yield respond(lookup, request as RequestMessage, call.method.output);
        }
      }),
    ]),
  );
}

/** `ServerReflectionRequest` as a message. */
type RequestMessage = Message & {
  readonly host: string;
  readonly messageRequest: { readonly case: string | undefined; readonly value?: unknown };
};

function respond(lookup: Lookup, request: RequestMessage, output: DescMessage): Message {
  const { case: kind, value } = request.messageRequest;
  const asked = {
    host: request.host,
    messageRequest: kind,
    ...(kind === undefined ? {} : { [kind]: value }),
  };
  const found = lookup.handleServerReflectionRequest(asked as LookupRequest) as unknown as Found;
  const answered = ANSWERS.find((name) => found[name] !== undefined);
  return create(output, {
    validHost: request.host,
    originalRequest: request,
    messageResponse:
      answered === undefined ? { case: undefined } : { case: answered, value: found[answered] },
  });
}

/** The members of the answer's oneof, by their names in both libraries. */
const ANSWERS = [
  "fileDescriptorResponse",
  "allExtensionNumbersResponse",
  "listServicesResponse",
  "errorResponse",
] as const;

type Found = Readonly<Partial<Record<(typeof ANSWERS)[number], Record<string, unknown>>>>;
