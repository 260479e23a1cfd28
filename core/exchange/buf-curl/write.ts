/** A request as a `buf curl` line. */
import type { CopiedRequest, PortableRequest } from "../../contract/exchange.ts";
import type { ChannelKind, SchemaSource } from "../../contract/params.ts";
import type { Finding } from "../../finding.ts";
import { securityFlags } from "../security-flags.ts";
import { joinCommand } from "../shell/quote-word.ts";
import { activeMetadata, baseUrl, isPlaintext, targetParts } from "../target-parts.ts";
import { writeListValue } from "./list-value.ts";

const flagNames = {
  authority: "--cacert",
  certificate: "--cert",
  key: "--key",
  serverName: "--servername",
  insecure: "--insecure",
};

/** Writes the line. `buf curl` has no deadline and speaks Connect, gRPC and gRPC-Web; what differs is in the findings. */
export function writeBufCurl(request: PortableRequest): CopiedRequest {
  const protocol = protocolOf(request.channel);
  const { socketPath } = targetParts(request.target);
  const base = socketPath === undefined ? baseUrl(request) : "http://localhost";
  const lines = [
    ["buf", "curl"],
    ["--protocol", protocol ?? "grpc"],
    ...(isPlaintext(request) && (protocol ?? "grpc") === "grpc" ? [["--http2-prior-knowledge"]] : []),
    ...(socketPath === undefined ? [] : [["--unix-socket", socketPath]]),
    ...(isPlaintext(request) ? [] : securityFlags(request.security, flagNames)),
    ...request.sources.flatMap(schemaOf),
    ...activeMetadata(request).map(({ name, value }) => ["--header", writeListValue(`${name}: ${value}`)]),
    ...(request.messages.length === 0 ? [] : [["--data", request.messages.join("\n")]]),
    [`${base}/${request.method}`],
  ];
  return { text: joinCommand(lines), findings: findingsOf(request, protocol) };
}

function protocolOf(channel: ChannelKind): "grpc" | "grpcweb" | "connect" | undefined {
  switch (channel) {
    case "grpc":
      return "grpc";
    case "grpc-web":
    case "grpc-web-text":
      return "grpcweb";
    case "connect":
    case "connect-json":
    case "connect-get":
      return "connect";
    case "http-json":
    case "http-protobuf":
      return undefined;
  }
}

function schemaOf(source: SchemaSource): readonly (readonly string[])[] {
  switch (source.kind) {
    case "proto":
      return [...source.importPaths, ...(source.importPaths.length === 0 ? source.files : [])].map((path) => [
        "--schema",
        writeListValue(path),
      ]);
    case "descriptor-set":
      return [["--schema", writeListValue(source.file)]];
    case "reflection":
      return [
        ...(source.version === "auto" ? [] : [["--reflect-protocol", `grpc-${source.version}`]]),
        ...source.metadata.map(({ name, value }) => [
          "--reflect-header",
          writeListValue(`${name}: ${value}`),
        ]),
      ];
  }
}

function findingsOf(request: PortableRequest, protocol: string | undefined): readonly Finding[] {
  const findings: Finding[] = [];
  if (protocol === undefined) {
    findings.push({
      code: "other-channel",
      severity: "warning",
      message: `The request travels by ${request.channel}, which buf curl does not speak: the line calls the same method by gRPC.`,
      hint: "Check that the address is that of the gRPC server, or copy as curl.",
    });
  }
  if (request.deadline !== undefined) {
    findings.push({
      code: "no-deadline",
      severity: "information",
      message: `The deadline of ${request.deadline} ms was left out: buf curl has no option for it.`,
      hint: "Stop the command by hand, or run it under timeout.",
    });
  }
  return findings;
}
