/** What SOCKS proxies say no with, byte by byte, and what is told of it (RFC 1928, RFC 1929, SOCKS 4). */
import { afterEach, describe, expect, it } from "vitest";
import { createGrpcChannel } from "../../../core/channels/grpc.ts";
import { call } from "../support/call.ts";
import { startTcpServer } from "../support/tcp-server.ts";

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** What is told of a proxy that answers what it is asked with `answers`, one after the other. */
async function refusalOf(kind: string, credentials: string, answers: readonly number[][]): Promise<string> {
  const proxy = await startTcpServer((socket) => {
    const left = answers.map((answer) => Uint8Array.from(answer));
    socket.on("data", () => {
      const next = left.shift();
      if (next !== undefined) socket.write(next);
    });
  });
  const label = `${kind}://127.0.0.1:${proxy.port}`;
  const url = `${kind}://${credentials}127.0.0.1:${proxy.port}`;
  const channel = createGrpcChannel({
    target: "10.0.0.1:80",
    security: { mode: "plaintext" },
    connection: { proxy: { kind: "url", url } },
  });
  closing.push(channel.close, proxy.stop);
  const { status } = await call(channel, [], { deadline: 10_000 });
  expect([status.code, status.cause]).toMatchObject([14, { reason: expect.stringMatching(/^proxy-/) }]);
  return status.message.replace(label, "PROXY");
}

const OPEN = [5, 0];
const says = (code: number): number[] => [5, code, 0, 1, 0, 0, 0, 0, 0, 0];
const said4 = (code: number): number[] => [0, code, 0, 0, 0, 0, 0, 0];
const no = "The proxy PROXY did not connect to 10.0.0.1:80:";

describe("SOCKS 5", () => {
  it.each([
    [1, `${no} it could not, and does not say why.`],
    [2, `${no} its rules do not allow it.`],
    [3, `${no} it has no route to that network.`],
    [4, `${no} it has no route to that host.`],
    [5, `${no} nothing listens there.`],
    [6, `${no} the way there is too long.`],
    [7, `${no} it opens no connections.`],
    [8, `${no} it does not take this kind of address.`],
    [9, `${no} its reason is none that SOCKS knows.`],
    [255, `${no} its reason is none that SOCKS knows.`],
  ])("reply %d", async (code, told) => {
    expect(await refusalOf("socks5", "", [OPEN, says(code)])).toBe(told);
  });

  it.each([
    ["no way of login that is known", "", [[5, 255]], "wants a user name and a password (SOCKS 5)."],
    ["a login that was not offered", "", [[5, 7]], "did not answer as a socks5 proxy does."],
    [
      "a password that is wrong",
      "me:wrong@",
      [
        [5, 2],
        [1, 1],
      ],
      "does not take this user name with this password (SOCKS 5).",
    ],
    ["another version", "", [[4, 0]], "did not answer as a socks5 proxy does."],
    [
      "HTTP",
      "",
      [[...Buffer.from("HTTP/1.1 400 Bad Request\r\n\r\n")]],
      "did not answer as a socks5 proxy does.",
    ],
    [
      "another version behind the login",
      "",
      [OPEN, [4, ...says(0).slice(1)]],
      "did not answer as a socks5 proxy does.",
    ],
  ])("%s", async (_what, credentials, answers, told) => {
    expect(await refusalOf("socks5", credentials, answers)).toBe(`The proxy PROXY ${told}`);
  });
});

describe("SOCKS 4", () => {
  it.each([
    [91, `${no} it could not, and does not say why.`],
    [92, `${no} it wants to ask this machine who you are (identd), and could not.`],
    [93, `${no} this machine (identd) names another user than the one it was given.`],
    [94, `${no} its reason is none that SOCKS knows.`],
  ])("reply %d", async (code, told) => {
    expect(await refusalOf("socks4", "", [said4(code)])).toBe(told);
  });
});
