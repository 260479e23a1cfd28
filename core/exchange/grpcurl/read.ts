/** A grpcurl line as a request. */
import type { ImportedRequests, PortableRequest } from "../../contract/exchange.ts";
import type { MetadataEntry, SchemaSource } from "../../contract/params.ts";
import type { Finding } from "../../finding.ts";
import {
  emptyRequest,
  Flags,
  flagFindings,
  leftOut,
  methodName,
  readHeaders,
  readSecurity,
  reflectionOf,
  requestName,
  splitMessages,
  wordFinding,
} from "../portable.ts";
import { type GivenFlags, readFlags } from "../shell/read-flags.ts";
import type { ShellLine, ShellWord } from "../shell/split-words.ts";
import { grpcurlLeftOut, grpcurlOptions } from "./options.ts";

/** Reads the words of a grpcurl line, the first of which is grpcurl itself. */
export function readGrpcurl(line: ShellLine): ImportedRequests {
  const given = readFlags(line.words.slice(1), grpcurlOptions, "go");
  const flags = new Flags(given);
  const findings = [
    ...line.findings,
    ...flagFindings("grpcurl", given),
    ...leftOut(given, grpcurlLeftOut),
    ...placeFindings(given, flags),
  ];
  return {
    format: "grpcurl",
    name: "",
    requests: [requestOf(given, flags, line.input)],
    environments: [],
    findings,
  };
}

function requestOf(given: GivenFlags, flags: Flags, input: string | undefined): PortableRequest {
  const { target, method } = positionsOf(given, flags);
  const security = readSecurity(flags.isOn("plaintext") ? "plaintext" : "tls", {
    authority: flags.last("cacert"),
    certificate: flags.last("cert"),
    key: flags.last("key"),
    serverName: flags.last("servername") ?? flags.last("authority"),
    insecure: flags.isOn("insecure"),
  });
  const shared = readHeaders(flags.all("H"));
  const deadline = secondsOf(flags.last("max-time"));
  return {
    ...emptyRequest("grpc"),
    name: requestName(method),
    target,
    security,
    method,
    metadata: [...shared, ...readHeaders(flags.all("rpc-header"))],
    messages: messagesOf(flags.last("d"), input),
    ...(deadline === undefined ? {} : { deadline }),
    sources: sourcesOf(flags, { target, security, shared }),
  };
}

/** `[address] [list|describe] [symbol]`: without a verb the last word is the method. */
function positionsOf(
  { positionals }: GivenFlags,
  flags: Flags,
): { readonly target: string; readonly method: string } {
  const words = positionals.map(({ text }) => text).filter((text) => text !== "list" && text !== "describe");
  const [first = "", second = ""] = words;
  const target = flags.isOn("unix") && !first.startsWith("unix:") ? `unix:${first}` : first;
  return { target, method: methodName(second) };
}

function messagesOf(data: string | undefined, input: string | undefined): string[] {
  const text = data === "@" ? (input ?? "") : (data ?? "");
  return [...splitMessages(text)];
}

function secondsOf(text: string | undefined): number | undefined {
  const seconds = Number(text);
  return text === undefined || !(seconds > 0) ? undefined : Math.round(seconds * 1000);
}

function sourcesOf(
  flags: Flags,
  server: Pick<PortableRequest, "target" | "security"> & { readonly shared: readonly MetadataEntry[] },
): SchemaSource[] {
  const files = [...flags.all("proto")];
  const sets = flags.all("protoset").map((file): SchemaSource => ({ kind: "descriptor-set", file }));
  const named: SchemaSource[] = [
    ...(files.length === 0
      ? []
      : [{ kind: "proto" as const, files, importPaths: [...flags.all("import-path")] }]),
    ...sets,
  ];
  const reflects = flags.last("use-reflection");
  if (named.length > 0 && reflects !== "true") return named;
  if (reflects === "false") return named;
  const metadata = [...server.shared, ...readHeaders(flags.all("reflect-header"))];
  return [...named, reflectionOf({ target: server.target, security: server.security, metadata })];
}

function placeFindings({ positionals }: GivenFlags, flags: Flags): readonly Finding[] {
  const findings: Finding[] = [];
  const verb = positionals.find(({ text }) => text === "list" || text === "describe");
  if (verb !== undefined) {
    findings.push(
      wordFinding("no-call", verb, `“${verb.text}” calls no method: the server and its schema were read.`),
    );
  }
  const [first] = positionals;
  if (first === undefined) findings.push(missingPart("an address"));
  if (verb === undefined && positionals.length < 2) findings.push(missingPart("a method"));
  const format = flags.last("format");
  if (format !== undefined && format !== "json") {
    findings.push(textFormatFinding());
  }
  return findings;
}

function missingPart(part: string): Finding {
  const end: ShellWord = { text: "", start: 0, end: 0 };
  return wordFinding(
    "part-missing",
    end,
    `The grpcurl line names no ${part.replace(/^an? /, "")}; expected ${part}.`,
  );
}

function textFormatFinding(): Finding {
  return {
    code: "text-format",
    severity: "warning",
    message: "The message is in the text format, and a request holds JSON: it was taken over as it is.",
    hint: "Turn it into JSON with `byteglass encode --from text` and `byteglass decode`.",
  };
}
