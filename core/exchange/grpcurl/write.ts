/** A request as a grpcurl line. */
import type { CopiedRequest, PortableRequest } from "../../contract/exchange.ts";
import type { MetadataEntry, SchemaSource } from "../../contract/params.ts";
import type { Finding } from "../../finding.ts";
import { securityFlags } from "../security-flags.ts";
import { joinCommand } from "../shell/quote-word.ts";
import { activeMetadata, isPlaintext, targetParts } from "../target-parts.ts";

const flagNames = {
  authority: "-cacert",
  certificate: "-cert",
  key: "-key",
  serverName: "-servername",
  insecure: "-insecure",
};

/** Writes the line. Channels other than gRPC are told in a finding: grpcurl speaks gRPC alone. */
export function writeGrpcurl(request: PortableRequest): CopiedRequest {
  const { socketPath, authority } = targetParts(request.target);
  const address = socketPath === undefined ? [authority] : ["-unix", socketPath];
  const lines = [
    ["grpcurl"],
    ...(isPlaintext(request) ? [["-plaintext"]] : securityFlags(request.security, flagNames)),
    ...request.sources.flatMap(schemaOf),
    ...headersOf(request),
    ...(request.deadline === undefined ? [] : [["-max-time", String(request.deadline / 1000)]]),
    ...(request.messages.length === 0 ? [] : [["-d", request.messages.join("\n")]]),
    [...address, request.method],
  ];
  return { text: joinCommand(lines), findings: findingsOf(request) };
}

function schemaOf(source: SchemaSource): readonly (readonly string[])[] {
  switch (source.kind) {
    case "proto":
      return [
        ...source.importPaths.map((folder) => ["-import-path", folder]),
        ...source.files.map((file) => ["-proto", file]),
      ];
    case "descriptor-set":
      return [["-protoset", source.file]];
    case "reflection":
      return [];
  }
}

/** `-H` for what reflection and the call both send, else the option that is for one of them. */
function headersOf(request: PortableRequest): readonly (readonly string[])[] {
  const ofCall = activeMetadata(request).map(headerText);
  const ofReflection = request.sources.flatMap((source) =>
    source.kind === "reflection" ? source.metadata.map(headerText) : [],
  );
  const isShared = (text: string) => ofCall.includes(text) && ofReflection.includes(text);
  return [
    ...ofCall.map((text) => [isShared(text) ? "-H" : "-rpc-header", text]),
    ...ofReflection.filter((text) => !isShared(text)).map((text) => ["-reflect-header", text]),
  ];
}

function headerText({ name, value }: MetadataEntry): string {
  return `${name}: ${value}`;
}

function findingsOf({ channel, sources, target }: PortableRequest): readonly Finding[] {
  const findings: Finding[] = [];
  if (channel !== "grpc") {
    findings.push({
      code: "other-channel",
      severity: "warning",
      message: `The request travels by ${channel}; grpcurl speaks gRPC alone, so the line calls the same method by gRPC.`,
      hint: "Check that the address is that of the gRPC server.",
    });
  }
  const other = sources.find((source) => source.kind === "reflection" && source.server.target !== target);
  if (other !== undefined) {
    findings.push({
      code: "other-reflection",
      severity: "warning",
      message: "The schema comes from another server, and grpcurl reflects only the server it calls.",
      hint: "Export the schema as a descriptor set and name it with -protoset.",
    });
  }
  return findings;
}
