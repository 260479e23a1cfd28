/** One call on a channel, from first message to status, with everything it told. */
import type { Channel, ChannelEvent, ChannelRequest, ChannelStatus } from "../../../core/channels/channel.ts";

export interface Finished {
  readonly status: ChannelStatus;
  readonly events: readonly ChannelEvent[];
  /** Messages received, as hex. */
  readonly received: readonly string[];
}

/** Sends the messages in turn, half-closes and waits for the end. */
export async function call(
  channel: Channel,
  messages: readonly Uint8Array[],
  request: Partial<ChannelRequest> = {},
): Promise<Finished> {
  const events: ChannelEvent[] = [];
  const open = channel.open({ path: "/test.Echo/Unary", metadata: [], ...request }, (event) =>
    events.push(event),
  );
  for (const message of messages) open.send(message).catch(() => undefined);
  open.halfClose();
  return finished(await open.done, events);
}

export function finished(status: ChannelStatus, events: readonly ChannelEvent[]): Finished {
  const received = events.flatMap((event) => (event.kind === "message-received" ? [hex(event.bytes)] : []));
  return { status, events, received };
}

export function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}

export function bytes(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, "hex"));
}

/** The kinds of the events in order, runs of the same kind written once: `connecting connected message-sent*3`. */
export function kinds(events: readonly ChannelEvent[]): string {
  const runs: { kind: string; count: number }[] = [];
  for (const { kind } of events) {
    const last = runs.at(-1);
    if (last?.kind === kind) last.count++;
    else runs.push({ kind, count: 1 });
  }
  return runs.map(({ kind, count }) => (count === 1 ? kind : `${kind}*${count}`)).join(" ");
}

/** The one event of a kind. */
export function only<K extends ChannelEvent["kind"]>(
  events: readonly ChannelEvent[],
  kind: K,
): Extract<ChannelEvent, { kind: K }> {
  const found = events.filter((event): event is Extract<ChannelEvent, { kind: K }> => event.kind === kind);
  const [event] = found;
  if (event === undefined || found.length > 1) throw new Error(`${found.length} events ${kind}`);
  return event;
}
