/** The options that several commands share, and what they mean to the engine. */
import { readMetadataText } from "../core/contract/metadata-text.ts";
import type {
  MetadataEntry,
  SchemaSource,
  ServerAddress,
  TransportSecurity,
} from "../core/contract/params.ts";
import { type TokenWay, tokenWayOf } from "../core/contract/token-way.ts";
import type { Arguments, OptionTable } from "./arguments.ts";
import { authorizationOptions, readAuthorization } from "./authorization-options.ts";
import { connectionOptions, readConnection } from "./connection-options.ts";
import { parseDuration } from "./duration.ts";
import { refuseIdleTls } from "./idle-tls.ts";
import { secretOf } from "./secret.ts";
import { usageError } from "./usage-error.ts";
import { scopeOptions } from "./variable-scope.ts";

/** How a server is reached. */
export const serverOptions: OptionTable = {
  plaintext: { type: "boolean", text: "Speak without TLS (the default on loopback and unix sockets)." },
  tls: { type: "boolean", text: "Speak TLS (the default everywhere else)." },
  cacert: {
    type: "string",
    value: "FILE",
    text: "PEM file of the authorities to trust, in place of the system's; for token endpoints, beside them.",
  },
  cert: { type: "string", value: "FILE", text: "PEM file of the client certificate, for mutual TLS." },
  key: { type: "string", value: "FILE", text: "PEM file of the client certificate's key." },
  pkcs12: {
    type: "string",
    value: "FILE",
    text: "PKCS#12 file with the client certificate and its key, in place of --cert and --key.",
  },
  passphrase: {
    type: "string",
    value: "@FILE|env:NAME",
    text: "What opens the PKCS#12 file or an encrypted key.",
  },
  servername: {
    type: "string",
    value: "NAME",
    text: "Name to check the certificate against, when it is not the host.",
  },
  insecure: { type: "boolean", text: "Accept any server certificate. For tests only." },
  header: {
    type: "string",
    short: "H",
    multiple: true,
    value: "'NAME: VALUE'",
    text: "Metadata to send, on reflection too. May be repeated; values of -bin names are base64, hex:0801 or json:pkg.Type:{…}.",
  },
  "reflect-header": {
    type: "string",
    multiple: true,
    value: "'NAME: VALUE'",
    text: "Metadata for reflection alone. May be repeated.",
  },
  "max-time": {
    type: "string",
    value: "TIME",
    text: "Longest time to wait for reflection, and then for the call: 5s, 500ms.",
  },
  ...connectionOptions,
  ...authorizationOptions,
  ...scopeOptions,
};

/** Where the schema comes from. */
export const schemaOptions: OptionTable = {
  "import-path": {
    type: "string",
    short: "I",
    multiple: true,
    value: "FOLDER",
    text: "Folder that imports of .proto files are searched in. May be repeated.",
  },
  proto: {
    type: "string",
    multiple: true,
    value: "FILE",
    text: "A .proto file to read the schema from. May be repeated.",
  },
  protoset: {
    type: "string",
    multiple: true,
    value: "FILE",
    text: "A descriptor set (protoc --descriptor_set_out, buf build) to read the schema from. May be repeated.",
  },
  reflect: { type: "string", value: "TARGET", text: "A gRPC server to ask for the schema by reflection." },
  "reflect-version": {
    type: "string",
    value: "v1|v1alpha",
    text: "Ask this version of the reflection service alone, in place of v1, then v1alpha.",
  },
};

/** The address a command names, with the transport security of its options. */
export function readServer(target: string, given: Arguments): ServerAddress {
  if (target.trim() === "") {
    throw usageError(
      "The TARGET is empty.",
      "Write host:port (localhost:50051), an http:// or https:// address, or unix:path.",
    );
  }
  const connection = readConnection(given);
  const security = readSecurity(given);
  refuseIdleTls(given, target, security);
  return { target, security, ...(connection === undefined ? {} : { connection }) };
}

/** How the token endpoint of the credentials is reached. */
export function readTokenWay(given: Arguments): TokenWay {
  const connection = readConnection(given);
  return tokenWayOf({ security: readSecurity(given), ...(connection && { connection }) });
}

function readSecurity(given: Arguments): TransportSecurity {
  if (given.flag("plaintext") && given.flag("tls")) {
    throw usageError("--plaintext and --tls exclude each other.", "Leave one of them out.");
  }
  const certificate = given.text("cert");
  const key = given.text("key");
  if ((certificate === undefined) !== (key === undefined)) {
    throw usageError("--cert and --key belong together.", "Give both, each with a PEM file.");
  }
  const authority = given.text("cacert");
  const serverName = given.text("servername");
  const bundle = given.text("pkcs12");
  if (bundle !== undefined && certificate !== undefined) {
    throw usageError("--pkcs12 and --cert exclude each other.", "Leave one of them out.");
  }
  return {
    mode: given.flag("plaintext") ? "plaintext" : given.flag("tls") ? "tls" : "auto",
    ...(authority === undefined ? {} : { certificateAuthorityFile: authority }),
    ...(certificate === undefined ? {} : { clientCertificateFile: certificate }),
    ...(key === undefined ? {} : { clientKeyFile: key }),
    ...(bundle === undefined ? {} : { clientBundleFile: bundle }),
    ...(given.text("passphrase") === undefined ? {} : { clientKeyPassphrase: secretOf(given, "passphrase") }),
    ...(serverName === undefined ? {} : { serverName }),
    ...(given.flag("insecure") ? { insecureSkipVerify: true } : {}),
  };
}

/** The entries of `-H`, in their order and with their case. */
export function readHeaders(given: Arguments, option: "header" | "reflect-header"): readonly MetadataEntry[] {
  return given.texts(option).map((text) => {
    const colon = text.indexOf(":");
    const name = text.slice(0, Math.max(colon, 0)).trim();
    if (name === "") {
      throw usageError(`The header "${text}" has no name.`, "Write it as 'name: value'.");
    }
    return { name, ...readMetadataText(name, text.slice(colon + 1).trim()) };
  });
}

/** `--max-time` in ms. */
export function readMaximumTime(given: Arguments): number | undefined {
  const text = given.text("max-time");
  if (text === undefined) return undefined;
  const duration = parseDuration(text);
  if (duration !== undefined) return duration;
  throw usageError(
    `--max-time does not understand "${text}".`,
    "Write a time above zero, such as 5s, 500ms or 2m.",
  );
}

/** The sources that the options name, files first. `target` is asked by reflection when `--reflect` names no other. */
export function readSources(given: Arguments, target: string | undefined): readonly SchemaSource[] {
  const server = given.text("reflect") ?? target;
  return [...readFileSources(given), ...(server === undefined ? [] : [reflectionOf(server, given)])];
}

/** The sources of `--proto` and `--protoset`. */
export function readFileSources(given: Arguments): readonly SchemaSource[] {
  const files = given.texts("proto");
  const importPaths = given.texts("import-path");
  if (files.length === 0 && importPaths.length > 0) {
    throw usageError("-I names a folder, but no --proto names a file in it.", "Add --proto FILE.");
  }
  const sets = given.texts("protoset").map((file): SchemaSource => ({ kind: "descriptor-set", file }));
  if (files.length === 0) return sets;
  return [{ kind: "proto", files: [...files], importPaths: [...importPaths] }, ...sets];
}

function reflectionOf(target: string, given: Arguments): SchemaSource {
  const timeout = readMaximumTime(given);
  const authorization = readAuthorization(given);
  const headers = [...readHeaders(given, "header"), ...readHeaders(given, "reflect-header")];
  return {
    kind: "reflection",
    server: readServer(target, given),
    // A message as JSON needs the schema that reflection is yet to bring.
    metadata: headers.filter(({ form }) => form?.kind !== "json"),
    ...(authorization === undefined ? {} : { authorization }),
    version: readVersion(given),
    ...(timeout === undefined ? {} : { timeout }),
  };
}

function readVersion(given: Arguments): "auto" | "v1" | "v1alpha" {
  const version = given.text("reflect-version") ?? "auto";
  if (version === "auto" || version === "v1" || version === "v1alpha") return version;
  throw usageError(`There is no reflection version "${version}".`, "Write --reflect-version v1 or v1alpha.");
}
