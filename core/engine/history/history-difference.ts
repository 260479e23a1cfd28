/** How two calls of the history differ. */
import type { FieldDifference } from "../../contract/assertions.ts";
import type { CallDifference } from "../../contract/history.ts";
import type { Parts } from "../parts.ts";
import { poolPart } from "../rooms.ts";
import type { StoredDetails } from "./history-stored.ts";

const diffPart = () => import("../../assertions/diff-messages.ts");

/** Field by field where both are of one method and its schema is open; otherwise only whether the bytes differ. */
export async function differenceOf(
  { schemas }: Parts,
  before: StoredDetails,
  after: StoredDetails,
  schemaId: string | undefined,
): Promise<CallDifference> {
  const status =
    before.record.status.name === after.record.status.name
      ? []
      : [changed("status", before.record.status.name, after.record.status.name)];
  const sides = async (side: "sent" | "received"): Promise<readonly FieldDifference[]> => {
    const [left, right] = [before[side], after[side]];
    if (schemaId === undefined || before.request.method !== after.request.method) {
      return left.join() === right.join()
        ? []
        : [changed("bytes", `${left.length} messages`, `${right.length} messages`)];
    }
    const [{ diffMessages }, { findMethod }] = await Promise.all([diffPart(), poolPart()]);
    const { registry } = schemas.get(schemaId);
    const type = findMethod(schemas.get(schemaId), before.request.method)[
      side === "sent" ? "input" : "output"
    ];
    return left.slice(0, right.length).flatMap((text, index) => {
      const path = left.length === 1 && right.length === 1 ? "" : `messages[${index}].`;
      const found = diffMessages(
        type,
        Buffer.from(text, "base64"),
        Buffer.from(right[index] ?? "", "base64"),
        { registry },
      );
      return found.map((each) => ({ ...each, path: `${path}${each.path}` }));
    });
  };
  const count = (side: "sent" | "received"): readonly FieldDifference[] =>
    before[side].length === after[side].length
      ? []
      : [changed("messages.count", String(before[side].length), String(after[side].length))];
  return {
    status,
    request: [...count("sent"), ...(await sides("sent"))],
    answer: [...count("received"), ...(await sides("received"))],
  };
}

function changed(path: string, expected: string, got: string): FieldDifference {
  return { path, kind: "changed", expected, got };
}
