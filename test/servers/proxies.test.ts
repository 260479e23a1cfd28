/** Every channel through proxies of other makers: tinyproxy (CONNECT) and microsocks (SOCKS 5), with and without a password. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { explainStatus } from "../../core/calls/index.ts";
import { call, only } from "../channels/support/call.ts";
import { everyKind, openSample, type Sample } from "../channels/support/sample-channels.ts";
import { unusedPort } from "../channels/support/tcp-server.ts";
import {
  describeWith,
  findProgram,
  freePorts,
  type RunningProgram,
  startProgram,
} from "./support/programs.ts";

type Kind = (typeof everyKind)[number];
const echo = "samples.sink.v1.EchoService/Echo";

let sample: Sample;
let folder: string;
beforeAll(async () => {
  sample = await openSample();
  folder = mkdtempSync(join(tmpdir(), "byteglass-proxies-"));
});
afterAll(async () => {
  await sample?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const portOf = (kind: Kind): number => Number(/:(\d+)$/.exec(sample.addressOf(kind))?.[1]);

async function ask(kind: Kind, url: string, port = portOf(kind)) {
  const method = sample.method(echo);
  const channel = sample.channelOf(kind, method, {
    target: () => `localhost:${port}`,
    address: { security: { mode: "plaintext" }, connection: { proxy: { kind: "url", url } } },
  });
  const messages = [sample.encode(method, '{"int32Value": 7}')];
  const { status, events } = await call(channel, messages, {
    path: `/${echo}`,
    kind: "unary",
    deadline: 20_000,
  });
  channel.close();
  const { explanation } = explainStatus(status, { channel: kind });
  return { status, explanation, connection: only(events, "status").connection };
}

/** The answer to a GET of Connect is a refusal of the method: one of the server's own all the same. */
const answered = (kind: Kind) => (kind === "connect-get" ? 2 : 0);

interface Proxy {
  readonly name: string;
  readonly program: string | undefined;
  readonly scheme: string;
  readonly start: (program: string, port: number, locked: boolean) => Promise<RunningProgram>;
  /** What is said of a server that is not there. */
  readonly nobody: RegExp;
  readonly code: string;
}

const proxies: readonly Proxy[] = [
  {
    name: "tinyproxy",
    program: findProgram("tinyproxy"),
    scheme: "http",
    nobody: /^The proxy http:\S+ did not connect to localhost:\d+: HTTP 50\d/,
    code: "HTTP 40[17]",
    start: (program, port, locked) => {
      const file = join(folder, `tinyproxy-${port}.conf`);
      const rules = locked ? "BasicAuth alice s3cret-word\n" : "";
      writeFileSync(file, `Port ${port}\nListen 127.0.0.1\nTimeout 30\nLogLevel Error\n${rules}`);
      return startProgram(program, ["-d", "-c", file], [port]);
    },
  },
  {
    name: "microsocks",
    program: findProgram("microsocks"),
    scheme: "socks5h",
    nobody: /^The proxy socks5h:\S+ did not connect to localhost:\d+: nothing listens there\.$/,
    code: "SOCKS 5",
    start: (program, port, locked) => {
      const rules = locked ? ["-u", "alice", "-P", "s3cret-word"] : [];
      return startProgram(program, ["-i", "127.0.0.1", "-p", String(port), ...rules], [port]);
    },
  },
];

for (const proxy of proxies) {
  describeWith(
    `calls through ${proxy.name}`,
    proxy.program,
    `no ${proxy.name} (Debian: ${proxy.name})`,
    (program) => {
      let open: RunningProgram;
      let locked: RunningProgram;
      let openAt: string;
      let lockedAt: (credentials: string) => string;

      beforeAll(async () => {
        const [first = 0, second = 0] = await freePorts(2);
        [open, locked] = await Promise.all([
          proxy.start(program, first, false),
          proxy.start(program, second, true),
        ]);
        openAt = `${proxy.scheme}://127.0.0.1:${first}`;
        lockedAt = (credentials) => `${proxy.scheme}://${credentials}127.0.0.1:${second}`;
      });
      afterAll(() => Promise.all([open?.stop(), locked?.stop()]));

      describe.each(everyKind)("%s", (kind) => {
        it("goes through, with and without a password, and shows neither", async () => {
          for (const url of [openAt, lockedAt("alice:s3cret-word@")]) {
            const { status, connection } = await ask(kind, url);
            expect(status.code).toBe(answered(kind));
            expect(connection?.steps.map((step) => `${step.kind} ${step.outcome}`)).toContain("proxy ok");
            expect(JSON.stringify(connection)).not.toContain("s3cret-word");
          }
        });

        it.each([
          ["", "wants a user name and a password"],
          ["alice:wrong-word@", "does not take this user name with this password"],
        ])("is told when the proxy refuses it (%s)", async (credentials, words) => {
          const { status, explanation } = await ask(kind, lockedAt(credentials));
          expect(status).toMatchObject({ code: 14, cause: { reason: "proxy-credentials" } });
          expect(explanation).toMatch(
            new RegExp(`^The proxy ${lockedAt("")} ${words} \\(${proxy.code}\\)\\.$`),
          );
          expect(JSON.stringify(status)).not.toContain("wrong-word");
        });

        it("is told when nobody is behind the proxy", async () => {
          const { status, explanation } = await ask(kind, openAt, await unusedPort());
          expect(status).toMatchObject({ code: 14, cause: { reason: "proxy-refused" } });
          expect(explanation).toMatch(proxy.nobody);
        });
      });
    },
  );
}
