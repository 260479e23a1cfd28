/** The other members of a oneof. */
import { OneofMembersParams, type OneofMethods } from "../../contract/oneof.ts";
import { oneofMembers } from "../../edit/oneof-members.ts";
import { door } from "../door.ts";
import type { Parts } from "../parts.ts";

/** The engine's methods about oneofs. */
export function oneofMethods({ documents }: Pick<Parts, "documents">): OneofMethods {
  return {
    oneofMembers: door("oneofMembers", OneofMembersParams, ({ documentId, record }) => {
      const document = documents.get(documentId);
      const { type } = document.source;
      const path = document.locate({ kind: "record", record })?.path;
      return type === undefined || path === undefined ? { name: "", members: [] } : oneofMembers(type, path);
    }),
  };
}
