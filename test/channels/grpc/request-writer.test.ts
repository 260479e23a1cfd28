/** Which messages of a gRPC call are under way together, and when a sender has to wait. */
import type { ClientHttp2Stream } from "node:http2";
import { Writable } from "node:stream";
import { describe, expect, it } from "vitest";
import { RequestWriter } from "../../../core/channels/grpc/request-writer.ts";

/** A stream that takes one chunk after the other, each when it is told to. */
function slowStream() {
  const taken: number[] = [];
  let go: () => void = () => undefined;
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      // Five bytes of each frame are its prefix.
      taken.push(chunk.length - 5);
      go = done;
    },
  });
  const next = async (): Promise<void> => {
    go();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return {
    stream: stream as unknown as ClientHttp2Stream,
    waiting: () => stream.writableLength,
    taken,
    next,
  };
}

function writerOf() {
  const written: number[] = [];
  const writer = new RequestWriter((bytes) => written.push(bytes.length));
  let going = 0;
  let refused = 0;
  const add = (length: number): void => {
    const payload = new Uint8Array(length);
    writer.add(payload, { payload, transfer: undefined }).then(
      () => going++,
      () => refused++,
    );
  };
  const settled = async () => {
    await new Promise((resolve) => setImmediate(resolve));
    return { going, refused, written };
  };
  return { writer, add, settled };
}

describe("the writer of a request", () => {
  it("lets small messages leave together, and the half-close behind them", async () => {
    const { writer, add, settled } = writerOf();
    const { stream, next } = slowStream();
    for (const length of [10, 0, 20]) add(length);
    expect(await settled()).toMatchObject({ going: 3, written: [] });
    writer.close();
    expect([writer.isClosing, writer.isClosed]).toEqual([true, false]);
    writer.attach(stream);
    expect([writer.isClosed, stream.writableEnded]).toEqual([true, true]);
    for (let message = 0; message < 3; message++) await next();
    expect(await settled()).toMatchObject({ written: [10, 0, 20], refused: 0 });
  });

  it("holds back what is too much at once until it was written", async () => {
    const { writer, add, settled } = writerOf();
    const { stream, waiting, next } = slowStream();
    writer.attach(stream);
    for (const length of [40_000, 40_000, 40_000]) add(length);
    expect(await settled()).toMatchObject({ going: 1, written: [] });
    expect(waiting()).toBe(2 * 40_005);
    await next();
    expect(await settled()).toMatchObject({ going: 1, written: [40_000] });
    expect(waiting()).toBe(2 * 40_005);
    writer.end();
    expect(await settled()).toMatchObject({ going: 1, refused: 2, written: [40_000] });
  });

  it("begins nothing once it is stopped, and may still finish what it began", async () => {
    const { writer, add, settled } = writerOf();
    const { stream, next, taken } = slowStream();
    writer.attach(stream);
    for (const length of [70_000, 7]) add(length);
    writer.stop();
    add(1);
    await next();
    expect(await settled()).toMatchObject({ going: 1, refused: 2, written: [70_000] });
    expect(taken).toEqual([70_000]);
  });
});
