import { SpareArray } from "./spare-array.ts";
import type { SpanLinks } from "./types.ts";

const spare = new SpareArray(4096);
const none = new Int32Array(0);

/** Collects span links; does nothing when it is switched off. */
export class SpanLinkList {
  readonly isOn: boolean;
  private quadruples: Int32Array;
  private used = 0;

  constructor(isOn: boolean) {
    this.isOn = isOn;
    this.quadruples = isOn ? spare.take() : none;
  }

  /** Index of the next link. */
  get length(): number {
    return this.used;
  }

  /** Adds a link whose ends are not known yet; answers with its index for `close`. */
  open(textStart: number, byteStart: number): number {
    return this.add(textStart, 0, byteStart, 0);
  }

  /** Sets the ends of an opened link. */
  close(index: number, textEnd: number, byteEnd: number): void {
    if (!this.isOn) return;
    this.quadruples[index + 1] = textEnd;
    this.quadruples[index + 3] = byteEnd;
  }

  /** Sets the end of the text of a link whose bytes are known. */
  endText(index: number, textEnd: number): void {
    if (this.isOn) this.quadruples[index + 1] = textEnd;
  }

  /** Adds a link; answers with its index. */
  add(textStart: number, textEnd: number, byteStart: number, byteEnd: number): number {
    if (!this.isOn) return 0;
    const at = this.used;
    if (at + 4 > this.quadruples.length) this.grow();
    const quadruples = this.quadruples;
    quadruples[at] = textStart;
    quadruples[at + 1] = textEnd;
    quadruples[at + 2] = byteStart;
    quadruples[at + 3] = byteEnd;
    this.used = at + 4;
    return at;
  }

  /** Moves the byte spans of all links from `index` on. */
  shift(index: number, bytes: number): void {
    const quadruples = this.quadruples;
    for (let at = index; at < this.used; at += 4) {
      quadruples[at + 2] = (quadruples[at + 2] ?? 0) + bytes;
      quadruples[at + 3] = (quadruples[at + 3] ?? 0) + bytes;
    }
  }

  /** Takes back all links from `index` on. */
  truncate(index: number): void {
    this.used = index;
  }

  /** The links in text order. The list must not be used afterwards. */
  finish(): SpanLinks {
    if (!this.isOn) return new Int32Array(0);
    const links = this.quadruples.subarray(0, this.used);
    const finished = isInTextOrder(links) ? links.slice() : sortByText(links);
    this.release();
    return finished;
  }

  /** Gives the room back without a result. The list must not be used afterwards. */
  release(): void {
    if (this.isOn) spare.give(this.quadruples);
  }

  private grow(): void {
    const grown = new Int32Array(this.quadruples.length * 2);
    grown.set(this.quadruples);
    this.quadruples = grown;
  }
}

function isInTextOrder(links: Int32Array): boolean {
  for (let at = 4; at < links.length; at += 4) if ((links[at] ?? 0) < (links[at - 4] ?? 0)) return false;
  return true;
}

/** Only an `Any` whose `@type` does not come first makes links out of order. */
function sortByText(links: Int32Array): Int32Array {
  const order = Array.from({ length: links.length / 4 }, (_, index) => index * 4);
  order.sort(
    (a, b) => (links[a] ?? 0) - (links[b] ?? 0) || (links[b + 1] ?? 0) - (links[a + 1] ?? 0) || a - b,
  );
  const sorted = new Int32Array(links.length);
  for (const [index, from] of order.entries()) sorted.set(links.subarray(from, from + 4), index * 4);
  return sorted;
}
