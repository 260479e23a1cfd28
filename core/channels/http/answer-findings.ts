/** What is worth knowing of an answer's messages, told with its status. */
import type { Finding } from "../../finding.ts";
import type { HttpProtocol } from "./protocol.ts";

/** Findings kept of one answer. */
const FINDING_BOUND = 100;

/** Gathers the findings of one answer. */
export class AnswerFindings {
  readonly #findings: Finding[] = [];

  /** Keeps them, up to the bound. */
  add(findings: readonly Finding[]): void {
    this.#findings.push(...findings.slice(0, FINDING_BOUND - this.#findings.length));
  }

  /** The protocol, whose status comes with what was gathered. */
  addedTo(protocol: HttpProtocol): HttpProtocol {
    return {
      ...protocol,
      answer: (head, listener) =>
        protocol.answer(head, {
          ...listener,
          onStatus: (status, rest) => {
            const findings = [...(status.findings ?? []), ...this.#findings];
            listener.onStatus(findings.length === 0 ? status : { ...status, findings }, rest);
          },
        }),
    };
  }
}
