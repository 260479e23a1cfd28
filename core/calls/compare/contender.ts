/** One channel of a comparison: its calls one after another, and what they moved and took. */
import type { Channel, ChannelEvent, ChannelStatus } from "../../channels/channel.ts";
import type {
  AnswerDifference,
  ChannelComparison,
  ComparedChannel,
  Traffic,
} from "../../contract/compare.ts";
import type { CallStatus } from "../../contract/views.ts";
import { ByteglassError } from "../../error.ts";
import type { Finding } from "../../finding.ts";
import { FailureCounts } from "../failure-counts.ts";
import { LatencyRecorder } from "../latency.ts";
import type { OpenCallPlan, RawCall } from "../open-call.ts";
import { runCall } from "../run-call.ts";
import { type CallHeaders, type HeaderSizes, packedSizes, textSizes } from "./header-size.ts";
import { requestSize, responseSize } from "./traffic.ts";

/** Different answers of one channel that are kept. */
const MAXIMUM_ANSWERS = 8;

/** What a contender needs. */
export interface ContenderParts {
  readonly compared: ComparedChannel;
  readonly channel: Channel;
  readonly plan: Omit<OpenCallPlan, "channel">;
  readonly message: Uint8Array;
  readonly explain: (status: ChannelStatus) => CallStatus;
  /** The bytes of an answer as JSON on one line. */
  readonly toJson: (bytes: Uint8Array) => string;
  /** Where an answer differs from another, as parsers see them. */
  readonly diff: (reference: Answer, other: Answer) => readonly AnswerDifference[];
  /** How the JSON of an answer is written. */
  readonly habits: (json: string) => readonly string[];
}

/** One answer of a channel. */
export interface Answer {
  readonly bytes: Uint8Array;
  /** Where it came as JSON: the text, what of it the schema does not know, and the HTTP rule that was used. */
  readonly json?: {
    readonly text: string;
    readonly findings: readonly Finding[];
    readonly rule?: string | undefined;
  };
}

/** Makes calls and gathers. */
export class Contender {
  readonly #parts: ContenderParts;
  readonly #latency = new LatencyRecorder();
  /** By their JSON. */
  readonly #answers = new Map<string, Answer>();
  readonly #failures: FailureCounts;
  #okCount = 0;
  #connectedAfter: number | undefined;
  #refusal: ByteglassError | undefined;
  #example: readonly ChannelEvent[] = [];

  constructor(parts: ContenderParts) {
    this.#parts = parts;
    this.#failures = new FailureCounts(parts.explain);
  }

  /** Why this channel cannot carry the message; undefined for one that can. */
  get refusal(): ByteglassError | undefined {
    return this.#refusal;
  }

  /** The first answer. */
  get answer(): Answer | undefined {
    return this.#answers.values().next().value;
  }

  /** One call. The first, which opens the connection, is not `measured`. */
  async call(measured: boolean, signal: AbortSignal): Promise<void> {
    const events: ChannelEvent[] = [];
    const raw = await this.#run((event) => events.push(event), signal);
    if (signal.aborted || raw === undefined) return;
    if (!measured && events.some(({ kind }) => kind === "connecting"))
      this.#connectedAfter = raw.connectedAfter;
    if (raw.status.code !== 0) {
      if (measured) this.#failures.add(raw.status);
      return;
    }
    if (this.#example.length === 0) this.#example = events;
    this.#keepAnswer(events, raw.findings);
    if (!measured) return;
    this.#okCount++;
    this.#latency.record(raw.duration - (raw.connectedAfter ?? 0));
  }

  /** Undefined once the channel has no form for the message: the others go on without it. */
  async #run(onEvent: (event: ChannelEvent) => void, signal: AbortSignal): Promise<RawCall | undefined> {
    if (this.#refusal !== undefined) return undefined;
    const { channel, plan, message } = this.#parts;
    try {
      return await runCall({ ...plan, channel, messages: [message] }, onEvent, signal);
    } catch (thrown) {
      if (!(thrown instanceof ByteglassError) || thrown.code !== "no-binding") throw thrown;
      this.#refusal = thrown;
      return undefined;
    }
  }

  /** Places where answers of this channel differ among themselves: an id or a time that each call has of its own. */
  varying(): readonly string[] {
    const [first, ...others] = this.#answers.values();
    if (first === undefined) return [];
    return [...new Set(others.flatMap((other) => this.#parts.diff(first, other).map(({ path }) => path)))];
  }

  /** What there is to say, against the answer of the reference. */
  async result(reference: Contender | undefined): Promise<ChannelComparison> {
    const { compared } = this.#parts;
    const headers = await this.#headerSizes();
    const latency = this.#latency.summary();
    const { channel } = compared;
    const sized = (body: ReturnType<typeof requestSize>, sizes: HeaderSizes["request"]): Traffic => ({
      ...body,
      firstHeaders: sizes.first,
      laterHeaders: sizes.later,
    });
    return {
      channel,
      target: compared.server.target,
      protocol: find(this.#example, "connected")?.protocol ?? "",
      okCount: this.#okCount,
      failures: this.#failures.all,
      ...(this.#refusal === undefined ? {} : { refused: refusedWords(this.#refusal) }),
      request: sized(requestSize(channel, this.#example), headers.request),
      response: sized(responseSize(channel, this.#example), headers.response),
      ...(this.#connectedAfter === undefined ? {} : { connectedAfter: this.#connectedAfter }),
      ...(latency === undefined ? {} : { latency }),
      ...this.#verdict(reference),
      jsonHabits: this.answer?.json === undefined ? [] : this.#parts.habits(this.answer.json.text),
    };
  }

  /** What changes from call to call by itself says nothing about channels: it is told apart from the differences. */
  #verdict(
    reference: Contender | undefined,
  ): Pick<ChannelComparison, "answer" | "differences" | "varying" | "answerJson"> {
    const [first] = this.#answers;
    if (first === undefined) return { answer: "none", differences: [], varying: [] };
    const [answerJson, answer] = first;
    const varying = this.varying();
    const changing = new Set([...varying, ...(reference === this ? [] : (reference?.varying() ?? []))]);
    const all = reference?.answer === undefined ? [] : this.#parts.diff(reference.answer, answer);
    const differences = all.filter(({ path }) => !changing.has(path));
    const kept = { differences, varying, answerJson };
    if (differences.length > 0) return { answer: "different", ...kept };
    return { answer: changing.size > 0 ? "varies" : "same", ...kept };
  }

  #keepAnswer(events: readonly ChannelEvent[], findings: readonly Finding[]): void {
    const received = find(events, "message-received");
    if (received === undefined || this.#answers.size >= MAXIMUM_ANSWERS) return;
    const { bytes, body } = received;
    const shown = this.#parts.toJson(bytes);
    if (this.#answers.has(shown)) return;
    const rule = find(events, "request-headers")?.rule;
    const json = body === undefined ? {} : { json: { text: body, findings, rule } };
    this.#answers.set(shown, { bytes, ...json });
  }

  async #headerSizes(): Promise<HeaderSizes> {
    const none = { first: 0, later: 0 };
    const asked = find(this.#example, "request-headers");
    const answered = find(this.#example, "response-headers");
    if (asked === undefined) return { request: none, response: none };
    const { protocol = "", connection } = find(this.#example, "connected") ?? {};
    const { channel, server } = this.#parts.compared;
    const inBody = channel === "grpc-web" || channel === "grpc-web-text";
    const headers: CallHeaders = {
      line: asked.url === undefined ? asked.line : `${asked.line.split(" ", 1)[0]} ${asked.url}`,
      authority: server.target.replace(/^[a-z]+:\/\//i, "").replace(/\/.*$/, ""),
      secure: connection?.tls !== undefined,
      request: asked.headers,
      response: answered?.headers ?? [],
      httpStatus: answered?.httpStatus ?? 200,
      trailers: inBody || channel !== "grpc" ? [] : (find(this.#example, "trailers")?.trailers ?? []),
    };
    const packed = /^h2/.test(protocol) ? await packedSizes(headers) : undefined;
    return packed ?? textSizes(headers);
  }
}

/** The hint belongs to it where it is about the message: what else to do is up to the face. */
function refusedWords({ message, hint, findings }: ByteglassError): string {
  return findings.length > 0 && hint !== "" ? `${message} ${hint}` : message;
}

function find<K extends ChannelEvent["kind"]>(
  events: readonly ChannelEvent[],
  kind: K,
): Extract<ChannelEvent, { kind: K }> | undefined {
  return events.find((event): event is Extract<ChannelEvent, { kind: K }> => event.kind === kind);
}
