import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { Spool } from "../../core/recordings/spool.ts";

const directory = mkdtempSync(join(tmpdir(), "byteglass-spool-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const KILO = 1024;

describe("a spool", () => {
  it("gives back what was appended, in memory and on disk", () => {
    const sizes = fc.array(fc.oneof(fc.nat(40), fc.integer({ min: 60_000, max: 300_000 })), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(sizes, fc.constantFrom(0, 100 * KILO, 1024 * KILO), (lengths, memoryByteLength) => {
        const spool = new Spool({ directory, memoryByteLength });
        const parts = lengths.map((length, index) => new Uint8Array(length).fill(index + 1));
        const starts = parts.map((part) => spool.append(part));
        const whole = Buffer.concat(parts);
        expect(Buffer.compare(spool.read(0, spool.byteLength), whole)).toBe(0);
        for (const [index, start] of starts.entries()) {
          const part = parts[index] ?? new Uint8Array();
          expect(Buffer.compare(spool.read(start, start + part.length), part)).toBe(0);
        }
        spool.close();
      }),
      { numRuns: 60 },
    );
  });

  it("keeps one slab in memory once it is on disk, in a file without a name", () => {
    const spool = new Spool({ directory, memoryByteLength: 64 * KILO });
    for (let index = 0; index < 20_000; index++) spool.append(new Uint8Array(100));
    expect(spool.byteLength).toBe(2_000_000);
    expect(spool.memoryByteLength).toBeLessThanOrEqual(256 * KILO);
    expect(readdirSync(directory)).toEqual([]);
    spool.close();
    expect(() => spool.read(0, 1)).toThrow("This recording is not kept any more.");
  });

  it("says where it could not write", () => {
    const file = join(directory, "file");
    writeFileSync(file, "");
    const spool = new Spool({ directory: file, memoryByteLength: 10 });
    expect(() => spool.append(new Uint8Array(100_000))).toThrow(/^No file for a recording could be made in/);
  });
});
