/** Messages to take apart, made by protobufjs from a schema it then decodes them with. */
import protobuf from "protobufjs";

const SCHEMA = `syntax = "proto3"; package bench;
message Batch { repeated Item items = 1; }
message Item { int32 id = 1; int64 at = 2; bool ok = 3; sint32 delta = 4; string name = 5; float score = 6; }
message Blobs { repeated bytes parts = 1; }
message Counts { repeated Count counts = 1; }
message Count { int32 a = 1; int32 b = 2; int32 c = 3; }`;

const root = protobuf.parse(SCHEMA, { keepCase: true }).root;

/** A payload, and how protobufjs decodes it. */
export interface Payload {
  readonly name: string;
  readonly bytes: Uint8Array;
  decode(): unknown;
}

function payload(name: string, typeName: string, value: object): Payload {
  const type = root.lookupType(`bench.${typeName}`);
  const bytes = type.encode(type.create(value)).finish();
  return { name, bytes, decode: () => type.decode(bytes) };
}

const WORDS = ["alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta"];

/** Items with six small fields each. */
export function items(megabytes: number): Payload {
  const count = Math.round((megabytes * 1_048_576) / 32);
  const list = Array.from({ length: count }, (_, index) => ({
    id: index % 5000,
    at: 1_700_000_000 + index,
    ok: index % 3 === 0,
    delta: (index % 200) - 100,
    name: `${WORDS[index % WORDS.length]}-${index % 97}`,
    score: (index % 1000) / 1000,
  }));
  return payload(`${megabytes} MiB, six small fields a message`, "Batch", { items: list });
}

/** Messages of three small integers: the most records a byte. */
export function counts(megabytes: number): Payload {
  const count = Math.round((megabytes * 1_048_576) / 8);
  const list = Array.from({ length: count }, (_, index) => ({
    a: index & 127,
    b: index & 63,
    c: index & 31,
  }));
  return payload(`${megabytes} MiB, three tiny integers a message`, "Counts", { counts: list });
}

/** Bytes fields of 64 KiB of noise. */
export function blobs(megabytes: number): Payload {
  let seed = 1;
  const noise = Uint8Array.from({ length: 65_536 }, () => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
    return seed >>> 24;
  });
  const parts = Array.from({ length: megabytes * 16 }, () => noise);
  return payload(`${megabytes} MiB, bytes fields of 64 KiB`, "Blobs", { parts });
}
