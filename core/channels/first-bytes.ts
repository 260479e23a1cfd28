/** What speaks at an address, by the first bytes it says. Pure. */

/** What the first bytes are of. */
export type FirstBytesKind = "http2" | "http1" | "tls" | "other";

/** The first bytes of an answer, read. */
export interface FirstBytes {
  readonly kind: FirstBytesKind;
  /** A sentence of what was seen: `The answer was “SSH-2.0-OpenSSH_9.6”, as an SSH server says.` */
  readonly words: string;
}

const TLS_ALERT = 0x15;
const SETTINGS = 4;
/** Characters of an answer that go into a sentence. */
const EXCERPT = 120;
/** Bytes of an answer without text that go into a sentence, as hex. */
const HEX_BOUND = 16;

/** Servers that are known by how they begin: RFC 4253, 5321, 959, 1939, 3501, 6143 and what the others document. */
const GREETINGS: readonly (readonly [RegExp, string])[] = [
  [/^SSH-/, "an SSH server"],
  [/^220[ -].*FTP/i, "an FTP server"],
  [/^220[ -]/, "a mail server (SMTP)"],
  [/^\+OK\b/, "a mail server (POP3)"],
  [/^\* (OK|BYE)\b/, "a mail server (IMAP)"],
  [/^-(ERR|NOAUTH|DENIED|MISCONF)\b/, "a Redis server"],
  [/^RFB \d/, "a VNC server"],
  [/^AMQP/, "an AMQP broker such as RabbitMQ"],
  [/^INFO \{/, "a NATS server"],
  [/^ERROR\r?\n/, "a memcached server"],
  [/^E\0\0.*S(FATAL|ERROR)/s, "a PostgreSQL server"],
  [/^...\0(\n\d|\xff)/s, "a MySQL server"],
  [/^\xff[\xfb-\xfe]/, "a Telnet server"],
];

/** Reads them. */
export function readFirstBytes(first: Buffer): FirstBytes {
  if (first[0] === TLS_ALERT && first[1] === 3) {
    return { kind: "tls", words: "The answer was a TLS alert." };
  }
  const text = first.toString("latin1");
  if (text.startsWith("HTTP/")) return { kind: "http1", words: `The answer was ${http1Words(text)}.` };
  if (first.length >= 9 && first[3] === SETTINGS) {
    return { kind: "http2", words: "The answer was HTTP/2." };
  }
  const server = GREETINGS.find(([pattern]) => pattern.test(text))?.[1];
  const sender = server === undefined ? "" : `, as ${server} says`;
  return { kind: "other", words: `The answer was ${quoted(first, text)}${sender}.` };
}

/** `“HTTP/1.1 400 Bad Request” (nginx/1.24.0)` */
function http1Words(text: string): string {
  const status = printable(text.slice(0, text.search(/\r?\n|$/)));
  const server = /^server:[ \t]*(.*?)[ \t]*\r?$/im.exec(text)?.[1] ?? "";
  return `“${status}”${server === "" ? "" : ` (${printable(server)})`}`;
}

/** Its first line where that is text, else its first bytes. */
function quoted(first: Buffer, text: string): string {
  const line = text.slice(0, text.search(/\r?\n|$/));
  if (line.length >= 3 && /^[\x20-\x7e\t]*$/.test(line)) return `“${printable(line)}”`;
  const hex = first.toString("hex", 0, HEX_BOUND).replace(/..(?=.)/g, "$& ");
  return `the bytes ${hex}${first.length > HEX_BOUND ? " …" : ""}`;
}

function printable(text: string): string {
  const clean = text.replace(/[^\x20-\x7e]/g, "·");
  return clean.length > EXCERPT ? `${clean.slice(0, EXCERPT)}…` : clean;
}
