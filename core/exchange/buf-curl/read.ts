/** A `buf curl` line as a request. */
import type { ImportedRequests, PortableRequest } from "../../contract/exchange.ts";
import type { ChannelKind, SchemaSource } from "../../contract/params.ts";
import type { Finding } from "../../finding.ts";
import { basicAuthorization } from "../basic-authorization.ts";
import {
  emptyRequest,
  Flags,
  flagFindings,
  isFileReference,
  leftOut,
  readHeaders,
  readSecurity,
  reflectionOf,
  requestName,
  splitMessages,
  wordFinding,
} from "../portable.ts";
import { type GivenFlags, readFlags } from "../shell/read-flags.ts";
import type { ShellLine } from "../shell/split-words.ts";
import { readListValue } from "./list-value.ts";
import { bufCurlLeftOut, bufCurlOptions } from "./options.ts";

const channels: Readonly<Record<string, ChannelKind>> = {
  connect: "connect",
  grpc: "grpc",
  grpcweb: "grpc-web",
};

/** Reads the words of a line whose first two are `buf curl`. */
export function readBufCurl(line: ShellLine): ImportedRequests {
  const given = readFlags(line.words.slice(2), bufCurlOptions, "posix");
  const flags = new Flags(given);
  return {
    format: "buf-curl",
    name: "",
    requests: [requestOf(given, flags, line.input)],
    environments: [],
    findings: [
      ...line.findings,
      ...flagFindings("buf curl", given),
      ...leftOut(given, bufCurlLeftOut),
      ...placeFindings(given, flags),
    ],
  };
}

function requestOf(given: GivenFlags, flags: Flags, input: string | undefined): PortableRequest {
  const { base, method } = urlParts(given.positionals.at(-1)?.text ?? "");
  const socket = flags.last("unix-socket");
  const target = socket === undefined ? base : `unix:${socket}`;
  const security = readSecurity(base.startsWith("http:") ? "plaintext" : "tls", {
    authority: flags.last("cacert"),
    certificate: flags.last("E", "cert"),
    key: flags.last("key"),
    serverName: flags.last("servername"),
    insecure: flags.isOn("k", "insecure"),
  });
  const data = flags.last("d", "data") ?? "";
  const text = data === "@-" ? (input ?? "") : data;
  const metadata = [
    ...readHeaders(flags.all("H", "header").flatMap(readListValue)),
    ...basicAuthorization(flags.last("u", "user")),
  ];
  return {
    ...emptyRequest(channels[flags.last("protocol") ?? "connect"] ?? "connect"),
    name: requestName(method),
    target,
    security,
    method,
    metadata,
    messages: isFileReference(text) ? [] : [...splitMessages(text)],
    sources: sourcesOf(flags, { target, security }),
  };
}

/** `https://host/base/pkg.Service/Method` at its last two slashes. */
function urlParts(url: string): { readonly base: string; readonly method: string } {
  const [, base = url, method = ""] = /^(.*?:\/\/.*?)\/([^/]+\/[^/?#]+)(?:[?#].*)?$/.exec(url) ?? [];
  return { base, method };
}

function sourcesOf(flags: Flags, server: Pick<PortableRequest, "target" | "security">): SchemaSource[] {
  const given = flags.all("schema").flatMap(readListValue);
  const files = given.filter((file) => /\.(binpb|bin|json|txtpb|pb|binpb\.gz)$/.test(file));
  const folders = given.filter((file) => !files.includes(file));
  const named = [
    ...files.map((file): SchemaSource => ({ kind: "descriptor-set", file })),
    ...folders.map((folder): SchemaSource => ({ kind: "proto", files: [folder], importPaths: [folder] })),
  ];
  const reflects = flags.last("reflect");
  if (reflects === "false" || (named.length > 0 && reflects === undefined)) return named;
  const asked = flags.last("reflect-protocol");
  const version = asked === "grpc-v1" ? "v1" : asked === "grpc-v1alpha" ? "v1alpha" : "auto";
  return [
    ...named,
    reflectionOf({
      ...server,
      metadata: readHeaders(flags.all("reflect-header").flatMap(readListValue)),
      version,
    }),
  ];
}

function placeFindings({ positionals, flags: given }: GivenFlags, flags: Flags): readonly Finding[] {
  const findings: Finding[] = [];
  const url = positionals.at(-1);
  if (url === undefined) {
    const start = { text: "", start: 0, end: 0 };
    findings.push(
      wordFinding(
        "part-missing",
        start,
        "The line names no address; expected https://host/pkg.Service/Method.",
      ),
    );
  } else if (urlParts(url.text).method === "" && !flags.isOn("list-services", "list-methods")) {
    findings.push(
      wordFinding(
        "part-missing",
        url,
        `${url.text} names no method; expected https://host/pkg.Service/Method.`,
      ),
    );
  }
  const file = given.find(
    ({ name, value }) => /^(d|data)$/.test(name) && isFileReference(value) && value !== "@-",
  );
  if (file !== undefined) {
    const message = `The message is in the file ${file.value.slice(1)}, which was not read.`;
    findings.push(wordFinding("body-in-file", file.word, message));
  }
  const protocol = given.find(({ name, value }) => name === "protocol" && !Object.hasOwn(channels, value));
  if (protocol !== undefined) {
    const message = `The protocol ${protocol.value} is not known; expected connect, grpc or grpcweb. Connect was taken.`;
    findings.push(wordFinding("protocol-unknown", protocol.word, message));
  }
  return findings;
}
