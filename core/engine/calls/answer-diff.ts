/** Two answers of a comparison, field by field, with the reasons that JSON gives. */
import type { DescMethod, Registry } from "@bufbuild/protobuf";
import type { Answer } from "../../calls/compare/contender.ts";
import type { AnswerDifference, JsonReason } from "../../contract/compare.ts";
import type { FieldDifference } from "../../contract/document-diff.ts";
import { comparePart, documentsRoom } from "../rooms.ts";

/** Differences of two answers that are listed. */
const MAXIMUM_DIFFERENCES = 100;

/** Compares two answers of a method as the comparison of documents does; how they are written makes no difference. */
export async function answerDiff(
  method: DescMethod,
  registry: Registry,
): Promise<(reference: Answer, other: Answer) => readonly AnswerDifference[]> {
  const type = method.output;
  const [{ createDocument, fieldDifferences }, { bindingsOf, bindingText, httpRuleOf, jsonReason }] =
    await Promise.all([documentsRoom(), comparePart()]);
  const analysisOf = ({ bytes }: Answer) => createDocument({ id: "", bytes, type, registry }).analysis;

  function responseBodyOf({ json }: Answer): string {
    const bindings = json?.rule === undefined ? [] : bindingsOf(httpRuleOf(method));
    return bindings.find((binding) => bindingText(binding) === json?.rule)?.responseBody ?? "";
  }

  function reasonOf(difference: FieldDifference, reference: Answer, other: Answer): JsonReason | undefined {
    const { path, kind, before, after } = difference;
    const [was, is] = [kind === "added" ? undefined : before, kind === "removed" ? undefined : after];
    const isEmpty = isEmptyValue(difference, reference, other);
    // Bytes on one side, JSON on the other; two JSONs may each be the one that left something out.
    const sides = [
      { answer: other, sided: { bytes: was, json: is } },
      { answer: reference, sided: { bytes: is, json: was } },
    ];
    for (const { answer, sided } of sides) {
      if (answer.json === undefined) continue;
      const { findings } = answer.json;
      const context = { type, responseBody: responseBodyOf(answer), findings };
      const reason = jsonReason({ path, isEmpty, ...sided }, context);
      if (reason !== undefined) return reason;
    }
    return undefined;
  }

  return (reference, other) =>
    fieldDifferences(analysisOf(reference), analysisOf(other))
      .fields.filter(({ kind }) => kind !== "encoding")
      .slice(0, MAXIMUM_DIFFERENCES)
      .map((difference) => {
        const { kind, path, before, after } = difference;
        const reason = reasonOf(difference, reference, other);
        return {
          path,
          ...(kind === "added" ? {} : { reference: before }),
          ...(kind === "removed" ? {} : { value: after }),
          ...(reason === undefined ? {} : { reason }),
        };
      });
}

/** True for the one record of a difference when it ends with its length, which is zero. */
function isEmptyValue(
  { kind, beforeSpan, afterSpan }: FieldDifference,
  reference: Answer,
  other: Answer,
): boolean {
  if (kind !== "added" && kind !== "removed") return false;
  const [span, { bytes }] = kind === "added" ? [afterSpan, other] : [beforeSpan, reference];
  return span !== undefined && bytes[span.end - 1] === 0 && span.end - span.start <= LONGEST_TAG + 1;
}

/** Bytes of the longest tag. */
const LONGEST_TAG = 5;
