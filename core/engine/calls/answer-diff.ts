/** Two answers of a comparison, field by field, with the reasons that JSON gives. */
import type { DescMethod, Registry } from "@bufbuild/protobuf";
import type { Answer } from "../../calls/compare/contender.ts";
import type { AnswerDifference, JsonReason } from "../../contract/compare.ts";
import type { FieldDifference } from "../../contract/document-diff.ts";
import type { TreeRow } from "../../contract/views.ts";
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
  type Analysis = ReturnType<typeof analysisOf>;

  /** True for the one value of a difference when nothing in it is more than a default. */
  function isEmptyValue(
    { kind, beforeRecord, afterRecord }: FieldDifference,
    before: Analysis,
    after: Analysis,
  ): boolean {
    if (kind !== "added" && kind !== "removed") return false;
    const [record, { tree }] = kind === "added" ? [afterRecord, after] : [beforeRecord, before];
    const [row] = record === undefined ? [] : tree.rows(record, record + 1);
    if (row === undefined || row.next - row.record > MOST_INSIDE) return false;
    const inside = tree.rows(row.record + 1, row.next);
    return isNothingMore(row) && inside.every((one) => isNothingMore(one) && !one.label.endsWith("]"));
  }

  function responseBodyOf({ json }: Answer): string {
    const bindings = json?.rule === undefined ? [] : bindingsOf(httpRuleOf(method));
    return bindings.find((binding) => bindingText(binding) === json?.rule)?.responseBody ?? "";
  }

  function reasonOf(
    difference: FieldDifference,
    isEmpty: boolean,
    reference: Answer,
    other: Answer,
  ): JsonReason | undefined {
    const { path, kind, before, after } = difference;
    const [was, is] = [kind === "added" ? undefined : before, kind === "removed" ? undefined : after];
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

  return (reference, other) => {
    const [ours, theirs] = [analysisOf(reference), analysisOf(other)];
    return fieldDifferences(ours, theirs)
      .fields.filter(({ kind }) => kind !== "encoding")
      .slice(0, MAXIMUM_DIFFERENCES)
      .map((difference) => {
        const { kind, path, before, after } = difference;
        const reason = reasonOf(difference, isEmptyValue(difference, ours, theirs), reference, other);
        return {
          path,
          ...(kind === "added" ? {} : { reference: before }),
          ...(kind === "removed" ? {} : { value: after }),
          ...(reason === undefined ? {} : { reason }),
        };
      });
  };
}

/** Rows of one value that are looked through. */
const MOST_INSIDE = 10_000;

/** A message says nothing by itself, its fields do; items of lists and entries of maps are told by their labels. */
function isNothingMore({ hasChildren, status, value, valueKind }: TreeRow): boolean {
  if (status !== "known") return false;
  if (hasChildren || valueKind === "message") return true;
  return valueKind === "enum" ? value.endsWith("(0)") : /^(0|false|""|no bytes)$/.test(value);
}
