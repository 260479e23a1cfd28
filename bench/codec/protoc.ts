/**
 * The codec against protoc with damaged messages: it must accept what protoc accepts, refuse what protoc refuses, and what
 * it writes back must be the same message to protoc. Arguments: a FileDescriptorSet, the protoc program, how many cases,
 * the seed.
 */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createFileRegistry, type DescMessage, fromBinary } from "@bufbuild/protobuf";
import { FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import { normalizeBytes, renderJson } from "../../core/codec/index.ts";
import { damage, randomFrom, randomMessage } from "./damaged-messages.ts";

const [set = "", protoc = "", count = "1000", seed = "1"] = process.argv.slice(2);
const registry = createFileRegistry(fromBinary(FileDescriptorSetSchema, readFileSync(set)));
const types = [messageType("damage2.All"), messageType("damage3.All")];

function messageType(name: string): DescMessage {
  const type = registry.getMessage(name);
  if (type === undefined) throw new Error(`no message type ${name}`);
  return type;
}

/** What protoc says to bytes: the message as text, or undefined when it refuses them. */
function decode(type: DescMessage, bytes: Uint8Array): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const child = spawn(protoc, [`--descriptor_set_in=${set}`, `--decode=${type.typeName}`], {
      stdio: ["pipe", "pipe", "ignore"],
    });
    let text = "";
    child.stdout.setEncoding("latin1").on("data", (chunk: string) => {
      text += chunk;
    });
    child.stdin.on("error", () => undefined);
    child.on("error", reject);
    child.on("close", (code) => resolve(code === 0 ? text : undefined));
    child.stdin.end(bytes);
  });
}

/** A difference that is wanted, by name; undefined when there is none. */
function knownDifference(type: DescMessage, bytes: Uint8Array): string | undefined {
  // protoc drops the bits of a tag beyond 32, so that a field number is another one.
  const refused = normalizeBytes(type, bytes, { registry });
  const message = refused.ok ? "" : (refused.findings.find((one) => one.code === "bad-tag")?.message ?? "");
  return message.includes("larger than 32 bits") ? "a tag of more than 32 bits is refused" : undefined;
}

const random = randomFrom(Number(seed));
const differences = new Map<string, number>();
let [accepted, wrong] = [0, 0];

function note(kind: string, bytes: Uint8Array): void {
  differences.set(kind, (differences.get(kind) ?? 0) + 1);
  if (kind.startsWith("!")) {
    wrong += 1;
    if (wrong <= 20) console.log(`${kind}: ${Buffer.from(bytes).toString("hex")}`);
  }
}

async function compare(type: DescMessage, bytes: Uint8Array): Promise<void> {
  const theirs = await decode(type, bytes);
  const ours = normalizeBytes(type, bytes, { registry });
  if (ours.ok !== (theirs !== undefined)) {
    note(
      knownDifference(type, bytes) ??
        (ours.ok ? "! accepted what protoc refuses" : "! refused what protoc accepts"),
      bytes,
    );
  } else if (ours.ok) {
    accepted += 1;
    const again = await decode(type, ours.value);
    if (again === theirs) return;
    // protoc prints the entries of a map as they came, replaced ones too.
    const isReplaced = renderJson(type, bytes, { registry }).findings.some(({ message }) =>
      message.startsWith("A later entry of"),
    );
    note(
      isReplaced ? "map entries that later ones replace are left out" : "! written back as another message",
      bytes,
    );
  }
}

const PROGRESS_EVERY = 5_000;
const total = Number(count);
for (let done = 0; done < total; done += types.length) {
  await Promise.all(
    types.map((type) => compare(type, damage(randomMessage(registry, type, random), random))),
  );
  if ((done + types.length) % PROGRESS_EVERY === 0) console.error(`${done + types.length} of ${total}`);
}
console.log(`${total} damaged messages, ${accepted} accepted by both, ${wrong} differences`);
for (const [kind, times] of differences) console.log(`  ${times} x ${kind}`);
process.exitCode = wrong > 0 ? 1 : 0;
