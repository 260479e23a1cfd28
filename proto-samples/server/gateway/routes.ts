import { type DescMethod, type FileRegistry, fromBinary, type Message } from "@bufbuild/protobuf";
import { BinaryReader } from "@bufbuild/protobuf/wire";
import { messageType } from "../schema/message-type.ts";
import type { ServedMethod, ServedService } from "../schema/served-methods.ts";
import { type PathTemplate, parseTemplate } from "./path-template.ts";

/** The number of the extension `google.api.http` of `google.protobuf.MethodOptions`. */
const HTTP_OPTION = 72295728;

/** One way to reach a method over HTTP. */
export interface Route {
  readonly served: ServedMethod;
  /** `GET`, or any other word for a `custom` rule. */
  readonly verb: string;
  readonly template: PathTemplate;
  /** `*`, a field's name, or empty for no body. */
  readonly body: string;
  /** A field's name, or empty for the whole answer. */
  readonly responseBody: string;
}

/** `google.api.HttpRule` as a message. */
interface HttpRule extends Message {
  readonly pattern: { readonly case?: string; readonly value?: unknown };
  readonly body: string;
  readonly responseBody: string;
  readonly additionalBindings: readonly HttpRule[];
}

/** All routes of the services' methods; those that end in a custom verb first, since their paths are the narrower. */
export function routesOf(services: readonly ServedService[], registry: FileRegistry): readonly Route[] {
  const routes = services.flatMap(({ methods }) =>
    methods.flatMap((served) => rulesOf(served.method, registry).map((rule) => route(served, rule))),
  );
  return [
    ...routes.filter(({ template }) => template.verb !== ""),
    ...routes.filter(({ template }) => template.verb === ""),
  ];
}

/** The method's rule and its additional bindings, in their order. */
function rulesOf(method: DescMethod, registry: FileRegistry): readonly HttpRule[] {
  const { options } = method.proto;
  if (options === undefined) return [];
  const type = messageType(registry, "google.api.HttpRule");
  // Options are read from the bytes of an unknown field: the registry's own extension would fit only its own options.
  const found = (options.$unknown ?? []).filter((field) => field.no === HTTP_OPTION);
  return found.flatMap((field) => {
    const rule = fromBinary(type, new BinaryReader(field.data).bytes()) as HttpRule;
    return [rule, ...rule.additionalBindings];
  });
}

function route(served: ServedMethod, rule: HttpRule): Route {
  const { verb, path } = patternOf(rule);
  return { served, verb, template: parseTemplate(path), body: rule.body, responseBody: rule.responseBody };
}

function patternOf(rule: HttpRule): { readonly verb: string; readonly path: string } {
  const { case: kind, value } = rule.pattern;
  if (kind === "custom") {
    const custom = value as { readonly kind: string; readonly path: string };
    return { verb: custom.kind.toUpperCase(), path: custom.path };
  }
  return { verb: (kind ?? "").toUpperCase(), path: String(value) };
}
