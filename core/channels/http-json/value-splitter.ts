/** Whole JSON values out of a body that comes in chunks: one behind the other, or the elements of one array. Pure. */

/** Splits text into values. Values are cut out as they were written, without being read. */
export class ValueSplitter {
  readonly #limit: number;
  #parts: string[] = [];
  #length = 0;
  #depth = 0;
  #inString = false;
  #escaped = false;
  #started = false;
  #inArray = false;
  #closed = false;

  /** `limit` bounds one value, in UTF-16 units. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** True when the body is one array, whose elements are the values. */
  get isArray(): boolean {
    return this.#inArray;
  }

  /** True when the value that has begun is longer than the bound. */
  get isTooLong(): boolean {
    return this.#length > this.#limit;
  }

  /** The text of the value that has begun and not ended; empty between values. */
  get unfinished(): string {
    return this.#parts.join("").trim();
  }

  /** True when an array was begun and not closed. */
  get isOpen(): boolean {
    return this.#inArray && !this.#closed;
  }

  /** The values that this piece of text completes. */
  read(text: string): readonly string[] {
    const values: string[] = [];
    let start = 0;
    for (let at = 0; at < text.length; at++) {
      const ended = this.#step(text.charAt(at));
      if (ended === "no") continue;
      this.#parts.push(text.slice(start, ended === "after" ? at + 1 : at));
      start = at + 1;
      const value = this.#parts.join("").trim();
      this.#parts = [];
      this.#length = 0;
      if (value !== "") values.push(value);
    }
    if (start < text.length) this.#parts.push(text.slice(start));
    this.#length += text.length - start;
    return values;
  }

  /** The last value, when the body ends behind a number or a word. */
  end(): string | undefined {
    const rest = this.unfinished;
    if (rest === "" || this.#depth > 0 || this.#inString || this.isOpen) return undefined;
    this.#parts = [];
    return rest;
  }

  /** Whether a value ends at this character: after it (a closing brace), or before it (what stands between values). */
  #step(character: string): "no" | "after" | "before" {
    if (this.#inString) {
      this.#stepString(character);
      return "no";
    }
    switch (character) {
      case '"':
        this.#inString = true;
        this.#started = true;
        return "no";
      case "[":
        if (!this.#started && this.#depth === 0 && !this.#inArray) {
          this.#inArray = true;
          this.#started = true;
          return "before";
        }
        this.#depth++;
        return "no";
      case "{":
        this.#started = true;
        this.#depth++;
        return "no";
      case "]":
      case "}":
        return this.#close(character);
      case ",":
        return this.#depth === 0 ? "before" : "no";
      case "\n":
        return this.#depth === 0 && !this.#inArray ? "before" : "no";
      default:
        return "no";
    }
  }

  #stepString(character: string): void {
    if (this.#escaped) this.#escaped = false;
    else if (character === "\\") this.#escaped = true;
    else if (character === '"') this.#inString = false;
  }

  /** One that closes nothing stays, so that whoever reads the value says what is wrong with it. */
  #close(character: string): "no" | "after" | "before" {
    if (this.#depth === 0) {
      if (!this.#inArray || character !== "]") return "no";
      this.#closed = true;
      return "before";
    }
    this.#depth--;
    return this.#depth === 0 ? "after" : "no";
  }
}
