/** In which form the messages of a call travel: as their bytes, or as JSON that is made from them and into them. */
import type { DescMethod, Registry } from "@bufbuild/protobuf";
import { renderJson } from "../../codec/index.ts";
import type { Finding } from "../../finding.ts";
import { readAnswerMessage } from "../http-json/answer-message.ts";

/** A message on its way out. */
export interface WrittenMessage {
  readonly payload: Uint8Array;
  /** The same as text, where it is JSON. */
  readonly body?: string;
  readonly findings: readonly Finding[];
}

/** A message that came, or why what came is none. */
export type ReadMessage = { readonly bytes: Uint8Array; readonly body?: string } | { readonly fault: string };

/** One form. */
export interface MessageForm {
  /** The last part of a content type: `application/connect+proto`. */
  readonly name: "proto" | "json";
  readonly write: (bytes: Uint8Array) => WrittenMessage;
  readonly read: (payload: Uint8Array) => ReadMessage;
}

/** Bytes pass through untouched. */
export const protoForm: MessageForm = {
  name: "proto",
  write: (bytes) => ({ payload: bytes, findings: [] }),
  read: (payload) => ({ bytes: payload }),
};

/** ProtoJSON of a method's messages. What of an answer the schema does not know goes to `onFindings`. */
export function jsonForm(
  { input, output }: DescMethod,
  registry: Registry,
  onFindings: (findings: readonly Finding[]) => void = () => undefined,
): MessageForm {
  return {
    name: "json",
    write: (bytes) => {
      const { text, findings } = renderJson(input, bytes, { registry, indent: 0, links: false });
      return { payload: new TextEncoder().encode(text), body: text, findings };
    },
    read: (payload) => {
      const body = new TextDecoder().decode(payload);
      const read = readAnswerMessage(body, { type: output, registry, responseBody: "" });
      if ("fault" in read) return { fault: `The answer is not ${output.typeName} as JSON: ${read.fault}.` };
      onFindings(read.findings);
      return { bytes: read.bytes, body };
    },
  };
}
