/** What an import tells of the requests it leaves out. */
import type { Finding } from "../finding.ts";

/** How many names are spelt out. */
const shownCount = 5;

/** `1 request`, `2 requests`. */
export function countRequests(count: number): string {
  return count === 1 ? "1 request" : `${count} requests`;
}

/** The first names, and how many more there are. */
export function shortList(names: readonly string[]): string {
  const shown = names.slice(0, shownCount).map((name) => `“${name}”`);
  return names.length > shownCount
    ? `${shown.join(", ")} and ${names.length - shownCount} more`
    : shown.join(", ");
}

/** The finding about requests that are not gRPC; none when there are none. */
export function notGrpc(names: readonly string[]): readonly Finding[] {
  if (names.length === 0) return [];
  return [
    {
      code: "not-grpc",
      severity: "information",
      message: `Left out, for only gRPC requests are read from this form: ${shortList(names)}.`,
      hint: "Import a request of HTTP + JSON as a curl line.",
    },
  ];
}

const leftOutHints = {
  scripts: "Say what a script checks as assertions of the request.",
  credentials: "Choose the credentials of these requests anew; their secrets belong into secret variables.",
  bodies: "Type the body again as JSON: forms, files and GraphQL have no counterpart.",
} as const;

/** The finding about parts that requests, or folders above them, have and that are not taken; none when there are none. */
export function leftOut(what: keyof typeof leftOutHints, names: readonly string[]): readonly Finding[] {
  if (names.length === 0) return [];
  const message = `The ${what} of these were left out: ${shortList(names)}.`;
  return [{ code: "left-out", severity: "warning", message, hint: leftOutHints[what] }];
}
