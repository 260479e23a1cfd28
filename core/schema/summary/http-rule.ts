import type { DescMethod } from "@bufbuild/protobuf";

/** One `google.api.HttpRule`, as it was written. */
export interface HttpRule {
  /** `GET`, `PUT`, `POST`, `DELETE`, `PATCH`, or the kind of a custom pattern as it stands. */
  readonly method: string;
  /** The path template: `/v1/{name=models/*}:predict`. */
  readonly path: string;
  /** `*`, a field name, or empty. */
  readonly body: string;
  /** A field name, or empty for the whole message. */
  readonly responseBody: string;
  readonly additionalBindings: readonly HttpRule[];
}

/** The `google.api.http` option of a method, decoded from its bytes; absent when the method has none. */
export function httpRuleOf(method: DescMethod): HttpRule | undefined {
  throw new Error(`not built yet: ${method.name}`);
}
