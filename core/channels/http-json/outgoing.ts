/** A message on its way out: which binding carries it, and what becomes its body. Pure. */
import type { DescMethod, Registry } from "@bufbuild/protobuf";
import { renderJson } from "../../codec/index.ts";
import { ByteglassError } from "../../error.ts";
import type { Finding } from "../../finding.ts";
import { choosePlan } from "./bindings.ts";
import { httpBodyPlace, RAW_CONTENT_TYPE, readHttpBody } from "./http-body.ts";
import { bindingText, type HttpBinding, type HttpRequestPlan } from "./http-request.ts";

/** What messages of a method can travel by. */
export interface OutgoingContext {
  readonly method: DescMethod;
  readonly registry: Registry;
  readonly bindings: readonly HttpBinding[];
  /** The number of the binding to use; absent lets the first message decide. */
  readonly chosen: number | undefined;
}

/** One message, ready to be sent. */
export interface Outgoing {
  readonly plan: HttpRequestPlan;
  /** JSON, or the bytes of a raw body; absent when the request has no body or the message not its field. */
  readonly content: string | Uint8Array | undefined;
  readonly contentType: string | undefined;
  readonly findings: readonly Finding[];
}

/** True for methods whose requests carry a stream of messages. */
export function streamsOut({ methodKind }: DescMethod): boolean {
  return methodKind === "client_streaming" || methodKind === "bidi_streaming";
}

/**
 * Prepares a message; `first` is the plan of the first message of the same request. Throws a `ByteglassError`
 * (`no-binding`) for a message that no binding can carry, or not in the request that has begun.
 */
export function prepareMessage(
  bytes: Uint8Array,
  { method, registry, bindings, chosen }: OutgoingContext,
  first: HttpRequestPlan | undefined,
): Outgoing {
  const json = renderJson(method.input, bytes, { registry, indent: 0, links: false });
  const only = first === undefined ? chosen : bindings.indexOf(first.binding);
  const { plan, findings } = choosePlan(bindings, method.input, json.text, only);
  const { body } = plan.binding;
  if (streamsOut(method) && body === "") throw cannotStream(plan.binding);
  if (first !== undefined && plan.url !== first.url) throw otherPath(plan, first);
  const all = [...json.findings, ...findings];
  if (body === "") return { plan, content: undefined, contentType: undefined, findings: all };
  const place = httpBodyPlace(method.input, body);
  if (place === undefined) {
    return { plan, content: plan.body, contentType: "application/json", findings: all };
  }
  const raw = readHttpBody(bytes, place);
  const contentType = raw.contentType === "" ? RAW_CONTENT_TYPE : raw.contentType;
  return { plan, content: raw.content, contentType, findings: all };
}

function cannotStream(binding: HttpBinding): ByteglassError {
  const message = `${bindingText(binding)} has no body, so it cannot carry a stream of messages.`;
  return new ByteglassError("no-binding", message, {
    hint: "Call it over gRPC (--channel grpc), or choose a binding with a body.",
  });
}

function otherPath(plan: HttpRequestPlan, first: HttpRequestPlan): ByteglassError {
  const message = `A later message of the stream belongs to ${plan.url}, and the request has begun as ${first.url}.`;
  return new ByteglassError("no-binding", message, {
    hint: "All messages of one stream must have the same values in the fields that are in the URL.",
  });
}
