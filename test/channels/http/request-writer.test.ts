/** Which messages of a call over plain HTTP are under way together, and what keeps one from being sent. */
import { describe, expect, it } from "vitest";
import type { HttpExchange } from "../../../core/channels/http/exchange.ts";
import type { HttpProtocol } from "../../../core/channels/http/protocol.ts";
import { RefusedMessage, RequestWriter } from "../../../core/channels/http/request-writer.ts";

const STREAM: HttpProtocol = {
  isWhole: false,
  write: (bytes, compress = true) => ({ chunk: compress ? bytes : bytes.slice(), findings: [] }),
  head: () => ({ method: "POST", url: "/", headers: [], hasBody: true }),
  answer: () => {
    throw new Error("nothing is answered here");
  },
};

/** An exchange that takes one piece after the other, each when it is told to. */
function slowExchange() {
  const given: (number | "end")[] = [];
  const taking: ((taken: boolean) => void)[] = [];
  const take = (chunk: Uint8Array | undefined): Promise<boolean> => {
    if (chunk !== undefined) given.push(chunk.length);
    return new Promise((resolve) => taking.push(resolve));
  };
  const nothing = (): void => undefined;
  const exchange: HttpExchange = {
    write: take,
    end: (chunk) => {
      const taken = take(chunk);
      given.push("end");
      return taken;
    },
    abort: nothing,
    leave: nothing,
    pause: nothing,
    resume: nothing,
  };
  return { exchange, given, next: (taken = true) => taking.shift()?.(taken) };
}

function writerOf(bound?: number) {
  const written: number[] = [];
  const refusals: unknown[] = [];
  const writer = new RequestWriter(bound, {
    onMessage: (bytes) => written.push(bytes.length),
    onRefused: (thrown) => refusals.push(thrown),
  });
  let going = 0;
  let dropped = 0;
  const add = (length: number): void => {
    writer.add(new Uint8Array(length), true).then(
      () => going++,
      () => dropped++,
    );
  };
  const settled = async () => {
    await new Promise((resolve) => setImmediate(resolve));
    return { going, dropped, written, refusals };
  };
  return { writer, add, settled };
}

describe("when a request can begin", () => {
  it.each<[string, Partial<HttpProtocol>, boolean, boolean]>([
    ["a stream, without a message", {}, true, true],
    ["a stream whose head needs the first message", { waits: true }, false, true],
    ["a whole request", { isWhole: true }, false, true],
  ])("%s", (_, own, before, after) => {
    const { writer, add } = writerOf();
    expect(writer.canBegin).toBe(false);
    writer.speak({ ...STREAM, ...own });
    expect([writer.canBegin, writer.first()]).toEqual([before, undefined]);
    add(3);
    expect(writer.canBegin).toBe(after);
    expect(writer.first()?.chunk.length).toBe(before ? undefined : 3);
  });

  it("without a message once none will come", () => {
    const { writer } = writerOf();
    writer.speak({ ...STREAM, waits: true });
    writer.close();
    expect([writer.canBegin, writer.first()]).toEqual([true, undefined]);
  });
});

describe("the writer of a request", () => {
  it("lets small messages leave together, and the half-close with the last", async () => {
    const { writer, add, settled } = writerOf();
    const { exchange, given, next } = slowExchange();
    writer.speak(STREAM);
    for (const length of [10, 1, 20]) add(length);
    writer.close();
    writer.attach(exchange, true);
    expect(given).toEqual([10, 1, 20, "end"]);
    for (let message = 0; message < 3; message++) next();
    expect(await settled()).toMatchObject({ going: 3, written: [10, 1, 20], dropped: 0 });
  });

  it("holds back what is too much at once until it was taken", async () => {
    const { writer, add, settled } = writerOf();
    const { exchange, given, next } = slowExchange();
    writer.speak(STREAM);
    writer.attach(exchange, true);
    for (const length of [40_000, 40_000, 40_000]) add(length);
    expect(await settled()).toMatchObject({ going: 1, written: [] });
    expect(given).toEqual([40_000, 40_000]);
    next();
    expect(await settled()).toMatchObject({ going: 1, written: [40_000] });
    expect(given).toEqual([40_000, 40_000, 40_000]);
    writer.end();
    expect(await settled()).toMatchObject({ going: 1, dropped: 2, written: [40_000] });
  });

  it("tells no message that was not taken", async () => {
    const { writer, add, settled } = writerOf();
    const { exchange, next } = slowExchange();
    writer.speak(STREAM);
    writer.attach(exchange, true);
    add(5);
    next(false);
    expect(await settled()).toMatchObject({ written: [] });
  });

  it("refuses a message over the bound, and sends what came before it", async () => {
    const { writer, add, settled } = writerOf(10);
    const { exchange, given } = slowExchange();
    writer.speak(STREAM);
    writer.attach(exchange, true);
    for (const length of [10, 11]) add(length);
    const { refusals } = await settled();
    expect(given).toEqual([10]);
    expect(refusals).toEqual([expect.any(RefusedMessage)]);
    expect(refusals).toMatchObject([{ status: { code: 8, steps: [{ kind: "raise-sent-limit" }] } }]);
  });
});
