/** Collects a long text with the places of its parts, up to a bound. */
export class TextWriter {
  private chunks: string[] = [];
  private pieces: string[] = [];
  private written = 0;
  private links = new Int32Array(256);
  private linkLength = 0;

  /** UTF-16 units so far. */
  get length(): number {
    return this.written;
  }

  write(text: string): void {
    this.pieces.push(text);
    this.written += text.length;
    if (this.pieces.length >= 4096) {
      this.chunks.push(this.pieces.join(""));
      this.pieces = [];
    }
  }

  /** Says that the text from `textStart` to here came from these bytes. */
  link(textStart: number, byteStart: number, byteEnd: number): void {
    if (this.linkLength + 4 > this.links.length) {
      const grown = new Int32Array(this.links.length * 2);
      grown.set(this.links);
      this.links = grown;
    }
    this.links[this.linkLength++] = textStart;
    this.links[this.linkLength++] = this.written;
    this.links[this.linkLength++] = byteStart;
    this.links[this.linkLength++] = byteEnd;
  }

  finish(): { readonly text: string; readonly links: Int32Array } {
    return {
      text: this.chunks.join("") + this.pieces.join(""),
      links: this.links.slice(0, this.linkLength),
    };
  }
}
