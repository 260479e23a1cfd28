/** A request as a TypeScript program that runs by itself. */
import type { CopiedRequest, PortableRequest } from "../../contract/exchange.ts";
import type { ChannelKind, MetadataEntry } from "../../contract/params.ts";
import type { MethodKind } from "../../contract/views.ts";
import type { Finding } from "../../finding.ts";
import { activeMetadata, baseUrl, isPlaintext } from "../target-parts.ts";
import { requestTexts } from "./message-texts.ts";

/** What a program needs to know of the method it calls. */
export interface CalledService {
  /** `pkg.Service`. */
  readonly service: string;
  /** The name that clients of protobuf-es give the method, `getModel`. */
  readonly localName: string;
  readonly kind: MethodKind;
  /** The files of the schema that the service needs, as a descriptor set in base64. */
  readonly descriptorSet: string;
}

type Transport = { readonly create: string; readonly options: readonly string[] };

/**
 * Writes a program on `@connectrpc/connect-node` and protobuf-es with the schema inside, so that no code has to be
 * generated. Channels over plain HTTP are told in a finding: the program then calls the method by gRPC.
 */
export function writeTypeScript(request: PortableRequest, called: CalledService): CopiedRequest {
  const transport = transportOf(request.channel);
  const { texts, findings } = requestTexts(request.messages);
  const lines = [
    "// npm install @bufbuild/protobuf @connectrpc/connect @connectrpc/connect-node",
    ...(usesFiles(request) ? ['import { readFileSync } from "node:fs";'] : []),
    'import { createFileRegistry, fromBinary, fromJsonString, toJsonString } from "@bufbuild/protobuf";',
    'import { FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";',
    'import { createClient } from "@connectrpc/connect";',
    `import { ${transport.create} } from "@connectrpc/connect-node";`,
    "",
    ...schemaLines(called),
    "",
    `const transport = ${transport.create}({`,
    ...[`baseUrl: ${JSON.stringify(baseUrl(request))},`, ...transport.options, ...nodeOptions(request)].map(
      indent,
    ),
    "});",
    "const client = createClient(service, transport);",
    `const requests = [${texts.map((text) => `\n  ${text},`).join("")}\n].map((text) => fromJsonString(input, text, { registry }));`,
    ...optionLines(request),
    "",
    ...callLines(called),
    "",
  ];
  return { text: lines.join("\n"), findings: [...findings, ...channelFindings(request.channel)] };
}

function transportOf(channel: ChannelKind): Transport {
  switch (channel) {
    case "grpc":
    case "http-json":
    case "http-protobuf":
      return { create: "createGrpcTransport", options: [] };
    case "grpc-web":
    case "grpc-web-text":
      return { create: "createGrpcWebTransport", options: ['httpVersion: "1.1",'] };
    case "connect":
      return { create: "createConnectTransport", options: ['httpVersion: "1.1",', "useBinaryFormat: true,"] };
    case "connect-json":
      return {
        create: "createConnectTransport",
        options: ['httpVersion: "1.1",', "useBinaryFormat: false,"],
      };
    case "connect-get":
      return { create: "createConnectTransport", options: ['httpVersion: "1.1",', "useHttpGet: true,"] };
  }
}

function schemaLines({ service, localName, descriptorSet }: CalledService): readonly string[] {
  return [
    "// The schema, as a descriptor set.",
    `const schema = ${JSON.stringify(descriptorSet)};`,
    'const registry = createFileRegistry(fromBinary(FileDescriptorSetSchema, Buffer.from(schema, "base64")));',
    `const service = registry.getService(${JSON.stringify(service)});`,
    `if (service === undefined) throw new Error("The schema has no service ${service}.");`,
    `const { input, output } = service.method[${JSON.stringify(localName)}] ?? {};`,
    `if (input === undefined || output === undefined) throw new Error("The service has no method ${localName}.");`,
  ];
}

function usesFiles(request: PortableRequest): boolean {
  const { certificateAuthorityFile, clientCertificateFile, clientKeyFile } = request.security;
  const files = [certificateAuthorityFile, clientCertificateFile, clientKeyFile];
  return !isPlaintext(request) && files.some((file) => file !== undefined);
}

function nodeOptions(request: PortableRequest): readonly string[] {
  if (isPlaintext(request)) return [];
  const { certificateAuthorityFile, clientCertificateFile, clientKeyFile, serverName, insecureSkipVerify } =
    request.security;
  const entries = [
    ...(certificateAuthorityFile === undefined ? [] : [`ca: ${readOf(certificateAuthorityFile)}`]),
    ...(clientCertificateFile === undefined ? [] : [`cert: ${readOf(clientCertificateFile)}`]),
    ...(clientKeyFile === undefined ? [] : [`key: ${readOf(clientKeyFile)}`]),
    ...(serverName === undefined ? [] : [`servername: ${JSON.stringify(serverName)}`]),
    ...(insecureSkipVerify === true ? ["rejectUnauthorized: false"] : []),
  ];
  return entries.length === 0 ? [] : [`nodeOptions: { ${entries.join(", ")} },`];
}

function readOf(file: string): string {
  return `readFileSync(${JSON.stringify(file)})`;
}

function optionLines(request: PortableRequest): readonly string[] {
  const entries = activeMetadata(request).map(
    ({ name, value }: MetadataEntry) => `  [${JSON.stringify(name)}, ${JSON.stringify(value)}],`,
  );
  const headers = entries.length === 0 ? [] : ["const headers = new Headers([", ...entries, "]);"];
  const options = [
    ...(entries.length === 0 ? [] : ["headers"]),
    ...(request.deadline === undefined ? [] : [`timeoutMs: ${request.deadline}`]),
  ];
  return [...headers, `const options = {${options.length === 0 ? "" : ` ${options.join(", ")} `}};`];
}

function callLines({ localName, kind }: CalledService): readonly string[] {
  const show = "console.log(toJsonString(output, answer, { registry, prettySpaces: 2 }));";
  const method = `client[${JSON.stringify(localName)}]`;
  const stream = "(async function* () {\n  yield* requests;\n})()";
  switch (kind) {
    case "unary":
      return [`const answer = await ${method}(requests[0], options);`, show];
    case "client-stream":
      return [`const answer = await ${method}(${stream}, options);`, show];
    case "server-stream":
      return [`for await (const answer of ${method}(requests[0], options)) {`, `  ${show}`, "}"];
    case "bidi-stream":
      return [`for await (const answer of ${method}(${stream}, options)) {`, `  ${show}`, "}"];
  }
}

function indent(line: string): string {
  return `  ${line}`;
}

function channelFindings(channel: ChannelKind): readonly Finding[] {
  if (channel !== "http-json" && channel !== "http-protobuf") return [];
  return [
    {
      code: "other-channel",
      severity: "warning",
      message: `The request travels by ${channel}; the program calls the same method by gRPC.`,
      hint: "Check that the address is that of the gRPC server, or copy as curl.",
    },
  ];
}
