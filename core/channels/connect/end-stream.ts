/** The last frame of a stream of Connect: `{"error":{…},"metadata":{"name":["value"]}}`. Pure. */
import type { MetadataEntry } from "../../contract/params.ts";
import type { AnswerEnd } from "../framing/framed-answer.ts";
import { elementsOf, memberOf, membersOf, stringOf } from "../http-json/json-text.ts";
import { readConnectError } from "./error.ts";

/** Reads the frame. One that is no JSON object is a fault of the server, and said so. */
export function readEndStream(payload: Uint8Array): AnswerEnd {
  const text = new TextDecoder().decode(payload);
  if (membersOf(text) === undefined) {
    const message = "The last frame of the answer is not the JSON object that ends a stream of Connect.";
    return { trailers: [], status: { code: 13, message, body: text.slice(0, 1000) } };
  }
  const trailers = trailersOf(memberOf(text, "metadata") ?? "{}");
  const error = memberOf(text, "error");
  if (error === undefined || error === "null") return { trailers, status: { code: 0, message: "" } };
  return { trailers, status: readConnectError(error) ?? { code: 2, message: "" } };
}

function trailersOf(metadata: string): readonly MetadataEntry[] {
  return (membersOf(metadata) ?? []).flatMap(({ key, value }) =>
    (elementsOf(value) ?? [value]).flatMap((element) => {
      const text = stringOf(element);
      return text === undefined ? [] : [{ name: key, value: text }];
    }),
  );
}
