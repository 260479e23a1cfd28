/** Names of fields of earlier answers: `login.response.token`. */

/** A read name. */
export interface AnswerName {
  /** The id or the name of a request: `login`, `auth/login`. */
  readonly request: string;
  readonly part: "response" | "responses" | "headers" | "trailers" | "status";
  /** What of it: a path into the message, or the name of a header. Empty for all of it. */
  readonly path: string;
}

/** Reads a name; undefined when it has not the form of one. */
export function readAnswerName(name: string): AnswerName | undefined {
  const found = /^(.+?)\.(response|responses|headers|trailers|status)(?=$|[.[])\.?(.*)$/s.exec(name);
  const [, request = "", part, path = ""] = found ?? [];
  switch (part) {
    case "response":
    case "responses":
    case "headers":
    case "trailers":
    case "status":
      return { request, part, path };
    default:
      return undefined;
  }
}
