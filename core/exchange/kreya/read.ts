/** A Kreya project (`.krproj`, `.krop`, `directory.krpref`, `.krenv`: JSON files in folders) as requests. */

import * as v from "valibot";
import { isSecretPath } from "../../contract/credential-name.ts";
import type { ImportedEnvironment, ImportedRequests, PortableRequest } from "../../contract/exchange.ts";
import { messageOf } from "../../error.ts";
import type { Finding } from "../../finding.ts";
import { isJsonObject } from "../../json-value.ts";
import { leftOut, notGrpc, shortList } from "../left-out.ts";
import { emptyRequest, methodName, reflectionOf } from "../portable.ts";
import { findOtherTemplates, toOurVariables } from "./variables.ts";

/** One file of the project; `path` is relative, with `/`. */
export interface KreyaFile {
  readonly path: string;
  readonly text: string;
}

const Entry = v.object({
  key: v.string(),
  value: v.optional(v.string(), ""),
  isDisabled: v.optional(v.boolean(), false),
});
const Grpc = v.object({ endpoint: v.optional(v.string()), metadata: v.optional(v.array(Entry), []) });
/** What holds for a folder or for one operation. */
const Settings = v.optional(
  v.array(v.object({ options: v.optional(v.object({ grpc: v.optional(Grpc) })) })),
  [],
);
const Operation = v.object({
  details: v.optional(
    v.object({
      methodFqn: v.optional(v.string(), ""),
      endpoint: v.optional(v.string()),
      metadata: v.optional(v.array(Entry), []),
    }),
    {},
  ),
  requests: v.optional(v.array(v.object({ location: v.optional(v.string()) })), []),
  invokerName: v.optional(v.string(), ""),
  settings: Settings,
  authId: v.optional(v.string()),
  script: v.optional(v.unknown()),
});
type Operation = v.InferOutput<typeof Operation>;
const Folder = v.object({ settings: Settings });
const Environment = v.object({ globalContent: v.optional(v.record(v.string(), v.unknown()), {}) });

/** The names of the files that are read; bodies stand beside the operations that name them. */
export const kreyaFiles = /\.(krop|krpref|krenv|json|txt)$/;

/** Reads the files of a project. `name` is that of its `.krproj`. */
export function readKreyaFiles(name: string, files: readonly KreyaFile[]): ImportedRequests {
  const project = new Project(files);
  return { format: "kreya", name, ...project.read() };
}

class Project {
  readonly #texts: ReadonlyMap<string, string>;
  readonly #findings: Finding[] = [];

  constructor(files: readonly KreyaFile[]) {
    this.#texts = new Map(files.map(({ path, text }) => [path, text]));
  }

  read(): Pick<ImportedRequests, "requests" | "environments" | "findings"> {
    const operations = [...this.#texts.keys()]
      .filter((path) => path.endsWith(".krop"))
      .flatMap((path) => {
        const operation = this.#json(path, Operation);
        return operation === undefined ? [] : [{ path, operation }];
      });
    const isGrpc = ({ operation }: { operation: Operation }) => operation.invokerName.startsWith("grpc");
    const own = operations.filter(isGrpc);
    const requests = own.map(({ path, operation }) => this.#request(path, operation));
    const environments = [...this.#texts.keys()]
      .filter((path) => path.endsWith(".krenv"))
      .flatMap((path) => this.#environment(path));
    const named = (wanted: (operation: Operation) => boolean) =>
      own.filter(({ operation }) => wanted(operation)).map(({ path }) => path);
    return {
      requests,
      environments,
      findings: [
        ...this.#findings,
        ...notGrpc(operations.filter((each) => !isGrpc(each)).map(({ path }) => path)),
        ...leftOut(
          "scripts",
          named(({ script }) => script !== undefined),
        ),
        ...leftOut(
          "credentials",
          named(({ authId }) => authId !== undefined),
        ),
        ...otherTemplates(requests),
      ],
    };
  }

  #request(path: string, { details, requests, invokerName, settings }: Operation): PortableRequest {
    const grpc = [...this.#folderSettings(path), ...settings].flatMap(({ options }) => options?.grpc ?? []);
    const endpoint = details.endpoint ?? grpc.findLast((each) => each.endpoint !== undefined)?.endpoint ?? "";
    const target = toOurVariables(endpoint);
    const metadata = [...grpc.flatMap((each) => each.metadata), ...details.metadata].map(
      ({ key, value, isDisabled }) => ({
        name: key,
        value: toOurVariables(value),
        ...(isDisabled ? { disabled: true } : {}),
      }),
    );
    const parts = path.split("/");
    return {
      ...emptyRequest(invokerName === "grpc-web" || invokerName === "grpcWeb" ? "grpc-web" : "grpc"),
      name: (parts.at(-1) ?? "").replace(/\.krop$/, ""),
      folder: parts.slice(0, -1),
      target,
      method: methodName(details.methodFqn),
      metadata,
      messages: requests.flatMap(({ location }) => this.#body(path, location)),
      sources: [reflectionOf({ target, security: { mode: "auto" }, metadata: [] })],
    };
  }

  /** The settings of the folders an operation is in, outermost first. */
  #folderSettings(path: string): v.InferOutput<typeof Settings> {
    const folders = path.split("/").slice(0, -1);
    return [...folders.keys(), folders.length].flatMap((depth) => {
      const file = [...folders.slice(0, depth), "directory.krpref"].join("/");
      return this.#texts.has(file) ? (this.#json(file, Folder)?.settings ?? []) : [];
    });
  }

  #body(path: string, location: string | undefined): readonly string[] {
    if (location === undefined) return [];
    const file = [...path.split("/").slice(0, -1), ...location.replaceAll("\\", "/").split("/")].join("/");
    const text = this.#texts.get(file);
    if (text !== undefined) return [toOurVariables(text.replace(/^\ufeff/, "").trim())];
    this.#findings.push(
      warning(
        "body-missing",
        `${path} names the body ${location}, which is not there.`,
        "Write its message yourself.",
      ),
    );
    return [];
  }

  #environment(path: string): readonly ImportedEnvironment[] {
    const environment = this.#json(path, Environment);
    if (environment === undefined) return [];
    const name = path.replace(/^.*\/|\.krenv$/g, "");
    return [{ name, variables: flatten(environment.globalContent, "") }];
  }

  #json<Shape extends v.GenericSchema>(path: string, shape: Shape): v.InferOutput<Shape> | undefined {
    try {
      const value: unknown = JSON.parse((this.#texts.get(path) ?? "").replace(/^\ufeff/, ""));
      const parsed = v.safeParse(shape, value);
      if (parsed.success) return parsed.output;
      const [issue] = parsed.issues;
      const place = issue.path?.map(({ key }) => String(key)).join(".") ?? "";
      this.#refuse(path, `${place} is ${issue.received} and should be ${issue.expected ?? "otherwise"}`);
    } catch (thrown) {
      this.#refuse(path, messageOf(thrown));
    }
    return undefined;
  }

  #refuse(path: string, reason: string): void {
    if (this.#findings.some(({ file }) => file === path)) return;
    this.#findings.push({
      ...warning("file-left-out", `${path} was left out: ${reason}.`, "Open and save it in Kreya again."),
      file: path,
    });
  }
}

/** Values inside values get the names that lead to them, with dots between. */
function flatten(
  content: Readonly<Record<string, unknown>>,
  prefix: string,
): ImportedEnvironment["variables"] {
  return Object.entries(content).flatMap(([key, value]) => {
    const name = `${prefix}${key}`;
    if (isJsonObject(value)) {
      return flatten(value, `${name}.`);
    }
    const text = typeof value === "string" ? value : JSON.stringify(value);
    const isSecret = isSecretPath(key);
    return [{ name, value: toOurVariables(text), ...(isSecret ? { secret: true } : {}) }];
  });
}

function otherTemplates(requests: readonly PortableRequest[]): readonly Finding[] {
  const found = new Set(
    requests.flatMap(({ target, metadata, messages }) =>
      findOtherTemplates([target, ...metadata.map(({ value }) => value), ...messages].join("\n")),
    ),
  );
  if (found.size === 0) return [];
  return [
    warning(
      "template-unknown",
      `These templates have no counterpart and stay as they are: ${shortList([...found])}.`,
      "Write values in their place, or variables such as {{$uuid}} and {{$now}}.",
    ),
  ];
}

function warning(code: string, message: string, hint: string): Finding {
  return { code, severity: "warning", message, hint };
}
