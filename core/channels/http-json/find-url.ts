/** Which of many methods a URL is a call of. Pure. */
import type { DescMethod } from "@bufbuild/protobuf";
import { httpRuleOf } from "../../schema/summary/http-rule.ts";
import { bindingsOf } from "./bindings.ts";
import type { HttpBinding } from "./http-request.ts";
import { type ReadRequest, readUrlBy, type WrittenUrl } from "./read-url.ts";

/** A method and its binding that have the form of a URL. */
export interface FoundUrl {
  readonly method: DescMethod;
  readonly index: number;
  readonly binding: HttpBinding;
  readonly read: ReadRequest;
}

/** The binding that fits best: without a base path before it, then the one that leaves least open. */
export function findUrl(
  methods: Iterable<DescMethod>,
  url: WrittenUrl,
  body: string | undefined,
): FoundUrl | undefined {
  let best: FoundUrl | undefined;
  for (const method of methods) {
    for (const [index, binding] of bindingsOf(httpRuleOf(method)).entries()) {
      const read = readUrlBy(binding, method.input, url, body);
      if (read === undefined) continue;
      const found = { method, index, binding, read };
      if (best === undefined || rank(found, url, body) < rank(best, url, body)) best = found;
    }
  }
  return best;
}

/** Lower is better. */
function rank({ binding, read }: FoundUrl, url: WrittenUrl, body: string | undefined): number {
  const wrongBody = url.method === "" && (body !== undefined) !== (binding.body !== "") ? 1 : 0;
  const open = binding.path.match(/\*|\{/g)?.length ?? 0;
  const unused = read.findings.length;
  return (
    read.basePath.length * 10_000 +
    wrongBody * 1000 +
    unused * 100 +
    open * 10 -
    (binding.path.includes(":") ? 1 : 0)
  );
}

/** `POST /v1/…` of the methods whose paths begin most like this one; at most three. */
export function nearestBindings(methods: Iterable<DescMethod>, { path }: WrittenUrl): readonly string[] {
  const texts = [...methods].flatMap((method) =>
    bindingsOf(httpRuleOf(method)).map((binding) => ({
      text: `${binding.method} ${binding.path}`,
      shared: sharedLength(binding.path, path),
    })),
  );
  return texts
    .sort((one, other) => other.shared - one.shared)
    .slice(0, 3)
    .map(({ text }) => text);
}

function sharedLength(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length++;
  return length;
}
