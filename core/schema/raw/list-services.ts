import type { MethodKind, MethodSummary, ServiceSummary } from "../../contract/views.ts";
import { joinName } from "../full-name.ts";
import { eachField, lenPayloads } from "./fields.ts";
import { readFileHeader } from "./file-header.ts";
import { FILE, METHOD, METHOD_OPTIONS, NAME, SERVICE } from "./tags.ts";

/**
 * Services and methods straight out of serialized `FileDescriptorProto` messages, in the order of the files, without
 * building a registry. Comments and HTTP bindings are empty. Damaged files give the services read up to the damage. A service that is
 * declared twice is listed once.
 */
export function listServices(files: readonly Uint8Array[]): readonly ServiceSummary[] {
  const services = new Map<string, ServiceSummary>();
  for (const file of files) {
    const declared = lenPayloads(file, FILE.service);
    if (declared.length === 0) continue;
    const packageName = readFileHeader(file).package;
    for (const bytes of declared) {
      const service = readService(bytes, packageName);
      if (!services.has(service.fullName)) services.set(service.fullName, service);
    }
  }
  return [...services.values()];
}

function readService(bytes: Uint8Array, packageName: string): ServiceSummary {
  let name = "";
  const methodBytes: Uint8Array[] = [];
  eachField(bytes, (tag, reader) => {
    if (tag === NAME) name = reader.string();
    else if (tag === SERVICE.method) methodBytes.push(reader.bytes());
    else return false;
    return true;
  });
  const fullName = joinName(packageName, name);
  return { fullName, comment: "", methods: methodBytes.map((method) => readMethod(method, fullName)) };
}

function readMethod(bytes: Uint8Array, serviceName: string): MethodSummary {
  let [name, inputType, outputType] = ["", "", ""];
  let options: Uint8Array = new Uint8Array(0);
  let clientStreams = false;
  let serverStreams = false;
  eachField(bytes, (tag, reader) => {
    if (tag === NAME) name = reader.string();
    else if (tag === METHOD.inputType) inputType = reader.string();
    else if (tag === METHOD.outputType) outputType = reader.string();
    else if (tag === METHOD.options) options = reader.bytes();
    else if (tag === METHOD.clientStreaming) clientStreams = reader.bool();
    else if (tag === METHOD.serverStreaming) serverStreams = reader.bool();
    else return false;
    return true;
  });
  return {
    name,
    fullName: `${serviceName}/${name}`,
    kind: methodKind(clientStreams, serverStreams),
    inputType: inputType.replace(/^\./, ""),
    outputType: outputType.replace(/^\./, ""),
    httpBindings: [],
    comment: "",
    deprecated: isDeprecated(options),
  };
}

/** Which sides stream, in the contract's words. */
export function methodKind(clientStreams: boolean, serverStreams: boolean): MethodKind {
  if (clientStreams) return serverStreams ? "bidi-stream" : "client-stream";
  return serverStreams ? "server-stream" : "unary";
}

function isDeprecated(options: Uint8Array): boolean {
  let deprecated = false;
  eachField(options, (tag, reader) => {
    if (tag !== METHOD_OPTIONS.deprecated) return false;
    deprecated = reader.bool();
    return true;
  });
  return deprecated;
}
