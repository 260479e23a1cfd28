/** What a process that may do little can still do with a collection and a history: the outcomes as one line of JSON. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { openCollectionFolder } from "../../core/collections/open-collection.ts";
import { readRequestFile, saveRequestFile } from "../../core/collections/request-file.ts";
import { ByteglassError } from "../../core/error.ts";
import { History } from "../../core/history/history.ts";

const [folder = "", bodyLength = "10"] = process.argv.slice(2);

async function outcome(work: () => Promise<unknown>): Promise<unknown> {
  try {
    return { value: await work() };
  } catch (thrown) {
    const { code, message } = ByteglassError.from(thrown);
    return { code, message };
  }
}

async function save(name: string): Promise<unknown> {
  const file = join(folder, name);
  const read = await readRequestFile(file).catch(() => undefined);
  const text = JSON.stringify({ text: "x".repeat(Number(bodyLength)) });
  const request = { name: "changed", target: "a:1", method: "p.S/M", metadata: [], messages: [{ text }] };
  const { kind } = await saveRequestFile(file, request, read?.hash);
  return { kind, hasChanged: (await readFile(file, "utf8")).includes("changed") };
}

async function note(id: string, details: string): Promise<void> {
  const entry = {
    id,
    startedAt: "2026-01-01T00:00:00.000Z",
    method: "p.S/M",
    target: "a:1",
    channel: "grpc" as const,
    statusCode: 0,
    duration: 1,
    sentCount: 1,
    receivedCount: 1,
    requestByteLength: 1,
    responseByteLength: 1,
    name: "",
    environment: "",
  };
  await history.add(entry, [id], details);
}

const history = new History(join(folder, ".state"));
const tree = await openCollectionFolder(folder);
const outcomes = {
  items: tree.items.map(({ id, kind, findings }) => [id, kind, ...findings.map(({ message }) => message)]),
  findings: tree.findings.map(({ message }) => message),
  plain: await outcome(() => save("plain.yml")),
  readOnly: await outcome(() => save("read-only.yml")),
  inReadOnly: await outcome(() => save("shut/new.yml")),
  small: await outcome(() => note("small", "{}")),
  large: await outcome(() => note("large", "y".repeat(Number(bodyLength)))),
  after: await outcome(() => note("after", "{}")),
  listed: (await history.list({ query: "", start: 0, end: 9 })).entries.map(({ id }) => id),
};
await history.settle().catch(() => undefined);
process.stdout.write(JSON.stringify(outcomes));
