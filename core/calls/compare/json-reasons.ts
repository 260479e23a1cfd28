/** Why an answer that came as JSON differs from the same one in bytes: what JSON cannot carry, or its writer left out. */
import { type DescField, type DescMessage, ScalarType } from "@bufbuild/protobuf";
import type { JsonReason } from "../../contract/compare.ts";
import type { Finding } from "../../finding.ts";
import { fieldAt } from "./field-at.ts";

/** One difference, told by its sides: the bytes and the JSON. A text is as a tree row shows it; undefined where there is no value. */
export interface SidedDifference {
  readonly path: string;
  readonly bytes: string | undefined;
  readonly json: string | undefined;
  /** The one value there is stands for nothing: no bytes, or a message with nothing in it but defaults. */
  readonly isEmpty: boolean;
}

/** What the differences stand in. */
export interface ReasonContext {
  readonly type: DescMessage;
  /** The field that the HTTP rule makes the whole body; empty for the message. */
  readonly responseBody: string;
  /** What of the JSON the schema does not know, and was passed over. */
  readonly findings: readonly Finding[];
}

/** A step by number, as fields have it that no schema names. */
const NUMBER_STEP = /(^|\.)(\d+)(?=[.[]|$)/;
const QUOTED_KEY = /\["(?:[^"\\]|\\.)*"\]/g;
/** Numbers that differ by less than this share were written with fewer digits. */
const SHARE_OF_ROUNDING = 1e-5;

/** The reason of a difference, where JSON itself explains it; undefined for what is simply another value. */
export function jsonReason(difference: SidedDifference, context: ReasonContext): JsonReason | undefined {
  const { path, json } = difference;
  const unknown = NUMBER_STEP.exec(path.replace(QUOTED_KEY, (key) => "_".repeat(key.length)));
  if (unknown !== null) {
    const [, , number = ""] = unknown;
    const inside = path.slice(0, unknown.index);
    return json === undefined ? unknownField(number, inside, context.findings) : undefined;
  }
  const { responseBody } = context;
  const top = fieldAt(context.type, path.split(/[.[]/, 1)[0] ?? "")?.field;
  if (responseBody !== "" && json === undefined && top !== undefined && top.name !== responseBody) {
    return {
      code: "response-body",
      words: `The HTTP rule answers with ${responseBody} alone (response_body): other fields do not travel.`,
    };
  }
  const place = fieldAt(context.type, path);
  if (place === undefined) return undefined;
  if (json === undefined && place.field.enum !== undefined) {
    const named = context.findings.find((one) => one.code === "unknown-enum-name" && one.path === path);
    if (named !== undefined)
      return { code: "unknown-name", words: `${named.message} Numbers alone mean the same to both sides.` };
  }
  return valueReason(difference, place.field, place.parent);
}

function unknownField(number: string, inside: string, findings: readonly Finding[]): JsonReason {
  const keys = findings.flatMap(({ code, path = "" }) => {
    const cut = Math.max(path.lastIndexOf("."), 0);
    const isHere = code === "unknown-field" && path.slice(0, cut) === inside;
    return isHere ? [`“${path.slice(cut === 0 ? 0 : cut + 1)}”`] : [];
  });
  const also =
    keys.length === 0
      ? "JSON names its fields, so it has no place for this one."
      : `The JSON has ${keys.join(", ")} there, which the schema does not know either: read the schema again.`;
  return { code: "unknown-field", words: `The schema does not know field ${number}. ${also}` };
}

function valueReason(
  { bytes, json, isEmpty }: SidedDifference,
  field: DescField,
  parent: DescMessage,
): JsonReason | undefined {
  if (bytes === undefined || json === undefined) {
    if (json === undefined && bytes !== undefined) {
      const lost = lostNumber(bytes, field);
      if (lost !== undefined) return lost;
    }
    if (bytes !== undefined && isCutTime(bytes, "0", field, parent)) return cutTime(parent);
    // An item of a list and an entry of a map are more than none, whatever is in them.
    if (field.fieldKind === "list" || field.fieldKind === "map") return undefined;
    return isEmpty || isDefault(bytes ?? json ?? "", field)
      ? unsetOrDefault(json !== undefined, field)
      : undefined;
  }
  if (isCutTime(bytes, json, field, parent)) return cutTime(parent);
  return roundedNumber(bytes, json, field) ?? replacedText(json, field);
}

/** Numbers that are no JSON numbers. */
function lostNumber(bytes: string, field: DescField): JsonReason | undefined {
  if (!isFloat(field)) return undefined;
  if (/^-?(NaN|Infinity|inf)/i.test(bytes)) {
    return {
      code: "not-a-number",
      words: `JSON has no number for ${bytes}. As a text ("${bytes}") it can be sent; this server's JSON leaves it out.`,
    };
  }
  return bytes === "-0" ? NEGATIVE_ZERO : undefined;
}

const NEGATIVE_ZERO: JsonReason = {
  code: "negative-zero",
  words: "The sign of the zero is lost: this server's JSON writes −0 as 0.",
};

function unsetOrDefault(isInJson: boolean, { fieldKind }: DescField): JsonReason {
  const [unset, set] =
    fieldKind === "message"
      ? [
          "The message is not set. This server's JSON writes it with nothing but defaults in it",
          "The message is set, with nothing but defaults in it. This server's JSON leaves it out",
        ]
      : [
          "The field is not set. This server's JSON writes it with its default all the same",
          "The field is set to its default. This server's JSON leaves defaults out",
        ];
  const words = `${isInJson ? unset : set}, so that unset and default read alike.`;
  return { code: "unset-or-default", words };
}

function isDefault(text: string, field: DescField): boolean {
  if (field.fieldKind === "enum") return text.endsWith(`(${field.enum.values[0]?.number ?? 0})`);
  if (field.fieldKind !== "scalar") return false;
  return /^(0|false|""|no bytes|)$/.test(text);
}

function roundedNumber(bytes: string, json: string, field: DescField): JsonReason | undefined {
  if (isFloat(field)) {
    const [exact, written] = [Number(bytes), Number(json)];
    if (bytes === "-0" && written === 0) return NEGATIVE_ZERO;
    const isNear = Math.abs(exact - written) <= Math.abs(exact) * SHARE_OF_ROUNDING;
    return isNear && exact !== written ? rounded(bytes, json, "with fewer digits") : undefined;
  }
  if (!/^-?\d{16,}$/.test(bytes) || !/^-?\d+$/.test(json)) return undefined;
  const isRounded = Number(bytes) === Number(json);
  return isRounded ? rounded(bytes, json, "as a number of 53 bits") : undefined;
}

function rounded(bytes: string, json: string, how: string): JsonReason {
  return {
    code: "rounded",
    words: `This server's JSON writes the number ${how}: ${bytes} became ${json}.`,
  };
}

/** Fractions of a second that a writer cut off or rounded to ms or µs. */
function isCutTime(bytes: string, json: string, field: DescField, parent: DescMessage): boolean {
  if (field.name !== "nanos" || !/^google\.protobuf\.(Timestamp|Duration)$/.test(parent.typeName))
    return false;
  const [exact, written] = [Number(bytes), Number(json)];
  return [1e3, 1e6, 1e9].some((step) => written % step === 0 && Math.abs(exact - written) < step);
}

function cutTime(parent: DescMessage): JsonReason {
  const what = parent.name === "Duration" ? "durations" : "times";
  return { code: "time-cut", words: `This server's JSON writes ${what} with fewer digits of a second.` };
}

function replacedText(json: string, field: DescField): JsonReason | undefined {
  if (field.scalar !== ScalarType.STRING || !json.includes("�")) return undefined;
  return {
    code: "not-text",
    words: "JSON is Unicode: bytes of a text that are no UTF-8 come as “�” or not at all.",
  };
}

function isFloat(field: DescField): boolean {
  return field.scalar === ScalarType.DOUBLE || field.scalar === ScalarType.FLOAT;
}
