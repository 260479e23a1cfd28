/** Calls through the engine in this process: where a table has many rows, a process for each would take minutes. */
import type { CallRequest, SchemaSource } from "../../../core/contract/params.ts";
import type { CallRecord, DocumentSummary, MethodSummary } from "../../../core/contract/views.ts";
import { createEngine } from "../../../core/engine.ts";

/** What came of a call, with everything that JSON can hold as values. */
export interface Answer {
  readonly code: number;
  readonly message: string;
  readonly details: readonly unknown[];
  readonly messages: readonly unknown[];
  /** The messages' bytes. */
  readonly hex: readonly string[];
  readonly sentHex: readonly string[];
  readonly record: CallRecord;
}

/** One open schema and the calls on it. */
export interface Caller {
  readonly methods: readonly MethodSummary[];
  readonly findings: readonly string[];
  template(typeName: string): Promise<string>;
  call(
    target: string,
    method: string,
    messages: readonly string[],
    more?: Partial<CallRequest>,
  ): Promise<Answer>;
  close(): Promise<void>;
}

/** A schema by reflection. */
export function reflectionOf(target: string): SchemaSource {
  return {
    kind: "reflection",
    server: { target, security: { mode: "auto" } },
    metadata: [],
    version: "auto",
  };
}

/** Opens the sources as one schema. */
export async function openCaller(...sources: readonly SchemaSource[]): Promise<Caller> {
  const engine = createEngine();
  const schema = await engine.openSchema({ operationId: "open", sources: [...sources] });
  const { schemaId } = schema;
  let calls = 0;

  async function read({ documentId, jsonTextLength, byteLength }: DocumentSummary) {
    const json = await engine.readJson({ documentId, start: 0, end: jsonTextLength });
    const bytes = await engine.readBytes({ documentId, start: 0, end: byteLength });
    return { value: JSON.parse(json) as unknown, hex: Buffer.from(bytes).toString("hex") };
  }

  return {
    methods: schema.services.flatMap(({ methods }): readonly MethodSummary[] => methods),
    findings: schema.findings.map(({ message }) => message),
    template: async (symbol) => (await engine.template({ schemaId, symbol })).json,
    async call(target, method, messages, more = {}) {
      calls += 1;
      const record = await engine.call({
        operationId: `call-${calls}`,
        schemaId,
        method,
        channel: "grpc",
        server: { target, security: { mode: "auto" } },
        messages: [...messages],
        metadata: [],
        deadline: 10_000,
        ...more,
      });
      const received = await Promise.all(record.received.map(read));
      const sent = await Promise.all(record.sent.map(read));
      return {
        code: record.status.code,
        message: record.status.message,
        details: record.status.details.map(({ json, known }) => (known ? JSON.parse(json) : json)),
        messages: received.map(({ value }) => value),
        hex: received.map(({ hex }) => hex),
        sentHex: sent.map(({ hex }) => hex),
        record,
      };
    },
    close: () => engine.close(),
  };
}
