import type { ChannelStatus, OpenCall } from "../../channels/channel.ts";
import type { MetadataEntry } from "../../contract/params.ts";
import type { ReflectionRequest, ReflectionResponse } from "./messages.ts";
import { decodeReflectionResponse, encodeReflectionRequest } from "./messages.ts";
import type { OpenStream } from "./reflect.ts";
import { endsReflection } from "./status.ts";

/** An answer, or the status of the stream that ended in its place, or neither because the question had become moot. */
export type Outcome =
  | { readonly kind: "answered"; readonly response: ReflectionResponse }
  | { readonly kind: "not-asked" }
  | { readonly kind: "ended"; readonly status: ChannelStatus };

/** What a session needs to open its streams. */
export interface SessionOptions {
  readonly version: "v1" | "v1alpha";
  readonly metadata: readonly MetadataEntry[];
  readonly signal: AbortSignal | undefined;
  /** ms left for everything, asked anew for each stream. */
  readonly remaining: () => number;
}

interface Question {
  readonly request: ReflectionRequest;
  readonly isMoot: () => boolean;
  readonly settle: (outcome: Outcome) => void;
}

/** Requests on their way at once: enough to hide the distance, few enough for a server that answers one by one. */
const windowSize = 64;

/**
 * Asks over one pipelined stream; answers come back in the order of the questions. When a server ends the stream in
 * place of an answer, the question at its head gets that status and the others are asked again on a new stream; a
 * server that never answered is not asked again.
 */
export class ReflectionSession {
  private readonly open: OpenStream;
  private readonly options: SessionOptions;
  private readonly waiting: Question[] = [];
  private asked: Question[] = [];
  private call: OpenCall | undefined;
  private stopped: ChannelStatus | undefined;
  private answersInAll = 0;
  private answersOnStream = 0;

  constructor(open: OpenStream, options: SessionOptions) {
    this.open = open;
    this.options = options;
  }

  /**
   * Resolves with the answer or with the status that came in its place; never rejects. `isMoot` is asked when the
   * question's turn comes: earlier answers may have held what it is about.
   */
  ask(request: ReflectionRequest, isMoot: () => boolean = () => false): Promise<Outcome> {
    return new Promise((settle) => {
      if (this.stopped !== undefined) {
        settle({ kind: "ended", status: this.stopped });
        return;
      }
      this.waiting.push({ request, isMoot, settle });
      this.pump();
    });
  }

  /** Ends the stream; call it when every answer is in. */
  close(): void {
    const call = this.call;
    this.call = undefined;
    call?.halfClose();
  }

  private pump(): void {
    while (this.asked.length < windowSize) {
      const question = this.waiting.shift();
      if (question === undefined) return;
      if (question.isMoot()) {
        question.settle({ kind: "not-asked" });
        continue;
      }
      this.asked.push(question);
      this.send(question);
    }
  }

  private send(question: Question): void {
    const call = this.call ?? this.openStream();
    call.send(encodeReflectionRequest(question.request)).catch(() => {
      // The call has ended: `done` tells how, and `ended` takes the question along.
    });
  }

  private openStream(): OpenCall {
    const { version, metadata, signal } = this.options;
    const call = this.open(
      {
        path: `/grpc.reflection.${version}.ServerReflection/ServerReflectionInfo`,
        metadata,
        deadline: Math.max(1, this.options.remaining()),
        ...(signal === undefined ? {} : { signal }),
      },
      (event) => {
        if (event.kind === "message-received" && this.call === call) this.answered(event.bytes);
      },
    );
    this.call = call;
    this.answersOnStream = 0;
    void call.done.then((status) => {
      if (this.call === call) this.ended(status);
    });
    return call;
  }

  private answered(bytes: Uint8Array): void {
    const question = this.asked.shift();
    if (question === undefined) {
      this.stop({ code: 13, message: "the server sent an answer nobody asked for" });
      return;
    }
    this.answersInAll += 1;
    this.answersOnStream += 1;
    question.settle({ kind: "answered", response: decodeReflectionResponse(bytes) });
    this.pump();
  }

  /** Ends the session at once; every open or later question gets `status`. */
  stop(status: ChannelStatus): void {
    this.stopped = status;
    const call = this.call;
    this.call = undefined;
    call?.cancel();
    this.failAll(status);
  }

  private ended(status: ChannelStatus): void {
    this.call = undefined;
    const [head, ...rest] = this.asked;
    if (head === undefined) return;
    if (endsReflection(status) || this.answersInAll === 0) {
      this.failAll(status);
      return;
    }
    this.asked = [];
    // A stream that has answered something may have been closed for a reason of its own: its head is asked once more.
    if (this.answersOnStream > 0) this.waiting.unshift(head, ...rest);
    else {
      this.waiting.unshift(...rest);
      head.settle({ kind: "ended", status });
    }
    this.pump();
  }

  private failAll(status: ChannelStatus): void {
    const questions = [...this.asked, ...this.waiting.splice(0)];
    this.asked = [];
    for (const question of questions) question.settle({ kind: "ended", status });
  }
}
