/** Checks a request on arrival: a face may be another process, and what it sends is not trusted. */
import * as v from "valibot";
import { ByteglassError } from "../error.ts";
import type { Finding } from "../finding.ts";

type Issue = v.BaseIssue<unknown>;

/**
 * The request in the shape the schema describes, without fields it does not name.
 * Throws `ByteglassError` `usage`: the message names the first wrong field, the findings name them all.
 */
export function validateRequest<Schema extends v.GenericSchema>(
  method: string,
  schema: Schema,
  request: unknown,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, request);
  if (result.success) return result.output;
  const findings = result.issues.map(describeIssue);
  throw new ByteglassError(
    "usage",
    `${method}: ${findings[0]?.message ?? "the request has a wrong shape."}`,
    {
      hint: "Send the request in the shape that core/contract/params.ts describes.",
      findings,
    },
  );
}

function describeIssue(issue: Issue): Finding {
  const path = v.getDotPath(issue);
  const subject = path === null ? "the request" : `the field "${path}"`;
  return {
    code: "wrong-request-field",
    severity: "error",
    message: `${subject} ${describeComplaint(issue)}.`,
    ...(path === null ? {} : { path }),
  };
}

/** Received values are bounded: a request may hold a whole document. */
function describeComplaint(issue: Issue): string {
  if (issue.received === "undefined") return "is missing";
  if (issue.type === "custom") return `cannot be ${shorten(issue.received)}`;
  const expected = issue.expected ?? issue.type.replaceAll("_", " ");
  const measure = issue.type.endsWith("_length") ? " in length" : "";
  return `should be ${expected}${measure}, but it is ${shorten(issue.received)}`;
}

function shorten(text: string): string {
  return text.length <= 80 ? text : `${text.slice(0, 77)}...`;
}
