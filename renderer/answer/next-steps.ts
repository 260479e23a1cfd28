/** Which next steps a failure has, as buttons. Pure: the engine's steps in, buttons out. */
import type { CallStatus } from "../../core/contract/views.ts";
import type { ErrorRecord } from "../../core/error.ts";
import type { Finding } from "../../core/finding.ts";
import type { NextStep as EngineStep } from "../../core/next-step.ts";

/** What a button can do about a failure. */
export type NextStep = PlainStep | ServerNameStep;

/** Checks the server's certificate for a name that it has. */
export interface ServerNameStep {
  readonly kind: "check-name";
  readonly serverName: string;
}

type PlainStep =
  | "use-tls"
  | "use-plaintext"
  | "open-security"
  | "open-server-name"
  | "open-proxy"
  | "open-auth"
  | "open-token"
  | "open-protos"
  | "open-descriptor-set"
  | "choose-method"
  | "no-deadline"
  | "use-grpc"
  | "use-http-json"
  | "fix-message"
  | "reload-schema"
  | "start-sample"
  | "add-import-folder"
  | "retry";

/** Steps for an operation that could not be done; `tls` says whether the server was spoken to with TLS. */
export function stepsForError({ code, findings, steps }: ErrorRecord, tls: boolean): readonly NextStep[] {
  return distinct([...buttonsOf(steps, tls), ...stepsForCode(code, findings)]);
}

function stepsForCode(code: ErrorRecord["code"], findings: readonly Finding[]): readonly NextStep[] {
  switch (code) {
    case "no-reflection":
      return ["open-protos", "open-descriptor-set", "retry"];
    case "bad-json":
    case "bad-text":
      return findings.some((finding) => finding.text !== undefined) ? ["fix-message"] : [];
    case "no-binding":
      return ["use-grpc"];
    case "not-found":
      return ["choose-method", "reload-schema"];
    case "timeout":
      return ["no-deadline", "retry"];
    case "tls":
    case "unreachable":
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
      return [];
  }
}

/** Steps for a call that ended with a status other than OK. */
export function stepsForStatus({ code, steps }: CallStatus, tls: boolean): readonly NextStep[] {
  return distinct([...buttonsOf(steps, tls), ...stepsForStatusCode(code)]);
}

function stepsForStatusCode(code: number): readonly NextStep[] {
  switch (code) {
    case 4:
      return ["no-deadline", "retry"];
    case 12:
      return ["choose-method", "reload-schema"];
    case 16:
      return ["open-auth"];
    case 1:
    case 8:
    case 10:
    case 14:
      return ["retry"];
    default:
      return [];
  }
}

function buttonsOf(steps: readonly EngineStep[] = [], tls: boolean): readonly NextStep[] {
  return steps.flatMap((step) => buttonsFor(step, tls));
}

/** Bounds that can be raised, texts to put in and exports have buttons of their own where they are met. */
function buttonsFor(step: EngineStep, tls: boolean): readonly NextStep[] {
  switch (step.kind) {
    case "use-tls":
    case "use-plaintext":
    case "add-import-folder":
    case "start-sample":
    case "retry":
      return [step.kind];
    case "switch-transport":
      return [tls ? "use-plaintext" : "use-tls"];
    case "set-server-name":
      return step.serverName === undefined
        ? ["open-server-name"]
        : [{ kind: "check-name", serverName: step.serverName }];
    case "set-certificates":
    case "choose-certificate-authority":
    case "skip-verification":
      return ["open-security"];
    case "set-proxy":
      return ["open-proxy"];
    case "get-token":
      return ["open-token"];
    case "set-credentials":
      return ["open-auth"];
    case "raise-deadline":
      return ["no-deadline"];
    case "use-channel":
      return step.channel === "grpc" ? ["use-grpc"] : step.channel === "http-json" ? ["use-http-json"] : [];
    case "open-schema-files":
      return ["open-protos", "open-descriptor-set"];
    case "raise-message-limit":
    case "raise-sent-limit":
    case "replace-text":
    case "overwrite":
    case "export-descriptor-set":
      return [];
  }
}

/** Each step once; trying again as it is comes last. */
function distinct(steps: readonly NextStep[]): readonly NextStep[] {
  const others = new Set(steps.filter((step) => step !== "retry"));
  return steps.includes("retry") ? [...others, "retry"] : [...others];
}

/** True for a finding that another import folder may settle. */
export function wantsImportFolder({ steps = [] }: Finding): boolean {
  return steps.some(({ kind }) => kind === "add-import-folder");
}

/** The folder that a finding knows to hold what is missing; undefined where the person has to know it. */
export function namedImportFolder({ steps = [] }: Finding): string | undefined {
  return steps.flatMap((step) => (step.kind === "add-import-folder" ? [step.folder] : []))[0];
}

/** What a step's button says. */
export function stepLabel(step: NextStep): string {
  if (typeof step === "object") return `Check for the name ${step.serverName}`;
  switch (step) {
    case "use-tls":
      return "Use TLS";
    case "use-plaintext":
      return "Use plaintext";
    case "open-security":
      return "Set certificates…";
    case "open-server-name":
      return "Set the server name…";
    case "open-proxy":
      return "Set the proxy…";
    case "open-auth":
      return "Set credentials…";
    case "open-token":
      return "Get a token…";
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
    case "use-http-json":
      return "Use HTTP + JSON";
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
