/** Imported requests as they can be used: plain HTTP by the methods of a schema, secrets known as such. */

import { isSecretPath } from "../../contract/credential-name.ts";
import type { ImportedRequests, PlacedRequests, PortableRequest } from "../../contract/exchange.ts";
import { ByteglassError } from "../../error.ts";
import type { Finding } from "../../finding.ts";
import type { SchemaPool } from "../../schema/index.ts";
import { readUrl } from "../calls/transcoding.ts";

/** Findings that are told one by one; of more only their number is. */
const maximumFindings = 100;

/** Marks the variables of environments whose names tell that they are secrets. */
export function markSecrets(read: ImportedRequests): ImportedRequests {
  const environments = read.environments.map(({ name, variables }) => ({
    name,
    variables: variables.map((variable) =>
      isSecretPath(variable.name) ? { ...variable, secret: true } : variable,
    ),
  }));
  return { ...read, environments };
}

/** Gives requests that are plain HTTP the methods whose HTTP rules they have the form of. */
export async function placeRequests(
  requests: readonly PortableRequest[],
  pool: SchemaPool,
): Promise<PlacedRequests> {
  const placed: PortableRequest[] = [];
  const findings: Finding[] = [];
  for (const request of requests) {
    const outcome = await placeRequest(request, pool);
    placed.push(outcome.request);
    findings.push(...outcome.findings);
  }
  return { requests: placed, findings: bounded(findings) };
}

interface Placed {
  readonly request: PortableRequest;
  readonly findings: readonly Finding[];
}

async function placeRequest(request: PortableRequest, pool: SchemaPool): Promise<Placed> {
  const { http, method, name, ...rest } = request;
  if (http === undefined || method !== "") return { request, findings: [] };
  // The address may begin with a variable, which has no path of its own to tell.
  const path = http.url.startsWith(rest.target) ? http.url.slice(rest.target.length) : http.url;
  try {
    const reading = await readUrl(
      {
        schemaId: "",
        url: `${http.verb} ${path === "" ? "/" : path}`,
        ...(http.body.trim() === "" ? {} : { body: http.body }),
      },
      pool,
    );
    const { binding, json, basePath, findings } = reading;
    const target = `${rest.target}${basePath}`;
    return {
      request: { ...rest, name, target, method: reading.method, binding, messages: [json] },
      findings: findings.map((finding) => ({ ...finding, message: `“${name}”: ${finding.message}` })),
    };
  } catch (thrown) {
    if (!(thrown instanceof ByteglassError)) throw thrown;
    const finding: Finding = {
      code: "method-unknown",
      severity: "warning",
      message: `“${name}” has no method of this schema: ${thrown.message}`,
      hint: thrown.hint,
    };
    return { request, findings: [finding] };
  }
}

function bounded(findings: readonly Finding[]): readonly Finding[] {
  const more = findings.length - maximumFindings;
  if (more <= 0) return findings;
  const rest: Finding = {
    code: "more-findings",
    severity: "warning",
    message: `${more} more requests were not taken over whole.`,
    hint: "Import the folders of the collection one by one to see them all.",
  };
  return [...findings.slice(0, maximumFindings), rest];
}
