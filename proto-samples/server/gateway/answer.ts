import type { ServerResponse } from "node:http";
import { type FileRegistry, type JsonObject, type JsonValue, type Message, toJson } from "@bufbuild/protobuf";
import type { MetadataItem } from "../call/call.ts";
import type { CallError } from "../call/call-error.ts";
import { writeOne } from "../call/stream-events.ts";
import { type HttpBody, isHttpBody } from "./http-body.ts";
import { httpStatusOf, statusJson } from "./http-status.ts";
import type { Route } from "./routes.ts";

/** Writes the answer of one call as grpc-gateway does: one JSON value, or a line for each message of a stream. */
export class GatewayAnswer {
  readonly #response: ServerResponse;
  readonly #route: Route;
  readonly #registry: FileRegistry;
  readonly #signal: AbortSignal;
  readonly #headers: MetadataItem[] = [];
  readonly #trailers: MetadataItem[] = [];

  constructor(response: ServerResponse, route: Route, registry: FileRegistry, signal: AbortSignal) {
    this.#response = response;
    this.#route = route;
    this.#registry = registry;
    this.#signal = signal;
  }

  addHeader(item: MetadataItem): void {
    this.#headers.push(item);
  }

  addTrailer(item: MetadataItem): void {
    this.#trailers.push(item);
  }

  /** Begins the answer of a stream; does nothing for one message, whose length is not known yet. */
  begin(): void {
    if (this.#streams && !this.#response.headersSent) this.#begin(200, "application/json");
  }

  async message(message: Message): Promise<void> {
    if (this.#streams) {
      this.begin();
      const line = `${JSON.stringify({ result: this.#json(message) })}\n`;
      await writeOne(this.#response, Buffer.from(line), this.#signal);
      return;
    }
    const type = this.#route.served.method.output;
    if (isHttpBody(type) && this.#route.responseBody === "") {
      const { contentType, data } = message as HttpBody;
      this.#whole(200, contentType === "" ? "application/octet-stream" : contentType, data);
    } else {
      this.#whole(200, "application/json", Buffer.from(JSON.stringify(this.#json(message))));
    }
  }

  /** Ends the answer; an error after the first line of a stream becomes a line of its own. */
  end(error: CallError | undefined): void {
    if (this.#response.destroyed || this.#response.writableEnded) return;
    if (error !== undefined) {
      const status = statusJson(this.#registry, error);
      if (this.#response.headersSent) this.#response.write(`${JSON.stringify({ error: status })}\n`);
      else this.#whole(httpStatusOf(error.code), "application/json", Buffer.from(JSON.stringify(status)));
    } else this.begin();
    if (this.#response.writableEnded) return;
    this.#response.addTrailers(this.#trailers.map((item) => httpHeader("Grpc-Trailer-", item)));
    this.#response.end();
  }

  get #streams(): boolean {
    const { methodKind } = this.#route.served.method;
    return methodKind === "server_streaming" || methodKind === "bidi_streaming";
  }

  #json(message: Message): JsonValue {
    const { output } = this.#route.served.method;
    const field = output.fields.find((candidate) => candidate.name === this.#route.responseBody);
    if (field === undefined) return toJson(output, message, { registry: this.#registry });
    // A field that is not set still needs a body: its default, or an empty message.
    const set = toJson(output, message, { registry: this.#registry }) as JsonObject;
    const all = toJson(output, message, { registry: this.#registry, alwaysEmitImplicit: true }) as JsonObject;
    return set[field.jsonName] ?? all[field.jsonName] ?? {};
  }

  #whole(status: number, contentType: string, body: Uint8Array): void {
    // Trailers need chunks, so a length is told only when there are none.
    if (this.#trailers.length === 0) this.#response.setHeader("Content-Length", body.length);
    this.#begin(status, contentType);
    this.#response.write(body);
  }

  #begin(status: number, contentType: string): void {
    this.#response.statusCode = status;
    this.#response.setHeader("Content-Type", contentType);
    for (const [name, value] of this.#headers.map((item) => httpHeader("Grpc-Metadata-", item))) {
      this.#response.appendHeader(name, value);
    }
    this.#response.flushHeaders();
  }
}

function httpHeader(prefix: string, { name, value }: MetadataItem): [string, string] {
  return [`${prefix}${name}`, typeof value === "string" ? value : Buffer.from(value).toString("base64")];
}
