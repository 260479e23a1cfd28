/** Which next steps a failure has, as buttons. Pure: words of the engine in, steps out. */
import type { CallStatus } from "../../core/contract/views.ts";
import type { ErrorRecord } from "../../core/error.ts";
import type { Finding } from "../../core/finding.ts";

/** What a button can do about a failure. */
export type NextStep =
  | "use-tls"
  | "use-plaintext"
  | "open-security"
  | "open-protos"
  | "open-descriptor-set"
  | "choose-method"
  | "no-deadline"
  | "use-grpc"
  | "fix-message"
  | "reload-schema"
  | "start-sample"
  | "add-import-folder"
  | "retry";

/** Steps for an operation that could not be done; `tls` says whether the server was spoken to with TLS. */
export function stepsForError({ code, hint, findings }: ErrorRecord, tls: boolean): readonly NextStep[] {
  const named = stepsInHint(hint, tls);
  switch (code) {
    case "no-reflection":
      return ["open-protos", "open-descriptor-set", "retry"];
    case "tls":
    case "unreachable":
      return [...named, "retry"];
    case "bad-json":
    case "bad-text":
      return findings.some((finding) => finding.text !== undefined) ? ["fix-message"] : [];
    case "no-binding":
      return ["use-grpc"];
    case "not-found":
      return ["choose-method", "reload-schema"];
    case "timeout":
      return ["no-deadline", "retry"];
    case "cancelled":
      return ["retry"];
    case "bad-schema":
      return findings.some(wantsImportFolder) ? ["add-import-folder", "retry"] : ["open-protos", "retry"];
    case "unauthorized":
    case "usage":
    case "bad-target":
    case "bad-bytes":
    case "file-unreadable":
    case "file-unwritable":
    case "too-large":
    case "unsupported":
    case "internal":
      return named;
  }
}

/** Steps for a call that ended with a status other than OK. */
export function stepsForStatus({ code, hint }: CallStatus, tls: boolean): readonly NextStep[] {
  const named = stepsInHint(hint, tls);
  switch (code) {
    case 4:
      return ["no-deadline", "retry"];
    case 12:
      return [...named, "choose-method", "reload-schema"];
    case 1:
    case 8:
    case 10:
    case 14:
      return [...named, "retry"];
    default:
      return named;
  }
}

/** True for a finding that another import folder may settle. */
export function wantsImportFolder({ hint = "" }: Finding): boolean {
  return IMPORT_FOLDER.test(hint);
}

/** The folder a finding's hint names; undefined where the person has to know it. */
export function namedImportFolder({ hint = "" }: Finding): string | undefined {
  const [, folder] = IMPORT_FOLDER.exec(hint) ?? [];
  return folder === "FOLDER" ? undefined : folder;
}

const IMPORT_FOLDER = /\(-I ([^)]+)\)/;

const NAMED: readonly (readonly [RegExp, NextStep])[] = [
  [/--tls\b/, "use-tls"],
  [/--plaintext\b/, "use-plaintext"],
  [/--(cacert|cert|key|servername)\b/, "open-security"],
];

/**
 * The engine's hints name the terminal's options; each stands for a button here. A hint that only suspects TLS
 * offers the other transport.
 */
function stepsInHint(hint: string, tls: boolean): readonly NextStep[] {
  const named = NAMED.flatMap(([pattern, step]) => (pattern.test(hint) ? [step] : []));
  if (named.length > 0 || !/\bTLS\b/.test(hint)) return named;
  return [tls ? "use-plaintext" : "use-tls"];
}

/** A hint without the terminal's options. */
export function windowHint(hint: string): string {
  return hint
    .replace(/\s*\(--?[A-Za-z][^)]*\)/g, "")
    .replace(/\s*\(in a terminal[^)]*\)/gi, "")
    .trim();
}

/** What a step's button says. */
export function stepLabel(step: NextStep): string {
  switch (step) {
    case "use-tls":
      return "Use TLS";
    case "use-plaintext":
      return "Use plaintext";
    case "open-security":
      return "Set certificates…";
    case "open-protos":
      return "Open .proto files…";
    case "open-descriptor-set":
      return "Open a descriptor set…";
    case "choose-method":
      return "Choose another method";
    case "no-deadline":
      return "Send without a deadline";
    case "use-grpc":
      return "Use gRPC";
    case "fix-message":
      return "Go to the first problem";
    case "reload-schema":
      return "Read the schema again";
    case "start-sample":
      return "Start the sample server";
    case "add-import-folder":
      return "Add an import folder…";
    case "retry":
      return "Try again";
  }
}
