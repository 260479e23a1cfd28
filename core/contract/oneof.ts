/** The other members of a oneof, to set a second one on purpose: parameters, answers and methods. */
import * as v from "valibot";
import { Identifier, Offset } from "./shapes.ts";

export const OneofMembersParams = v.object({
  documentId: Identifier,
  /** A tree row. */
  record: Offset,
});
export type OneofMembersRequest = v.InferOutput<typeof OneofMembersParams>;

/** Members beside the record's own field. */
export interface OneofMembers {
  /** The oneof; empty for a field in none. */
  readonly name: string;
  /** `bytes` is a whole record that sets the member. */
  readonly members: readonly { readonly name: string; readonly bytes: Uint8Array }[];
}

export interface OneofMethods {
  /** No members for a field in no oneof, and without a schema. */
  oneofMembers(request: OneofMembersRequest): Promise<OneofMembers>;
}
