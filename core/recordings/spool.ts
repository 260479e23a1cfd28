/** Bytes one behind the other: in memory while they are few, then in a file that nobody else sees. */
import { closeSync, mkdirSync, openSync, readSync, unlinkSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ByteglassError } from "../error.ts";

/** Where a spool goes to disk, and when. */
export interface SpoolOptions {
  /** Folder of the file; the system's temporary folder unless told. */
  readonly directory?: string | undefined;
  /** Bytes that are kept in memory before there is a file. */
  readonly memoryByteLength?: number;
}

/** A 64 MB answer with its request stays in memory. */
const DEFAULT_MEMORY = 72 * 1024 * 1024;
/** Small parts are gathered in slabs of up to this size, in bytes: one write each, and no array a message. */
const SLAB = 256 * 1024;
/** The first slab, in bytes; each is twice the one before. */
const FIRST_SLAB = 1024;

/** A run of bytes in memory. */
interface Part {
  readonly start: number;
  readonly bytes: Uint8Array;
}

let spoolCount = 0;

/**
 * An append-only store of bytes. Writing is synchronous: while the disk is slower than the sender, the sender waits, as
 * flow control has it, and memory holds one slab.
 */
export class Spool {
  readonly #given: string | undefined;
  readonly #memoryLimit: number;
  #parts: Part[] = [];
  #slab: Uint8Array | undefined;
  #slabLength = FIRST_SLAB / 2;
  #slabStart = 0;
  #length = 0;
  #written = 0;
  #file: number | undefined;
  #closed = false;

  constructor({ directory, memoryByteLength = DEFAULT_MEMORY }: SpoolOptions = {}) {
    this.#given = directory;
    this.#memoryLimit = memoryByteLength;
  }

  /** Asked for when there is a file: most recordings never have one. */
  get #directory(): string {
    return this.#given ?? tmpdir();
  }

  /** Bytes appended so far. */
  get byteLength(): number {
    return this.#length;
  }

  /** Bytes of them that are in memory. */
  get memoryByteLength(): number {
    return this.#length - this.#written;
  }

  /** Adds bytes, and answers where they start. Large ones are kept and not copied: nobody may write to them afterwards. */
  append(bytes: Uint8Array): number {
    this.#requireOpen();
    const start = this.#length;
    if (bytes.length >= SLAB / 4) {
      this.#sealSlab();
      if (this.#file === undefined) this.#parts.push({ start, bytes });
      else this.#write(bytes);
    } else this.#gather(bytes);
    this.#length += bytes.length;
    if (this.#file === undefined && this.#length > this.#memoryLimit) this.#moveToFile();
    return start;
  }

  /** A copy of the bytes from `start` to `end`, which have to be there. */
  read(start: number, end: number): Uint8Array {
    this.#requireOpen();
    const bytes = new Uint8Array(end - start);
    let at = start;
    while (at < end) {
      const count =
        at < this.#written ? this.#readFile(at, end, bytes, start) : this.#readMemory(at, end, bytes, start);
      if (count === 0) throw new RangeError(`spooled bytes ${at} to ${end} are missing`);
      at += count;
    }
    return bytes;
  }

  /** Forgets everything; the file, if there is one, is gone with it. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#parts = [];
    this.#slab = undefined;
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }

  #gather(bytes: Uint8Array): void {
    if (this.#slab === undefined || this.#length - this.#slabStart + bytes.length > this.#slabLength) {
      this.#sealSlab();
      while (this.#slabLength < SLAB && this.#slabLength < bytes.length * 2) this.#slabLength *= 2;
      this.#slabLength = Math.min(SLAB, this.#slabLength * 2);
      this.#slab = new Uint8Array(this.#slabLength);
      this.#slabStart = this.#length;
    }
    this.#slab.set(bytes, this.#length - this.#slabStart);
  }

  #sealSlab(): void {
    if (this.#slab === undefined) return;
    const bytes = this.#slab.subarray(0, this.#length - this.#slabStart);
    if (this.#file === undefined) this.#parts.push({ start: this.#slabStart, bytes });
    else this.#write(bytes);
    this.#slab = undefined;
  }

  #moveToFile(): void {
    this.#sealSlab();
    this.#file = openHidden(this.#directory);
    for (const { bytes } of this.#parts.splice(0)) this.#write(bytes);
  }

  #write(bytes: Uint8Array): void {
    try {
      let done = 0;
      while (done < bytes.length) {
        done += writeSync(this.#file ?? -1, bytes, done, bytes.length - done, this.#written + done);
      }
      this.#written += bytes.length;
    } catch (cause) {
      throw new ByteglassError("file-unwritable", `A recording could not be written in ${this.#directory}.`, {
        hint: "Free some space there, or record less at once.",
        cause,
      });
    }
  }

  #readFile(at: number, end: number, into: Uint8Array, start: number): number {
    const length = Math.min(end, this.#written) - at;
    return readSync(this.#file ?? -1, into, at - start, length, at);
  }

  #readMemory(at: number, end: number, into: Uint8Array, start: number): number {
    const part =
      this.#slab !== undefined && at >= this.#slabStart
        ? { start: this.#slabStart, bytes: this.#slab.subarray(0, this.#length - this.#slabStart) }
        : this.#partAt(at);
    if (part === undefined) return 0;
    const taken = part.bytes.subarray(at - part.start, Math.min(part.bytes.length, end - part.start));
    into.set(taken, at - start);
    return taken.length;
  }

  #partAt(at: number): Part | undefined {
    let [low, high] = [0, this.#parts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#parts[middle]?.start ?? 0) <= at) low = middle + 1;
      else high = middle;
    }
    return this.#parts[low - 1];
  }

  #requireOpen(): void {
    if (!this.#closed) return;
    throw new ByteglassError("not-found", "This recording is not kept any more.", {
      hint: "Make the call again; the oldest recordings make room for new ones.",
    });
  }
}

/** A file without a name: taken out of its folder at once, so that nothing stays behind when this process dies. */
function openHidden(directory: string): number {
  const name = join(directory, `byteglass-${process.pid}-${spoolCount++}.spool`);
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const file = openSync(name, "wx+", 0o600);
    unlinkSync(name);
    return file;
  } catch (cause) {
    throw new ByteglassError("file-unwritable", `No file for a recording could be made in ${directory}.`, {
      hint: "Check the permissions of the folder and the space that is left.",
      cause,
    });
  }
}
