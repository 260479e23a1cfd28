/** The rules that a schema states as `buf.validate` options (protovalidate), checked on the bytes of a message. */
import { type DescMessage, fromBinary, type Registry } from "@bufbuild/protobuf";
import type { Path } from "@bufbuild/protobuf/reflect";
import { createValidator, type Validator } from "@bufbuild/protovalidate";
import { messageOf } from "../error.ts";

/** One rule that a message breaks. */
export interface RuleViolation {
  /** Where in the message, as a JSON path with JSON names: `inputs[0].image`; empty for the message itself. */
  readonly path: string;
  /** The same place with the names of the source; the JSON may use either. */
  readonly sourcePath: string;
  /** What the rule says, in its author's words or the library's. */
  readonly message: string;
  /** `string.min_len`, or the id that the author gave it. */
  readonly ruleId: string;
}

/** The outcome of a check. `fault` says why the rules could not be checked; then there are no violations. */
export interface RuleCheck {
  readonly violations: readonly RuleViolation[];
  readonly fault?: string;
}

/** Bound on what is told of one message. */
const MAXIMUM_VIOLATIONS = 100;

const validators = new WeakMap<Registry, Validator>();

/**
 * Checks the bytes of a message, as our encoder wrote them, by the rules of its type and of the types within.
 * Regular expressions run in linear time and CEL has no loops without end, so the time is bounded by the message.
 * Never throws: what the rules themselves have wrong with them is the `fault`.
 */
export function checkRules(type: DescMessage, bytes: Uint8Array, registry: Registry): RuleCheck {
  try {
    const result = validatorOf(registry).validate(type, fromBinary(type, bytes));
    if (result.kind === "error") return { violations: [], fault: result.error.message };
    const violations = (result.violations ?? []).slice(0, MAXIMUM_VIOLATIONS);
    return {
      violations: violations.map(({ field, message, ruleId }) => ({
        path: pathText(field, (part) => part.jsonName),
        sourcePath: pathText(field, (part) => part.name),
        message,
        ruleId,
      })),
    };
  } catch (thrown) {
    return { violations: [], fault: messageOf(thrown) };
  }
}

function validatorOf(registry: Registry): Validator {
  const known = validators.get(registry);
  if (known !== undefined) return known;
  const made = createValidator({ registry });
  validators.set(registry, made);
  return made;
}

function pathText(path: Path, nameOf: (part: { name: string; jsonName: string }) => string): string {
  let text = "";
  for (const part of path) {
    switch (part.kind) {
      case "list_sub":
        text += `[${part.index}]`;
        break;
      case "map_sub":
        text += joined(text, String(part.key));
        break;
      case "oneof":
        break;
      case "extension":
        text += `[${part.typeName}]`;
        break;
      case "field":
        text += joined(text, nameOf(part));
        break;
    }
  }
  return text;
}

/** A key after what stands before it, in the form that the places of findings use. */
function joined(before: string, key: string): string {
  if (!/^[A-Za-z_$][\w$]*$/.test(key)) return `[${JSON.stringify(key)}]`;
  return before === "" ? key : `.${key}`;
}
