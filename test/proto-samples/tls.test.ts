import { X509Certificate } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { type ChannelCredentials, credentials } from "@grpc/grpc-js";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { SampleAddresses } from "../../core/contract/views.ts";
import { type SampleServer, startSampleServer } from "../../proto-samples/server/index.ts";
import { callGrpc } from "./sample-client.ts";

let server: SampleServer;
beforeAll(async () => {
  server = await startSampleServer();
});
afterAll(() => server.stop());

async function open(withCa: boolean, withClient: boolean): Promise<ChannelCredentials> {
  const { ca, clientCert, clientKey } = server.addresses;
  return credentials.createSsl(
    withCa ? await readFile(ca) : null,
    withClient ? await readFile(clientKey) : null,
    withClient ? await readFile(clientCert) : null,
  );
}

const OK = 0;
const UNAVAILABLE = 14;

test.each<[port: keyof SampleAddresses, name: string, ca: boolean, client: boolean, code: number]>([
  ["grpcTls", "127.0.0.1", true, false, OK],
  ["grpcTls", "localhost", true, false, OK],
  ["grpcTls", "127.0.0.1", true, true, OK],
  ["grpcTls", "127.0.0.1", false, false, UNAVAILABLE],
  ["grpcMtls", "127.0.0.1", true, true, OK],
  ["grpcMtls", "127.0.0.1", true, false, UNAVAILABLE],
  ["grpcMtls", "127.0.0.1", false, true, UNAVAILABLE],
])("%s as %s, CA %s, client certificate %s: %i", async (port, name, ca, client, code) => {
  const address = server.addresses[port].replace("127.0.0.1", name);
  const options = { credentials: await open(ca, client), deadline: 10_000 };
  const { status } = await callGrpc(address, "grpc.health.v1.Health/Check", [{}], options);
  expect(status.code).toBe(code);
});

test("plaintext to the TLS port fails", async () => {
  const { status } = await callGrpc(server.addresses.grpcTls, "grpc.health.v1.Health/Check", [{}]);
  expect(status.code).toBe(UNAVAILABLE);
});

test("certificates are of the CA, for a week, and the key is for its owner alone", async () => {
  const ca = new X509Certificate(await readFile(server.addresses.ca));
  const client = new X509Certificate(await readFile(server.addresses.clientCert));
  expect([ca.ca, client.ca, client.verify(ca.publicKey)]).toEqual([true, false, true]);
  const days = (Date.parse(client.validTo) - Date.parse(client.validFrom)) / 86_400_000;
  expect(days).toBeGreaterThan(7);
  expect(days).toBeLessThan(8);
  expect((await stat(server.addresses.clientKey)).mode & 0o777).toBe(0o600);
});
