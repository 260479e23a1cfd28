/** Messages that went out over HTTP/1.1 after the answer to them had begun: a server need not read them. */
import type { Finding } from "../../finding.ts";

/** Counts them, and what went each way. */
export class LateMessages {
  #answered = false;
  #count = 0;
  #sentCount = 0;
  #receivedCount = 0;

  /** The answer began over this version of HTTP. */
  answered(version: "1.1" | "2"): void {
    this.#answered = version === "1.1";
  }

  /** A message was written. */
  sent(): void {
    this.#sentCount++;
    if (this.#answered) this.#count++;
  }

  /** A message came. */
  received(): void {
    this.#receivedCount++;
  }

  /** What is worth knowing of them, once the call has ended: a warning where less came back than was sent. */
  get findings(): readonly Finding[] {
    if (this.#count === 0) return [];
    const messages = this.#count === 1 ? "A message" : `${this.#count} messages`;
    return [
      {
        code: "sent-into-answer",
        severity: this.#receivedCount < this.#sentCount ? "warning" : "information",
        message: `${messages} went out after the answer had begun. Over HTTP/1.1 servers may stop reading by then, as those in Go do.`,
        hint: "Send all before the answer begins, or call over HTTP/2 (--http-version 2) or gRPC, which have two ways.",
      },
    ];
  }
}
