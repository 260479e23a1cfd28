/** Header fields without end: the frame that ends them never comes (RFC 9113, section 6.10). */
import type { Socket } from "node:net";
import { FRAME, http2Frame } from "./raw-http2-server.ts";

const CONTINUATION = 9;

/** Writes HEADERS and then CONTINUATION frames to a socket until it is closed. */
export function writeEndlessHeaders(socket: Socket, stream: number): void {
  const name = Buffer.from("x-fill");
  const value = Buffer.alloc(100, "y");
  const field = Buffer.concat([Buffer.from([0x00, name.length]), name, Buffer.from([value.length]), value]);
  const block = Buffer.concat(Array.from({ length: 100 }, () => field));
  socket.write(http2Frame(FRAME.headers, 0, stream, Buffer.concat([Buffer.from([0x88]), block])));
  const fill = (): void => {
    while (!socket.destroyed && socket.write(http2Frame(CONTINUATION, 0, stream, block)));
    if (!socket.destroyed) socket.once("drain", fill);
  };
  fill();
}
