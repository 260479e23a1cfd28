/** The eight messages that the codec is measured with, made by a fixed rule so that every run measures the same. */

/** The schema of all of them. */
export const SCHEMA = `syntax = "proto3";
package bench;
message User {
  int32 id = 1; string name = 2; string email = 3; bool active = 4; double score = 5; repeated string tags = 6;
  int64 created = 7; Address address = 8; map<string, string> labels = 9; Role role = 10;
}
message Address { string street = 1; string city = 2; string zip = 3; }
enum Role { ROLE_UNSPECIFIED = 0; ROLE_MEMBER = 1; ROLE_ADMIN = 2; }
message Users { repeated User users = 1; }
message Numbers { repeated int32 i32 = 1; repeated int64 i64 = 2; repeated double d = 3; }
message Blob { bytes raw = 1; string text = 2; }
message Empties { repeated Address items = 1; }
`;

/** One message: its type, and its JSON as the codec writes it. */
export interface DataSet {
  readonly name: string;
  readonly type: string;
  readonly json: string;
}

/** A small generator with a fixed seed (xorshift). */
function randomSource(): () => number {
  let state = 0x2545f491;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 4_294_967_296;
  };
}

const random = randomSource();
const whole = (limit: number): number => Math.floor(random() * limit);

function user(id: number): object {
  const name = ["Ada", "Grace", "Jürgen", "Linus", "Zoë", "Ken"][whole(6)];
  return {
    id: id + 1,
    name: `${name} ${whole(1000)}`,
    email: `user${id}@example.org`,
    active: true,
    score: (1 + whole(10_000)) / 100,
    tags: ["alpha", "beta"].slice(0, 1 + whole(2)),
    created: String(1_700_000_000_000 + whole(1_000_000_000)),
    address: { street: `Street ${whole(500)}`, city: "Springfield", zip: String(10_000 + whole(90_000)) },
    labels: { team: "core", tier: String(whole(4)) },
    role: "ROLE_ADMIN",
  };
}

function list<T>(length: number, item: (index: number) => T): T[] {
  return Array.from({ length }, (_, index) => item(index));
}

function int64(): string {
  const bits = (BigInt(whole(TWO_32)) << 32n) | BigInt(whole(TWO_32));
  return BigInt.asIntN(64, bits).toString();
}

const TWO_32 = 4_294_967_296;
const WORDS = [
  "lorem",
  "ipsum",
  "dolor",
  "sit",
  "amet",
  "naïve",
  "– dash",
  '"quoted"',
  "line\nbreak",
  "consectetur",
];

function prose(bytes: number): string {
  const words: string[] = [];
  for (let length = 0; length < bytes; length += (words.at(-1)?.length ?? 0) + 1)
    words.push(WORDS[whole(10)] ?? "");
  return words.join(" ");
}

/** Builds them; this takes seconds, so each is made when its turn comes. */
export const DATA_SETS: readonly { readonly name: string; readonly make: () => DataSet }[] = [
  entry("small user", "bench.User", () => ({
    id: 7,
    name: "Ada Lovelace",
    email: "ada@example.org",
    active: true,
    score: 99.5,
    tags: ["a", "b"],
    created: "1700000000000",
    role: "ROLE_ADMIN",
  })),
  entry("60 users", "bench.Users", () => ({ users: list(60, user) })),
  entry("100k users", "bench.Users", () => ({ users: list(100_000, user) })),
  entry("1M int32", "bench.Numbers", () => ({ i32: list(1_000_000, () => whole(TWO_32) | 0) })),
  entry("1M int64", "bench.Numbers", () => ({ i64: list(1_000_000, int64) })),
  entry("1M double", "bench.Numbers", () => ({ d: list(1_000_000, () => random() * 1000) })),
  entry("10 MB bytes", "bench.Blob", () => ({
    raw: Buffer.from(list(10_000_000, () => whole(256))).toString("base64"),
  })),
  entry("8.5 MB text", "bench.Blob", () => ({ text: prose(8_400_000) })),
];

function entry(name: string, type: string, make: () => object) {
  return { name, make: (): DataSet => ({ name, type, json: JSON.stringify(make()) }) };
}
