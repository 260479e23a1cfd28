/** Secrets out of what a call tells: what is shown, recorded or exported has dots in their place. */
import type { Channel, ChannelEvent } from "../channels/channel.ts";
import { DOTS } from "../contract/dots.ts";

/** `ey…` of 20 characters and more keeps its last four, so that two tokens can be told apart. */
export function maskSecret(secret: string): string {
  return secret.length < 20 ? DOTS : `${DOTS}${secret.slice(-4)}`;
}

/** The text with each of the secrets masked. */
export function maskText(text: string, secrets: readonly string[]): string {
  const wanted = secrets.filter((secret) => secret !== "");
  return wanted.reduce((masked, secret) => masked.replaceAll(secret, maskSecret(secret)), text);
}

/** The channel, whose events have none of the secrets in the headers and addresses they tell. */
export function maskedChannel(channel: Channel, secrets: readonly string[]): Channel {
  const wanted = secrets.filter((secret) => secret !== "");
  if (wanted.length === 0) return channel;
  return {
    kind: channel.kind,
    open: (request, onEvent) => channel.open(request, (event) => onEvent(maskEvent(event, wanted))),
    close: () => channel.close(),
  };
}

function maskEvent(event: ChannelEvent, secrets: readonly string[]): ChannelEvent {
  if (event.kind !== "request-headers") return event;
  const mask = (text: string): string => maskText(text, secrets);
  return {
    ...event,
    line: mask(event.line),
    headers: event.headers.map(({ name, value }) => ({ name, value: mask(value) })),
    ...(event.url === undefined ? {} : { url: mask(event.url) }),
  };
}
