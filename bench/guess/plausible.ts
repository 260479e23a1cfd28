/** Messages of a schema with values as people have them: names, sentences, URLs, ids, times, small numbers, hashes. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { type DescField, type DescMessage, ScalarType } from "@bufbuild/protobuf";

/** Real words of packages that are installed: their names, and what they say of themselves. */
export interface Words {
  readonly names: readonly string[];
  readonly sentences: readonly string[];
}

/** Reads the words below a folder of packages. */
export function wordsOf(modules: string): Words {
  const names: string[] = [];
  const sentences: string[] = [];
  for (const name of readdirSync(modules).filter((each) => /^[a-z]/.test(each))) {
    names.push(name);
    try {
      const { description } = JSON.parse(readFileSync(`${modules}/${name}/package.json`, "utf8"));
      if (typeof description === "string" && description !== "") sentences.push(description);
    } catch {
      // Not every folder is a package.
    }
  }
  return { names, sentences };
}

/** Makes messages, the same for the same seed. */
export class Plausible {
  private readonly words: Words;
  private state: number;

  constructor(words: Words, seed: number) {
    this.words = words;
    this.state = seed >>> 0;
  }

  /** A message as what `JSON.stringify` takes; nesting ends at `depth` levels. */
  message(desc: DescMessage, depth: number): unknown {
    const known = this.wellKnown(desc);
    if (known !== undefined) return known;
    const json: Record<string, unknown> = {};
    for (const member of desc.members) {
      const field = member.kind === "oneof" ? this.pick(member.fields) : member;
      if (field === undefined || (depth <= 0 && field.message !== undefined) || this.below(10) < 3) continue;
      json[field.jsonName] = this.field(field, depth);
    }
    return json;
  }

  private field(field: DescField, depth: number): unknown {
    const count = 1 + this.below(4);
    if (field.fieldKind === "list") return Array.from({ length: count }, () => this.value(field, depth - 1));
    if (field.fieldKind !== "map") return this.value(field, depth - 1);
    const key = () =>
      field.mapKey === ScalarType.STRING
        ? this.pick(this.words.names)
        : field.mapKey === ScalarType.BOOL
          ? "true"
          : String(this.below(1000));
    return Object.fromEntries(Array.from({ length: count }, () => [key(), this.value(field, depth - 1)]));
  }

  private value(field: DescField, depth: number): unknown {
    if (field.message !== undefined) return this.message(field.message, depth);
    if (field.enum !== undefined) return this.pick(field.enum.values)?.number ?? 0;
    switch (field.scalar) {
      case ScalarType.STRING:
        return this.string(field.name);
      case ScalarType.BYTES:
        return this.bytes().toString("base64");
      case ScalarType.BOOL:
        return this.below(2) === 1;
      case ScalarType.FLOAT:
      case ScalarType.DOUBLE:
        return this.below(10_000) / 10_000;
      default:
        return /time|stamp|_at$/.test(field.name)
          ? 1_700_000_000 + this.below(30_000_000)
          : this.below(this.pick([3, 100, 1000, 1_000_000]) ?? 3);
    }
  }

  private string(name: string): string {
    const { names, sentences } = this.words;
    const word = this.pick(names) ?? "word";
    if (/(^|_)(id|uid|uuid|key|token|digest|hash)s?$/.test(name))
      return this.below(2) === 0 ? this.uuid() : `${word}-${this.below(1000)}`;
    if (/url|uri|endpoint|link/.test(name)) return `https://example.com/${word}/${this.below(10_000)}.png`;
    if (/description|message|text|comment|prompt|raw|details/.test(name)) return this.pick(sentences) ?? word;
    if (/email/.test(name)) return `${word}@example.com`;
    if (/language|locale/.test(name)) return this.pick(["en", "en-US", "de", "ja", "pt-BR"]) ?? "en";
    if (/version/.test(name)) return `${this.below(10)}.${this.below(20)}.${this.below(40)}`;
    if (/name|title|label|kind|type|role/.test(name)) return this.below(3) === 0 ? word.toUpperCase() : word;
    return this.below(2) === 0 ? word : (this.pick(sentences) ?? word);
  }

  private bytes(): Buffer {
    const digest = createHash("sha256")
      .update(String(this.below(2 ** 31)))
      .digest();
    if (this.below(3) > 0) return digest.subarray(0, this.pick([8, 16, 20, 32]) ?? 32);
    // An image: what its first bytes are, and then what compression leaves.
    const head = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0x10, 0x4a, 0x46, 0x49, 0x46, 0, 1]);
    return Buffer.concat([head, digest, digest.subarray(3), digest.subarray(7)]);
  }

  private uuid(): string {
    const hex = createHash("md5")
      .update(String(this.below(2 ** 31)))
      .digest("hex");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-4$3-8$4-$5").slice(0, 36);
  }

  private wellKnown(desc: DescMessage): unknown {
    if (desc.file.proto.package !== "google.protobuf") return undefined;
    switch (desc.name) {
      case "Timestamp":
        return new Date(1_700_000_000_000 + 1000 * this.below(30_000_000)).toISOString();
      case "Duration":
        return `${this.below(1000)}.5s`;
      case "Struct":
        return { [this.pick(this.words.names) ?? "a"]: this.below(100), tags: [this.pick(this.words.names)] };
      case "Value":
        return this.pick(this.words.names) ?? null;
      case "FieldMask":
        return "name,description";
      case "Any":
        return { "@type": "type.googleapis.com/google.protobuf.Duration", value: `${this.below(1000)}s` };
      default:
        return desc.name.endsWith("Value") ? undefined : {};
    }
  }

  private pick<T>(list: readonly T[]): T | undefined {
    return list[this.below(list.length)];
  }

  private below(limit: number): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % Math.max(1, limit);
  }
}
