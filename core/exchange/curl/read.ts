/** A curl line as a request. */
import type { ImportedRequests, PortableRequest } from "../../contract/exchange.ts";
import type { ChannelKind, MetadataEntry } from "../../contract/params.ts";
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
import { curlLeftOut, curlOptions } from "./options.ts";
import { certificateOf, readWay } from "./read-way.ts";

const dataOptions = ["d", "data", "data-raw", "data-ascii", "data-binary", "json"] as const;

/** Reads the words of a curl line, the first of which is curl itself. */
export function readCurl(line: ShellLine): ImportedRequests {
  const given = readFlags(line.words.slice(1), curlOptions, "posix");
  const flags = new Flags(given);
  const missing =
    urlOf(given, flags) === ""
      ? [
          wordFinding(
            "part-missing",
            { text: "", start: 0, end: 0 },
            "The curl line names no address; expected https://host/path.",
          ),
        ]
      : [];
  const files = given.flags
    .filter(
      ({ name, value }) => name !== "data-raw" && isData(name) && isFileReference(value) && value !== "@-",
    )
    .map(({ word, value }) =>
      wordFinding("body-in-file", word, `The body is in the file ${value.slice(1)}, which was not read.`),
    );
  const hosts = given.flags
    .filter(({ name, value }) => name === "noproxy" && value !== "*")
    .map(({ word }) =>
      wordFinding(
        "option-left-out",
        word,
        `${word.text} was left out: hosts without a proxy are named in the environment (no_proxy).`,
        "information",
      ),
    );
  return {
    format: "curl",
    name: "",
    requests: [requestOf(given, flags, line.input)],
    environments: [],
    findings: [
      ...line.findings,
      ...flagFindings("curl", given),
      ...leftOut(given, curlLeftOut),
      ...files,
      ...hosts,
      ...missing,
    ],
  };
}

function isData(name: string): boolean {
  return dataOptions.some((option) => option === name);
}

function urlOf({ positionals }: GivenFlags, flags: Flags): string {
  const text = flags.last("url") ?? positionals[0]?.text ?? "";
  return text === "" || /^[a-z][a-z0-9+.-]*:\/\//i.test(text) || text.startsWith("{{")
    ? text
    : `http://${text}`;
}

function requestOf(given: GivenFlags, flags: Flags, input: string | undefined): PortableRequest {
  const body = bodyOf(given, input);
  const url =
    flags.isOn("G", "get") && body !== "" ? withQuery(urlOf(given, flags), body) : urlOf(given, flags);
  const [, origin = url, path = ""] = /^([a-z]+:\/\/[^/?#]+)([^#]*)/i.exec(url) ?? [];
  const headers = headersOf(flags);
  const verb = verbOf(flags, body);
  const socket = flags.last("unix-socket");
  const seconds = Number(flags.last("m", "max-time"));
  const target = socket === undefined ? origin : `unix:${socket}`;
  const security = readSecurity(origin.startsWith("https:") ? "tls" : "plaintext", {
    authority: flags.last("cacert"),
    ...certificateOf(flags, { certificate: ["E", "cert"], key: "key", passphrase: "pass" }),
    insecure: flags.isOn("k", "insecure"),
  });
  const connection = readWay(flags);
  const shared = {
    target,
    security,
    ...(connection && { connection }),
    metadata: [...headers],
    ...(seconds > 0 ? { deadline: seconds * 1000 } : {}),
  };
  const called = rpcOf(verb, path, headers, body);
  if (called === undefined) {
    const name = `${verb} ${path.replace(/\?.*$/, "") || "/"}`;
    return { ...emptyRequest("http-json"), name, ...shared, http: { verb, url, body } };
  }
  return {
    ...emptyRequest(called.channel),
    ...shared,
    target: socket === undefined ? `${origin}${called.base}` : target,
    name: requestName(called.method),
    method: called.method,
    metadata: headers.filter(
      ({ name }) => !/^(content-type|connect-protocol-version|te|x-grpc-web)$/i.test(name),
    ),
    messages: called.messages,
    sources: [reflectionOf({ target, security, ...(connection && { connection }), metadata: [] })],
  };
}

function bodyOf({ flags }: GivenFlags, input: string | undefined): string {
  const parts = flags
    .filter(
      ({ name, value }) => isData(name) && (name === "data-raw" || !isFileReference(value) || value === "@-"),
    )
    .map(({ name, value }) => (value === "@-" && name !== "data-raw" ? (input ?? "") : value));
  return parts.join("&");
}

function withQuery(url: string, query: string): string {
  return `${url}${url.includes("?") ? "&" : "?"}${query}`;
}

function verbOf(flags: Flags, body: string): string {
  const named = flags.last("X", "request");
  if (named !== undefined) return named.toUpperCase();
  if (flags.isOn("I", "head")) return "HEAD";
  return body === "" || flags.isOn("G", "get") ? "GET" : "POST";
}

function headersOf(flags: Flags): readonly MetadataEntry[] {
  const bearer = flags.last("oauth2-bearer");
  const cookie = flags.last("b", "cookie");
  return [
    ...readHeaders(flags.all("H", "header")),
    ...basicAuthorization(flags.last("u", "user")),
    ...(bearer === undefined ? [] : [{ name: "authorization", value: `Bearer ${bearer}` }]),
    ...(flags.last("json") === undefined ? [] : [{ name: "content-type", value: "application/json" }]),
    ...(cookie?.includes("=") ? [{ name: "cookie", value: cookie }] : []),
  ];
}

interface CalledMethod {
  readonly channel: ChannelKind;
  /** What stands in the path before the service. */
  readonly base: string;
  readonly method: string;
  readonly messages: string[];
}

/** The method of a unary Connect call in JSON: `POST …/pkg.Service/Method` with a JSON body. */
function rpcOf(
  verb: string,
  path: string,
  headers: readonly MetadataEntry[],
  body: string,
): CalledMethod | undefined {
  const [, base = "", method] = /^(.*)\/((?:[\w]+\.)+\w+\/\w+)$/.exec(path.replace(/\?.*$/, "")) ?? [];
  const type = headers.find(({ name }) => name.toLowerCase() === "content-type")?.value ?? "";
  if (verb !== "POST" || method === undefined || !/^application\/json\b/.test(type)) return undefined;
  return { channel: "connect-json", base, method, messages: [...splitMessages(body)] };
}
