/**
 * What BloomRPC keeps between sessions as requests: `editor.json` (its tabs), with `environments.json` and
 * `importPaths.json` beside it.
 */
import * as v from "valibot";
import type { ImportedEnvironment, ImportedRequests, PortableRequest } from "../../contract/exchange.ts";
import type { SchemaSource, TransportSecurity } from "../../contract/params.ts";
import type { Finding } from "../../finding.ts";
import { isJsonObject, parseJson } from "../../json-value.ts";
import { shortList } from "../left-out.ts";
import { emptyRequest, readSecurity, reflectionOf, splitMessages } from "../portable.ts";

const CertificateFile = v.optional(v.nullable(v.object({ filePath: v.optional(v.string(), "") })));
const Certificate = v.optional(
  v.nullable(
    v.object({
      rootCert: CertificateFile,
      privateKey: CertificateFile,
      certChain: CertificateFile,
      sslTargetHost: v.optional(v.string()),
      useServerCertificate: v.optional(v.boolean()),
    }),
  ),
);
type Certificate = v.InferOutput<typeof Certificate>;
const Request = v.object({
  id: v.string(),
  url: v.optional(v.string(), ""),
  data: v.optional(v.string(), ""),
  inputs: v.optional(v.string()),
  metadata: v.optional(v.nullable(v.string()), ""),
  tlsCertificate: Certificate,
  grpcWeb: v.optional(v.boolean(), false),
});
type Request = v.InferOutput<typeof Request>;
const Tab = v.object({
  tabKey: v.string(),
  serviceName: v.optional(v.string(), ""),
  methodName: v.optional(v.string(), ""),
  protoPath: v.optional(v.string(), ""),
});
type Tab = v.InferOutput<typeof Tab>;
const Editor = v.object({
  tabs: v.object({ tabs: v.array(Tab) }),
  requests: v.optional(v.array(Request), []),
});
const Environments = v.object({
  ENVIRONMENTS: v.array(v.object({ name: v.string(), url: v.optional(v.string(), "") })),
});
const ImportPaths = v.object({ paths: v.array(v.string()) });

/** True for the value of an `editor.json`. */
export function isBloomRpc(value: unknown): boolean {
  return v.safeParse(Editor, value).success;
}

/** Reads the values of the files; the two others may be absent. */
export function readBloomRpc(
  editor: unknown,
  environments?: unknown,
  importPaths?: unknown,
): ImportedRequests {
  const { tabs, requests } = v.parse(Editor, editor);
  const folders = v.safeParse(ImportPaths, importPaths);
  const paths = folders.success ? folders.output.paths.filter((path) => path !== "") : [];
  const findings: Finding[] = [];
  const read = tabs.tabs.map((tab) =>
    requestOf(
      tab,
      requests.find(({ id }) => id === tab.tabKey),
      paths,
      findings,
    ),
  );
  const unsent = tabs.tabs.filter(({ tabKey }) => !requests.some(({ id }) => id === tabKey));
  if (unsent.length > 0) {
    findings.push({
      code: "never-typed",
      severity: "information",
      message: `These were opened and never typed in, so they have no body: ${shortList(unsent.map(({ methodName }) => methodName))}.`,
      hint: "Start from the example of the method.",
    });
  }
  const known = v.safeParse(Environments, environments);
  return {
    format: "bloomrpc",
    name: "BloomRPC",
    requests: read,
    environments: known.success ? known.output.ENVIRONMENTS.map(environmentOf) : [],
    findings,
  };
}

function requestOf(
  { serviceName, methodName, protoPath }: Tab,
  request: Request | undefined,
  importPaths: readonly string[],
  findings: Finding[],
): PortableRequest {
  const { url = "", data = "", inputs, metadata, tlsCertificate, grpcWeb = false } = request ?? {};
  const security = securityOf(tlsCertificate);
  const text = inputs === undefined || inputs === "" ? data : inputs;
  return {
    ...emptyRequest(grpcWeb ? "grpc-web" : "grpc"),
    name: methodName,
    folder: serviceName === "" ? [] : [serviceName],
    target: url,
    security,
    method: `${serviceName}/${methodName}`,
    metadata: metadataOf(metadata ?? "", methodName, findings),
    messages: [...splitMessages(text)],
    sources: [sourceOf(protoPath, importPaths, url, security)],
  };
}

/** A schema that came by reflection has the address in the place of the file. */
function sourceOf(
  protoPath: string,
  importPaths: readonly string[],
  target: string,
  security: TransportSecurity,
): SchemaSource {
  if (/\.proto$/i.test(protoPath))
    return { kind: "proto", files: [protoPath], importPaths: [...importPaths] };
  return reflectionOf({ target: protoPath === "" ? target : protoPath, security, metadata: [] });
}

function securityOf(certificate: Certificate): TransportSecurity {
  if (certificate === undefined || certificate === null) return { mode: "plaintext" };
  const path = (file: { readonly filePath: string } | null | undefined) =>
    file?.filePath === "" ? undefined : file?.filePath;
  const serverName = certificate.sslTargetHost === "" ? undefined : certificate.sslTargetHost;
  return readSecurity("tls", {
    authority: certificate.useServerCertificate === true ? undefined : path(certificate.rootCert),
    certificate: path(certificate.certChain),
    key: path(certificate.privateKey),
    serverName,
  });
}

/** Metadata is typed as a JSON object. */
function metadataOf(text: string, method: string, findings: Finding[]): PortableRequest["metadata"] {
  if (text.trim() === "") return [];
  const value = parseJson(text);
  if (isJsonObject(value)) {
    return Object.entries(value).map(([name, each]) => ({
      name,
      value: typeof each === "string" ? each : JSON.stringify(each),
    }));
  }
  findings.push({
    code: "metadata-left-out",
    severity: "warning",
    message: `The metadata of ${method} is no JSON object and was left out: ${text.slice(0, 80)}`,
    hint: "Add it to the request by hand.",
  });
  return [];
}

function environmentOf({ name, url }: { readonly name: string; readonly url: string }): ImportedEnvironment {
  return { name, variables: [{ name: "url", value: url }] };
}
