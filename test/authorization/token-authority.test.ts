/** Who vouches for a token endpoint: the system's authorities and that of the connection. Every endpoint is a real HTTPS server. */
import { writeFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTokenStore } from "../../core/authorization/index.ts";
import type { OAuthAuthorization } from "../../core/contract/authorization.ts";
import { type TokenWay, tokenWayOf } from "../../core/contract/token-way.ts";
import { makeTestCertificates, type TestCertificates } from "../channels/support/certificates.ts";
import { CLIENT, type RunningOAuthServer, startOAuthServer } from "./support/oauth-server.ts";

const kinds = ["good", "otherName", "expired", "notYet", "selfSigned"] as const;
type Kind = (typeof kinds)[number];

let certificates: TestCertificates;
let others: TestCertificates;
const servers = new Map<Kind, RunningOAuthServer>();
let wantsCertificate: RunningOAuthServer;

beforeAll(async () => {
  [certificates, others] = await Promise.all([makeTestCertificates(), makeTestCertificates()]);
  for (const kind of kinds) {
    servers.set(kind, await startOAuthServer({ name: "localhost", tls: certificates[kind] }));
  }
  const tls = {
    ...certificates.good,
    requestCert: true,
    ca: certificates.ca,
    maxVersion: "TLSv1.2",
  } as const;
  wantsCertificate = await startOAuthServer({ name: "localhost", tls });
});
afterAll(() => {
  for (const server of servers.values()) server.stop();
  wantsCertificate?.stop();
});

const client = ({ tokenUrl }: RunningOAuthServer): OAuthAuthorization => ({
  kind: "oauth2-client",
  tokenUrl,
  clientId: CLIENT.id,
  clientSecret: CLIENT.secret,
});
const serverOf = (kind: Kind): RunningOAuthServer => {
  const server = servers.get(kind);
  if (server === undefined) throw new Error(`no server ${kind}`);
  return server;
};
const ask = (server: RunningOAuthServer, way?: TokenWay) =>
  createTokenStore().tokenOf(client(server), way === undefined ? {} : { way });

const alwaysChecked =
  "A token endpoint is checked even where the server is not (--insecure), since it gets the client's secrets.";

describe("the authority of the connection", () => {
  it("vouches for the token endpoint", async () => {
    const token = await ask(serverOf("good"), { certificateAuthorityFile: certificates.caFile });
    expect(token.accessToken).toMatch(/^token-/);
  });

  it("vouches for one that signed itself, where its certificate is the authority", async () => {
    const { directory, selfSigned } = certificates;
    const file = `${directory}/self-signed.pem`;
    await writeFile(file, selfSigned.cert);
    const token = await ask(serverOf("selfSigned"), { certificateAuthorityFile: file });
    expect(token.accessToken).toMatch(/^token-/);
  });

  it("is not read for an endpoint in plaintext on this machine", async () => {
    const plain = await startOAuthServer();
    const token = await ask(plain, { certificateAuthorityFile: "/no/such/file.pem" });
    plain.stop();
    expect(token.accessToken).toMatch(/^token-/);
  });

  it("that cannot be read is told by its file, and nobody is asked", async () => {
    const { forms } = serverOf("good");
    const before = forms.length;
    await expect(
      ask(serverOf("good"), { certificateAuthorityFile: "/no/such/file.pem" }),
    ).rejects.toMatchObject({
      code: "file-unreadable",
      message: "The file /no/such/file.pem could not be read (ENOENT).",
    });
    expect(forms.length).toBe(before);
  });
});

describe("what keeps a token endpoint from being trusted is told with what to do", () => {
  const own = () => ({ certificateAuthorityFile: certificates.caFile });
  const none = () => undefined;
  const unknown = `If it is a private authority, give its certificate as the connection's CA certificate (--cacert FILE): it counts for token endpoints, beside the system's. ${alwaysChecked}`;
  const fromOther = () =>
    `It is neither in ${others.caFile} nor among the system's: add its certificate to ${others.caFile}, which may hold several. ${alwaysChecked}`;
  const rows: readonly [string, Kind, () => TokenWay | undefined, RegExp, () => string][] = [
    [
      "an authority that nobody named",
      "good",
      none,
      /The certificate of \S+ was issued by an authority that is not trusted here: unable to verify the first certificate\.$/,
      () => unknown,
    ],
    [
      "an authority that is not the one named",
      "good",
      () => ({ certificateAuthorityFile: others.caFile }),
      /The certificate of \S+ was issued by an authority that is not trusted here: /,
      fromOther,
    ],
    [
      "a certificate that signed itself",
      "selfSigned",
      none,
      /The certificate of \S+ is self-signed: no authority vouches for it\.$/,
      () => unknown,
    ],
    [
      "a certificate that has expired",
      "expired",
      own,
      /The certificate of \S+ has expired: CN=localhost was valid until .* UTC\.$/,
      () => "Renew the server's certificate, and check this machine's clock.",
    ],
    [
      "a certificate of tomorrow",
      "notYet",
      own,
      /The certificate of \S+ is not valid yet: CN=localhost is valid from .* UTC\.$/,
      () => "Check the clocks of the server and of this machine.",
    ],
    [
      "a certificate for another name",
      "otherName",
      own,
      /The certificate of \S+ is for another name: .*other\.example/,
      () => `Write its URL with a name that is in the certificate. ${alwaysChecked}`,
    ],
  ];
  it.each(rows)("%s", async (_name, kind, way, reason, hint) => {
    const server = serverOf(kind);
    const before = server.forms.length;
    const error = await ask(server, way()).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "unreachable", hint: hint() });
    const { message } = error as Error;
    expect(message).toMatch(reason);
    expect(message.startsWith(`The token endpoint ${server.tokenUrl} was not asked. `)).toBe(true);
    expect(server.forms.length).toBe(before);
  });

  it("an endpoint that wants a client certificate", async () => {
    await expect(ask(wantsCertificate, own())).rejects.toMatchObject({
      code: "unreachable",
      hint: expect.stringMatching(/^The client certificate of the connection is for its server alone/),
    });
  });
});

it("of a server's address the proxy and the authority hold, and no switch, name or certificate of a client", () => {
  const proxy = { kind: "url", url: "https://proxy:1" } as const;
  const proxyTls = { insecureSkipVerify: true };
  expect(
    tokenWayOf({
      security: {
        mode: "tls",
        certificateAuthorityFile: "ca.pem",
        clientCertificateFile: "client.pem",
        clientKeyFile: "key.pem",
        clientKeyPassphrase: "s3cret",
        serverName: "other.example",
        insecureSkipVerify: true,
      },
      connection: { proxy, proxyTls, authority: "a", userAgent: "b", connectTimeout: 1 },
    }),
  ).toEqual({ proxy, proxyTls, certificateAuthorityFile: "ca.pem" });
});
