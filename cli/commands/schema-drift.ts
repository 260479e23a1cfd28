import type { Engine } from "../../core/contract/engine.ts";
import type { KeptVersion, SavedCheck } from "../../core/contract/schema.ts";
import type { SchemaChange } from "../../core/contract/views.ts";
import type { Arguments } from "../arguments.ts";
import { createPaint } from "../colour.ts";
import type { CommandContext } from "../command.ts";
import { exitDifferent, exitOk } from "../exit-status.ts";
import { toJsonText } from "../json-text.ts";
import { openSchema } from "../open-schema.ts";
import { refuseMore, requireWord } from "../positionals.ts";
import { changeLines } from "../schema-diff/print-changes.ts";
import { requestLines, versionLines } from "../schema-diff/print-drift.ts";
import { readSide } from "../schema-diff/side.ts";
import { stateFolder } from "../state-folder.ts";
import type { Terminal } from "../terminal.ts";
import { usageError } from "../usage-error.ts";

/** What a drift is told as, in JSON. */
interface Drift {
  readonly target: string;
  readonly hash: string;
  /** The schema compared with; absent when nothing was kept before. */
  readonly previous?: KeptVersion;
  readonly changes: readonly SchemaChange[];
  /** Saved requests that do not fit. */
  readonly requests: readonly SavedCheck[];
}

/** `byteglass schema drift TARGET`: what changed since the schema was kept before. */
export async function tellDrift({ given, terminal, engine }: CommandContext): Promise<number> {
  const target = requireWord("schema", given, 1, "TARGET, whose schema is compared with what it was");
  refuseMore("schema", given, 2);
  refuseVariables(given);
  const running = await engine(undefined, given.text("state") ?? stateFolder());
  if (given.flag("list")) return await listKept(running, target, given, terminal);
  const drift = await findDrift(running, target, given, terminal);
  if (given.flag("json")) terminal.write(`${toJsonText(drift)}\n`);
  else terminal.write(`${driftLines(drift, terminal).join("\n")}\n`);
  return drift.changes.length + drift.requests.length === 0 ? exitOk : exitDifferent;
}

/** What was kept of `{{host}}` would be that of whichever server the name stood for the last time. */
function refuseVariables(given: Arguments): void {
  const option = ["var", "env"].find((name) => given.text(name) !== undefined);
  if (option === undefined) return;
  throw usageError(
    `schema drift takes no --${option}: schemas are kept under the TARGET as it is written.`,
    "Write the address itself.",
  );
}

async function listKept(
  engine: Engine,
  target: string,
  given: Arguments,
  terminal: Terminal,
): Promise<number> {
  const versions = await engine.keptVersions({ server: target });
  if (given.flag("json")) terminal.write(`${toJsonText({ target, versions })}\n`);
  else terminal.write(`${versionLines(target, versions).join("\n")}\n`);
  return exitOk;
}

async function findDrift(
  engine: Engine,
  target: string,
  given: Arguments,
  terminal: Terminal,
): Promise<Drift> {
  const { schemaId } = await openSchema(engine, terminal, { sources: readSide(target, given) });
  const { hash, previous, versions } = await engine.keepSchema({ schemaId, server: target });
  const since = given.text("since");
  const compared = since === undefined ? (previous ?? versions[1]) : findVersion(versions, since, target);
  const requests: SavedCheck[] = [];
  for (const path of given.texts("collection")) {
    const checks = await engine.checkCollection({ schemaId, path });
    requests.push(...checks.filter(({ outcome }) => outcome !== "fits"));
  }
  const isSame = compared === undefined || (since === undefined && previous === undefined);
  if (isSame) return { target, hash, ...sameAs(versions), changes: [], requests };
  const before = await engine.openKept({ server: target, hash: compared.hash });
  const { changes } = await engine.diffSchemas({ before: before.schemaId, after: schemaId });
  return { target, hash, previous: compared, changes, requests };
}

/** A schema that is the one it was: it was kept before when it was first seen before it was last seen. */
function sameAs([newest]: readonly KeptVersion[]): { readonly previous?: KeptVersion } {
  return newest === undefined || newest.firstSeen === newest.lastSeen ? {} : { previous: newest };
}

function findVersion(versions: readonly KeptVersion[], since: string, target: string): KeptVersion {
  const found = versions.filter(({ hash }) => hash.startsWith(since.toLowerCase()));
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  throw usageError(
    found.length === 0
      ? `Nothing with the hash ${since} is kept of ${target}.`
      : `The hash ${since} stands for ${found.length} schemas of ${target}.`,
    `See \`byteglass schema drift ${target} --list\`.`,
  );
}

function driftLines(drift: Drift, terminal: Terminal): readonly string[] {
  const { target, hash, previous, changes, requests } = drift;
  const paint = createPaint(terminal.colour);
  const kept = hash.slice(0, 12);
  if (previous === undefined) {
    return [
      `Nothing was kept of ${target} before. Its schema is kept now, as ${kept}.`,
      ...requestLines(requests),
    ];
  }
  if (changes.length === 0) {
    return [`The schema of ${target} is the one it was on ${previous.firstSeen}.`, ...requestLines(requests)];
  }
  return [
    `The schema of ${target} changed since ${previous.lastSeen}.`,
    "",
    ...changeLines(changes, paint),
    ...requestLines(requests),
  ];
}
