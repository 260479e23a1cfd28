/** Keeps what is seen while a connection comes about, for the report of the calls it carries. */
import type { Settings } from "node:http2";
import type {
  ConnectionDiagnosis,
  ConnectionReport,
  ConnectionStep,
  ConnectionStepKind,
  TlsReport,
} from "../../contract/connection-report.ts";
import { type Goaway, goawayText } from "../goaway.ts";

/** Steps kept of one connection; a server that is dialled at many addresses in turn makes one each. */
const MAXIMUM_STEPS = 50;

/** Ends a step that was begun, now or at a time of `performance.now()`. The first word counts. */
export type EndStep = (outcome: ConnectionStep["outcome"], note: string, at?: number) => void;

/** A name that was looked up, and what came of it; `start` and `end` are of `performance.now()`. */
export interface NameLookup {
  readonly name: string;
  /** Empty when it was looked up in vain. */
  readonly addresses: readonly string[];
  readonly start: number;
  readonly end: number;
}

/** One connection, or one try at it. Times are from a monotonic clock. */
export class ConnectionTrace {
  address = "";
  protocol = "";
  tls: TlsReport | undefined;
  settings: ConnectionReport["settings"];
  /** What the server said when it ended the connection. */
  goaway: Goaway | undefined;
  /** Calls that began on this connection. */
  calls = 0;
  /** At most two: a proxy's name, and the server's where the proxy takes addresses alone. */
  readonly lookups: NameLookup[] = [];
  readonly #target: string;
  readonly #proxy: string | undefined;
  readonly #origin = performance.now();
  readonly #steps: ConnectionStep[] = [];
  /** The steps by time, while none is added: every call on the connection reports them. */
  #sorted: readonly ConnectionStep[] | undefined;
  readonly #open = new Map<ConnectionStepKind, EndStep>();
  readonly #beganAt = new Map<ConnectionStepKind, number>();
  readonly #onChange: ((trace: ConnectionTrace) => void) | undefined;

  /** `onChange` hears of each step that begins or ends. */
  constructor(target: string, proxy: string | undefined, onChange?: (trace: ConnectionTrace) => void) {
    this.#target = target;
    this.#proxy = proxy;
    this.#onChange = onChange;
  }

  /** Begins a step; one of the same kind that is still open is replaced. */
  begin(kind: ConnectionStepKind): EndStep {
    const start = this.#now();
    const end: EndStep = (outcome, note, at = performance.now()) => {
      if (this.#open.get(kind) !== end) return;
      this.#open.delete(kind);
      if (this.#steps.length >= MAXIMUM_STEPS) return;
      this.#steps.push({ kind, start, end: at - this.#origin, outcome, note });
      this.#sorted = undefined;
      this.#onChange?.(this);
    };
    this.#open.set(kind, end);
    this.#beganAt.set(kind, start);
    this.#onChange?.(this);
    return end;
  }

  /** Ends the step of a kind, if one is open. */
  end(kind: ConnectionStepKind, outcome: ConnectionStep["outcome"], note: string): void {
    this.#open.get(kind)?.(outcome, note);
  }

  /** Ends whatever is still open, by default now: the connection came no further. */
  fail(note: string, at?: number): void {
    for (const end of [...this.#open.values()]) end("failed", note, at);
  }

  /** Keeps the server's SETTINGS, which end the making of an HTTP/2 connection. */
  noteSettings(settings: Settings): void {
    this.settings = Object.entries(settings).flatMap(([name, value]) => {
      const isValue = typeof value === "number" || typeof value === "boolean";
      // Node has two names for the same setting.
      return isValue && name !== "maxHeaderSize" ? [{ name, value: Number(value) }] : [];
    });
    this.end("http2", "ok", "SETTINGS received");
  }

  /** True while a step has begun and not ended. */
  get isUnderWay(): boolean {
    return this.#open.size > 0;
  }

  /** The step it came no further than: the one under way, or else the last where that failed. */
  get halt(): ConnectionStepKind | undefined {
    const last = this.#steps.at(-1);
    return [...this.#open.keys()].at(-1) ?? (last?.outcome === "failed" ? last.kind : undefined);
  }

  /** True once a step of this kind has ended. */
  has(kind: ConnectionStepKind): boolean {
    return this.#steps.some((step) => step.kind === kind);
  }

  /** What is known now. `call` adds what belongs to one call alone. */
  report(call: CallSight = {}): ConnectionReport {
    const { firstByte, reset, diagnosis, earlierCalls = 0 } = call;
    const { tls, settings, goaway } = this;
    this.#sorted ??= [...this.#steps].sort((a, b) => a.start - b.start || a.end - b.end);
    const steps = this.#sorted;
    // Filled in place: every call makes two of these, and a spread for each part that may be absent costs as much as the rest.
    const report: { -readonly [Part in keyof ConnectionReport]: ConnectionReport[Part] } = {
      target: this.#target,
      address: this.address,
      protocol: this.protocol,
      steps: firstByte === undefined ? steps : [...steps, this.#firstByteStep(firstByte)],
      earlierCalls,
    };
    if (this.#proxy !== undefined) report.proxy = this.#proxy;
    if (tls !== undefined) report.tls = tls;
    if (settings !== undefined) report.settings = settings;
    if (goaway !== undefined) report.goaway = goawayText(goaway);
    if (reset !== undefined) report.reset = reset;
    if (diagnosis !== undefined) report.diagnosis = diagnosis;
    return report;
  }

  /** The same while it comes about: steps under way last until now. */
  progress(): ConnectionReport {
    const report = this.report();
    const now = this.#now();
    const open = [...this.#open.keys()].map((kind): ConnectionStep => {
      return { kind, start: this.#beganAt.get(kind) ?? now, end: now, outcome: "under-way", note: "" };
    });
    return { ...report, steps: [...report.steps, ...open] };
  }

  #firstByteStep({ from, to, note, failed = false }: NonNullable<CallSight["firstByte"]>): ConnectionStep {
    const [start, end] = [from - this.#origin, to - this.#origin];
    return { kind: "first-byte", start, end, outcome: failed ? "failed" : "ok", note };
  }

  #now(): number {
    return performance.now() - this.#origin;
  }
}

/** What one call saw of its connection. */
export interface CallSight {
  /** From the request's headers to the answer's, or to where it `failed` instead, by `performance.now()`. */
  readonly firstByte?: {
    readonly from: number;
    readonly to: number;
    readonly note: string;
    readonly failed?: boolean;
  };
  readonly reset?: string;
  readonly earlierCalls?: number;
  readonly diagnosis?: ConnectionDiagnosis;
}
