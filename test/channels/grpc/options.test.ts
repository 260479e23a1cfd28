import { execFileSync } from "node:child_process";
import path from "node:path";
import { ServerCredentials } from "@grpc/grpc-js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createGrpcChannel } from "../../../core/channels/grpc.ts";
import type { CallOptions, ConnectionSettings } from "../../../core/contract/call-options.ts";
import { bytes, call, hex, only } from "../support/call.ts";
import { makeTestCertificates, type TestCertificates } from "../support/certificates.ts";
import { type RunningGrpcServer, startGrpcServer } from "../support/grpc-server.ts";
import { unusedPort } from "../support/tcp-server.ts";

let server: RunningGrpcServer;
const closing: (() => void)[] = [];

beforeAll(async () => {
  server = await startGrpcServer();
  closing.push(server.stop);
});
afterAll(() => {
  for (const close of closing) close();
});

const message = new Uint8Array(2000);

async function callWith(
  { port }: { readonly port: number },
  options: CallOptions,
  connection: ConnectionSettings = {},
) {
  const security = { mode: "plaintext" } as const;
  const channel = createGrpcChannel({ target: `127.0.0.1:${port}`, security, connection });
  const bound = options.maximumReceivedByteLength;
  const finished = await call(channel, [message], {
    options,
    ...(bound === undefined ? {} : { maxMessageByteLength: bound }),
  });
  channel.close();
  return finished;
}

describe("compression", () => {
  it.each(["gzip", "deflate"] as const)(
    "of the request with %s is seen, and the server reads it",
    async (compression) => {
      const { status, received, events } = await callWith(server, { compression });
      expect(status).toMatchObject({ code: 0 });
      expect(received).toEqual([hex(message)]);
      const { transfer } = only(events, "message-sent");
      expect(transfer?.encoding).toBe(compression);
      expect(transfer?.wireByteLength).toBeLessThan(100);
      const sent = only(events, "request-headers").headers;
      expect(sent).toContainEqual({ name: "grpc-encoding", value: compression });
    },
  );

  it("is off unless asked for", async () => {
    const { events } = await callWith(server, {});
    expect(only(events, "message-sent").transfer).toBeUndefined();
    expect(only(events, "request-headers").headers.map(({ name }) => name)).not.toContain("grpc-encoding");
  });

  it.each<[CallOptions["acceptedCompressions"], string]>([
    [undefined, "identity,deflate,gzip"],
    [["gzip"], "identity,gzip"],
    [["identity"], "identity"],
    [[], "identity"],
  ])("accepts %j as %s", async (acceptedCompressions, expected) => {
    const options = acceptedCompressions === undefined ? {} : { acceptedCompressions };
    const { events } = await callWith(server, options);
    const { headers } = only(events, "request-headers");
    expect(headers).toContainEqual({ name: "grpc-accept-encoding", value: expected });
  });

  it("leaves a message alone that asks for it", async () => {
    const channel = createGrpcChannel({ target: `127.0.0.1:${server.port}`, security: { mode: "auto" } });
    const transfers: unknown[] = [];
    const open = channel.open(
      { path: "/test.Echo/ClientStream", metadata: [], options: { compression: "gzip" } },
      (event) => {
        if (event.kind === "message-sent") transfers.push(event.transfer?.encoding);
      },
    );
    await open.send(message);
    await open.send(message, false);
    open.halfClose();
    expect((await open.done).code).toBe(0);
    expect(transfers).toEqual(["gzip", undefined]);
    channel.close();
  });
});

describe("the bound on what is sent", () => {
  it.each([
    [1999, 8, "A message of 2,000 bytes was to be sent, larger than the bound of 1,999 bytes."],
    [2000, 0, "OK"],
  ])("of %i bytes ends with %i", async (maximumSentByteLength, code, text) => {
    const { status } = await callWith(server, { maximumSentByteLength });
    expect(status).toMatchObject({ code, message: text });
  });
});

describe("the connection's settings", () => {
  it("name the user agent and the authority", async () => {
    const { events } = await callWith(server, {}, { userAgent: "probe/1", authority: "api.example" });
    const agent = only(events, "request-headers").headers.find(({ name }) => name === "user-agent");
    expect(agent?.value).toMatch(/^probe\/1 grpc-node-js\//);
  });

  it("bound the time until a connection stands", async () => {
    const { status } = await callWith(
      { port: await unusedPort() },
      { waitForReady: false },
      { connectTimeout: 300 },
    );
    expect(status.code).toBe(14);
  });
});

describe("wait-for-ready", () => {
  it("waits for a server that comes up later", async () => {
    const port = await unusedPort();
    const pending = callWith({ port }, { waitForReady: true });
    await new Promise((resolve) => setTimeout(resolve, 400));
    const late = await startGrpcServer({ address: `127.0.0.1:${port}` });
    closing.push(late.stop);
    expect((await pending).status).toMatchObject({ code: 0 });
  });

  it("gives up at the deadline", async () => {
    const channel = createGrpcChannel({
      target: `127.0.0.1:${await unusedPort()}`,
      security: { mode: "auto" },
    });
    const { status } = await call(channel, [message], { options: { waitForReady: true }, deadline: 300 });
    channel.close();
    expect(status.code).toBe(4);
  });
});

describe("a client certificate as PKCS#12", () => {
  let certificates: TestCertificates;
  let mutual: RunningGrpcServer;
  let bundle: string;

  beforeAll(async () => {
    certificates = await makeTestCertificates();
    const { good, ca, clientCertFile, clientKeyFile, directory } = certificates;
    const pair = [{ cert_chain: Buffer.from(good.cert), private_key: Buffer.from(good.key) }];
    mutual = await startGrpcServer({ credentials: ServerCredentials.createSsl(Buffer.from(ca), pair, true) });
    closing.push(mutual.stop);
    bundle = path.join(directory, "client.p12");
    const words = [
      "pkcs12",
      "-export",
      "-in",
      clientCertFile,
      "-inkey",
      clientKeyFile,
      "-certfile",
      certificates.caFile,
      "-out",
      bundle,
    ];
    execFileSync("openssl", [...words, "-passout", "pass:secret"]);
  });

  const connect = (ca: string | undefined) =>
    createGrpcChannel({
      target: `localhost:${mutual.port}`,
      security: {
        mode: "tls",
        ...(ca === undefined ? {} : { certificateAuthorityFile: ca }),
        clientBundleFile: bundle,
        clientKeyPassphrase: "secret",
      },
    });

  it("does not lend its authorities to the server", async () => {
    const channel = connect(undefined);
    const { status, events } = await call(channel, [bytes("0801")]);
    channel.close();
    expect(status).toMatchObject({ code: 14, cause: { reason: "certificate-authority" } });
    expect(only(events, "status").connection?.tls).toMatchObject({ trusted: false });
  });

  it("opens with its passphrase, and the report has the chain", async () => {
    const channel = connect(certificates.caFile);
    const { status, events } = await call(channel, [bytes("0801")]);
    channel.close();
    expect(status).toMatchObject({ code: 0 });
    const { connection } = only(events, "status");
    expect(connection?.tls).toMatchObject({
      version: "TLSv1.3",
      protocol: "h2",
      serverName: "localhost",
      trusted: true,
      clientCertificate: true,
    });
    expect(connection?.tls?.chain.map(({ subject, names }) => [subject, names])).toEqual([
      ["CN=localhost", ["DNS:localhost", "IP Address:127.0.0.1"]],
      ["CN=Test authority", []],
    ]);
    expect(connection?.settings?.map(({ name }) => name)).toContain("maxConcurrentStreams");
    expect(connection?.steps.map(({ kind }) => kind)).toEqual([
      "lookup",
      "tcp",
      "tls",
      "http2",
      "first-byte",
    ]);
  });
});
