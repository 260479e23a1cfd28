/** Which of a method's HTTP bindings carries a message. Pure. */
import type { DescMessage, DescMethod } from "@bufbuild/protobuf";
import { ByteglassError } from "../../error.ts";
import type { Finding } from "../../finding.ts";
import type { HttpRule } from "../../schema/summary/http-rule.ts";
import { fieldsAlong, valueAt } from "./field-values.ts";
import { bindingText, type HttpBinding, type HttpRequestPlan, planHttpRequest } from "./http-request.ts";
import { parsePathTemplate, variablesOf } from "./path-template.ts";

/** The bindings of a rule: itself, then its additional bindings; those without a path are left out. */
export function bindingsOf(rule: HttpRule | undefined): readonly HttpBinding[] {
  if (rule === undefined) return [];
  const { method, path, body, responseBody } = rule;
  const own = path === "" ? [] : [{ method, path, body, responseBody }];
  return [...own, ...rule.additionalBindings.flatMap(bindingsOf)];
}

/** Throws `no-binding` for a method without any, and for the number of one that does not exist. */
export function requireBindings(
  bindings: readonly HttpBinding[],
  method: DescMethod,
  chosen: number | undefined,
): void {
  const name = `${method.parent.typeName}/${method.name}`;
  if (bindings.length === 0) {
    throw new ByteglassError(
      "no-binding",
      `${name} has no google.api.http option: it has no HTTP + JSON form.`,
      {
        hint: "Call it over gRPC (--channel grpc), or load a schema in which the method has the option.",
      },
    );
  }
  if (chosen === undefined || chosen < bindings.length) return;
  const known = bindings.map((binding, index) => `${index}: ${bindingText(binding)}`).join("; ");
  throw new ByteglassError("no-binding", `${name} has no HTTP binding ${chosen}.`, {
    hint: `Choose one of these: ${known}.`,
  });
}

/** The request that carries a message, and what is worth knowing about it. */
export interface ChosenPlan {
  readonly plan: HttpRequestPlan;
  readonly findings: readonly Finding[];
}

/**
 * Plans with the binding `chosen`, or with the first whose path fields are all set, or else with the first that can
 * carry the message at all. Throws `no-binding` with findings that say, for each binding, what to fill in.
 */
export function choosePlan(
  bindings: readonly HttpBinding[],
  type: DescMessage,
  json: string,
  chosen: number | undefined,
): ChosenPlan {
  const asked = chosen === undefined ? undefined : bindings[chosen];
  const candidates = asked === undefined ? inOrderOfFit(bindings, type, json) : [asked];
  const refusals: { readonly binding: HttpBinding; readonly findings: readonly Finding[] }[] = [];
  for (const binding of candidates) {
    const result = planHttpRequest(binding, type, json);
    if (result.ok) return { plan: result.value, findings: result.findings };
    refusals.push({ binding, findings: result.findings });
  }
  throw refusalOf(refusals);
}

function inOrderOfFit(
  bindings: readonly HttpBinding[],
  type: DescMessage,
  json: string,
): readonly HttpBinding[] {
  const isSet = (binding: HttpBinding): boolean => {
    const parsed = parsePathTemplate(binding.path);
    if ("fault" in parsed) return false;
    return variablesOf(parsed.template).every(({ fieldPath }) => {
      const fields = fieldsAlong(type, fieldPath);
      return fields !== undefined && valueAt(json, fields) !== undefined;
    });
  };
  return [...bindings.filter(isSet), ...bindings.filter((binding) => !isSet(binding))];
}

function refusalOf(
  refusals: readonly { readonly binding: HttpBinding; readonly findings: readonly Finding[] }[],
): ByteglassError {
  const [first] = refusals;
  const errors = refusals.flatMap(({ binding, findings }) =>
    findings
      .filter(({ severity }) => severity === "error")
      .map((finding) =>
        refusals.length === 1
          ? finding
          : { ...finding, message: `${bindingText(binding)}: ${finding.message}` },
      ),
  );
  const [error] = errors;
  if (refusals.length === 1 && first !== undefined && error !== undefined) {
    const message = `${bindingText(first.binding)} cannot carry this message. ${error.message}`;
    return new ByteglassError("no-binding", message, { hint: error.hint ?? "", findings: errors });
  }
  return new ByteglassError(
    "no-binding",
    `None of the ${refusals.length} HTTP bindings can carry this message.`,
    {
      hint: error?.hint ?? "",
      findings: errors,
    },
  );
}
