/** Imported requests and environments, written as a collection or as a folder of one. */
import { createItem } from "../../collections/change-items.ts";
import { findCollection } from "../../collections/collection-file.ts";
import { saveEnvironment } from "../../collections/environments.ts";
import { type MakeOptions, makeCollection, writeRequests } from "../../collections/make-collection.ts";
import type { NewCollection, SaveImportedRequest } from "../../contract/new-collection.ts";
import { shortList } from "../../exchange/left-out.ts";
import { toSaved } from "../../exchange/to-saved.ts";
import type { Finding } from "../../finding.ts";
import { type HeldCredential, withoutCredentials } from "./held-credentials.ts";

type ImportedEnvironment = SaveImportedRequest["environments"][number];

/** Writes the files. Throws as `saveImported` does. */
export async function writeImported(
  { out, kind, name, requests, environments }: SaveImportedRequest,
  options: MakeOptions,
): Promise<NewCollection> {
  const held = requests.map(withoutCredentials);
  const placed = held.map(({ request }) => ({ folder: request.folder, request: toSaved(request) }));
  let path = out;
  let requestCount: number;
  if (kind === "folder") {
    ({ path } = await createItem({ folder: out, name, item: { kind } }));
    requestCount = await writeRequests(path, placed, options);
  } else requestCount = await makeCollection(out, { name, sources: [], requests: placed }, options);
  const collection = (kind === "folder" ? await findCollection(out) : undefined) ?? out;
  const findings = requests
    .filter(({ method, http }) => method === "" && http !== undefined)
    .map(({ name: request, http }) => withoutMethod(request, `${http?.verb} ${http?.url}`));
  findings.push(...credentialsLeftOut(held.flatMap(({ left }) => left)));
  for (const environment of environments) {
    if (environment.name.trim() !== "") findings.push(...(await writeEnvironment(collection, environment)));
  }
  return { path, requestCount, findings };
}

async function writeEnvironment(
  collection: string,
  { name, variables }: ImportedEnvironment,
): Promise<readonly Finding[]> {
  const { kind } = await saveEnvironment({ collection, name, variables });
  if (kind === "conflict") return [environmentThere(name)];
  const secrets = variables.filter(({ secret, value }) => secret === true && value !== "");
  return secrets.length === 0
    ? []
    : [
        secretsLeftOut(
          name,
          secrets.map((variable) => variable.name),
        ),
      ];
}

function withoutMethod(name: string, address: string): Finding {
  return {
    code: "method-unknown",
    severity: "warning",
    message: `“${name}” is known as HTTP only: ${address}. Its method has to be chosen before it can be sent.`,
    hint: "Open it, read a schema with HTTP bindings, and paste its address.",
  };
}

function credentialsLeftOut(left: readonly HeldCredential[]): readonly Finding[] {
  return [...new Set(left.map(({ variable }) => variable))].map((variable) => {
    const names = left.filter((one) => one.variable === variable).map(({ request }) => request);
    return {
      code: "credentials-left-out",
      severity: "warning",
      message: `The value of ${variable} is in no file; these read it as a variable now: ${shortList(names)}.`,
      hint: `Write ${variable}=… into .env beside the collection, or set it as an environment variable.`,
    };
  });
}

function environmentThere(name: string): Finding {
  return {
    code: "environment-there",
    severity: "warning",
    message: `The collection has an environment “${name}” already; it was left as it is.`,
    hint: "Add what is missing in the environment's panel.",
  };
}

function secretsLeftOut(environment: string, names: readonly string[]): Finding {
  return {
    code: "secrets-left-out",
    severity: "information",
    message: `The values of secrets of “${environment}” are in no file: ${names.join(", ")}.`,
    hint: "Give them in the environment's panel, in .env, or as environment variables.",
  };
}
