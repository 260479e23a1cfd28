import { promises } from "node:fs";
import { basename } from "node:path";
import type { ImportedRequests, PortableRequest } from "../../core/contract/exchange.ts";
import type { NewCollection } from "../../core/contract/new-collection.ts";
import { commonOptions } from "../arguments.ts";
import { cancellable } from "../cancellable.ts";
import type { Command, CommandContext } from "../command.ts";
import { counted } from "../counted.ts";
import { exitOk } from "../exit-status.ts";
import { tellFindings } from "../failure.ts";
import { toJsonText } from "../json-text.ts";
import { openSchema } from "../open-schema.ts";
import { readFileSources, readServer, readSources, schemaOptions, serverOptions } from "../options.ts";
import { refuseMore, requireWord } from "../positionals.ts";
import type { Terminal } from "../terminal.ts";
import { usageError } from "../usage-error.ts";
import { readVariableScope } from "../variable-scope.ts";

const importOptions = {
  out: {
    type: "string",
    value: "FOLDER",
    text: "Folder for the collection: one that is not there, or is empty. Without it what was read is listed.",
  },
  name: { type: "string", value: "NAME", text: "Name of the collection." },
  line: {
    type: "string",
    value: "LINE",
    text: "A grpcurl, buf curl or curl line to take the request from, in place of a file.",
  },
  api: {
    type: "boolean",
    text: "Make a collection of every method of TARGET, each with an example body, a folder a service.",
  },
  service: {
    type: "string",
    multiple: true,
    value: "NAME",
    text: "With --api: only the methods of this service. May be repeated.",
  },
} as const;

/** `byteglass import`: requests of other tools, or a whole API, as a collection. */
export const importCommand: Command = {
  usage: [
    "import FILE | FOLDER | - | --line LINE [--out FOLDER]",
    "import --api TARGET --out FOLDER [--service NAME] [options]",
  ],
  summary: "Makes a collection of requests of other tools, or of all methods of a server.",
  options: { ...importOptions, ...schemaOptions, ...serverOptions, ...commonOptions },
  notes: [
    [
      "Read are grpcurl, buf curl and curl lines, exports of Insomnia (4 and 5) and Postman (2.1), folders of Postman (3),",
      "Bruno (.bru) and Kreya (.krproj), and what BloomRPC keeps (editor.json). Nothing in them is run or sent; what could",
      "not be taken over is told on standard error.",
    ].join("\n"),
    "With --json: what was read, {format, name, requests, environments, findings}, or with --out {path, requestCount, findings}.",
  ],
  examples: [
    "byteglass import insomnia.yaml --out collections/vision",
    "byteglass import --line 'grpcurl -plaintext localhost:50051 a.B/C' --json",
    "byteglass import --api localhost:50051 --out collections/vision",
  ],
  run: (context) => (context.given.flag("api") ? importApi(context) : importRequests(context)),
};

async function importRequests(context: CommandContext): Promise<number> {
  const { given, terminal } = context;
  const out = given.text("out");
  const line = given.text("line");
  refuseMore("import", given, line === undefined ? 1 : 0);
  const engine = await context.engine();
  const read =
    line === undefined
      ? await engine.importRequests(
          await inputOf(requireWord("import", given, 0, "a FILE or a --line"), terminal),
        )
      : await engine.importRequests({ kind: "text", text: line });
  tellFindings(read.findings, terminal);
  if (out === undefined) {
    terminal.write(given.flag("json") ? `${toJsonText(read)}\n` : listOf(read));
    return exitOk;
  }
  const name = given.text("name") ?? (read.name === "" ? basename(out) : read.name);
  const made = await cancellable(engine, terminal, "import", (operationId) =>
    engine.saveImported({
      operationId,
      out,
      name,
      requests: [...read.requests],
      environments: read.environments.map((one) => ({ name: one.name, variables: [...one.variables] })),
    }),
  );
  return tellMade(context, made);
}

async function inputOf(word: string, terminal: Terminal) {
  if (word !== "-") return { kind: "path" as const, path: word };
  const bytes = await terminal.readInput();
  return { kind: "text" as const, text: new TextDecoder().decode(bytes) };
}

async function importApi(context: CommandContext): Promise<number> {
  const { given, terminal } = context;
  refuseMore("import", given, 1);
  const target = requireWord("import", given, 0, "a TARGET");
  const out = given.text("out");
  if (out === undefined) throw usageError("import --api needs a folder.", "Add --out FOLDER.");
  const services = given.texts("service");
  const sources = readSources(given, readFileSources(given).length > 0 ? undefined : target);
  const engine = await context.engine();
  const symbols = services.length === 0 ? {} : { symbols: [...services] };
  const schema = await openSchema(engine, terminal, {
    sources: [...sources],
    ...symbols,
    ...readVariableScope(given),
  });
  const unknown = services.filter((name) => !schema.services.some(({ fullName }) => fullName === name));
  if (unknown.length > 0) {
    const known = schema.services.map(({ fullName }) => fullName).join(", ");
    throw usageError(`There is no service ${unknown.join(", ")}.`, `Services are ${known}.`);
  }
  const files = await wholePaths(readFileSources(given));
  const made = await cancellable(engine, terminal, "import", (operationId) =>
    engine.saveApi({
      operationId,
      schemaId: schema.schemaId,
      out,
      name: given.text("name") ?? basename(out),
      server: readServer(target, given),
      channel: "grpc",
      sources: files,
      ...(services.length === 0 ? {} : { services: [...services] }),
    }),
  );
  return tellMade(context, made);
}

/** A collection is opened from anywhere: its sources are named by whole paths. */
async function wholePaths(sources: ReturnType<typeof readFileSources>) {
  const whole = (path: string) => promises.realpath(path);
  return await Promise.all(
    sources.map(async (source) => {
      if (source.kind === "descriptor-set") return { ...source, file: await whole(source.file) };
      if (source.kind !== "proto") return source;
      const files = await Promise.all(source.files.map(whole));
      return { ...source, files, importPaths: await Promise.all(source.importPaths.map(whole)) };
    }),
  );
}

function tellMade({ given, terminal }: CommandContext, made: NewCollection): number {
  tellFindings(made.findings, terminal);
  const words = counted(made.requestCount, "request");
  terminal.write(given.flag("json") ? `${toJsonText(made)}\n` : `${made.path}: ${words}\n`);
  return exitOk;
}

function listOf({ requests }: ImportedRequests): string {
  return requests.map((request) => `${lineOf(request)}\n`).join("");
}

function lineOf({ folder, name, channel, target, method, http }: PortableRequest): string {
  const place = http === undefined ? `${target} ${method}` : `${http.verb} ${http.url}`;
  return `${[...folder, name].join("/")}\t${channel}\t${place}`;
}
