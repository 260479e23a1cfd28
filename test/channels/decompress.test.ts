import { describe, expect, it } from "vitest";
import { decompress } from "../../core/channels/decompress.ts";
import { BOMBS, zstdBomb, zstdOfSize } from "./bombs.ts";

const LIMIT = 1_000_000;
/** What comes before the frame that is looked at: four bytes that a reader has to skip. */
const SKIPPABLE = Uint8Array.from([0x50, 0x2a, 0x4d, 0x18, 4, 0, 0, 0, 1, 2, 3, 4]);

const concat = (...parts: readonly Uint8Array[]) => new Uint8Array(Buffer.concat(parts));

describe("what grows without end stops at the bound", () => {
  it.each<readonly [string, string, Uint8Array]>([
    ["gzip", "gzip", BOMBS.gzip],
    ["deflate", "deflate", BOMBS.deflate],
    ["Brotli", "br", BOMBS.br],
    ["zstd", "zstd", BOMBS.zstd],
    ["zstd in many frames", "zstd", concat(...Array.from({ length: 64 }, () => zstdBomb(1)))],
    ["zstd after a frame to skip", "zstd", concat(SKIPPABLE, BOMBS.zstd)],
    ["zstd that asks for a window of terabytes", "zstd", zstdOfSize("window")],
    ["zstd that promises a size of 2^60 bytes", "zstd", zstdOfSize("size")],
  ])("%s", async (_name, encoding, bytes) => {
    const before = process.memoryUsage().arrayBuffers;
    expect(await decompress(bytes, encoding, LIMIT)).toMatchObject({ fault: "too-large" });
    // A hundred times the bound would already be a bound in name only.
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(100 * LIMIT);
  });

  it.each(["gzip", "deflate", "br", "zstd"])("%s that is damaged is told", async (encoding) => {
    const damaged = BOMBS[encoding as keyof typeof BOMBS].slice(0, 20);
    damaged[12] = 0xff;
    const result = await decompress(damaged, encoding, LIMIT);
    expect("bytes" in result ? result.bytes.length : result.fault).not.toBe(50_000_000);
    expect(result).toMatchObject({ fault: expect.stringMatching(/damaged|too-large/) });
  });

  it("what is as long as the bound is let through", async () => {
    const result = await decompress(zstdBomb(2), "zstd", 262_144);
    expect("bytes" in result ? result.bytes.length : result).toBe(262_144);
  });
});
