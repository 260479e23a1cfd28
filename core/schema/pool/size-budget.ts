import { countElements } from "../raw/count-elements.ts";

/** Bytes of files that are decoded without a count of their declarations, which takes as long as a part of decoding. */
const uncountedByteLength = 256 * 1024;

/** Declarations and options in one file: more are mischief, and each costs up to two kilobytes of memory. */
const maxElementsInFile = 400_000;

/** Declarations and options of all files: all of Google's public APIs have 1.5 million. */
const maxElements = 2_000_000;

/** Files in all. */
const maxFiles = 50_000;

/** Keeps a small or ordinary-looking source from unfolding into more than there is memory for. */
export class SizeBudget {
  private byteLength = 0;
  private elements = 0;
  private files = 0;

  /** Counts a file in, or says why it has to be left out. */
  refusal(bytes: Uint8Array): string | undefined {
    if (this.files >= maxFiles) return `there are more than ${maxFiles.toLocaleString("en")} files`;
    this.byteLength += bytes.length;
    if (this.byteLength > uncountedByteLength) {
      const count = countElements(bytes, maxElementsInFile);
      if (count > maxElementsInFile) return declaresMore("it declares", maxElementsInFile);
      if (this.elements + count > maxElements) return declaresMore("the files declare", maxElements);
      this.elements += count;
    }
    this.files += 1;
    return undefined;
  }
}

function declaresMore(who: string, bound: number): string {
  return `${who} more than ${bound.toLocaleString("en")} things`;
}
