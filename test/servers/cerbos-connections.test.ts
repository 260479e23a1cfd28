/** Cerbos over TLS and on unix sockets. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { makeTestCertificates, type TestCertificates } from "../channels/support/certificates.ts";
import { ensureBuilt } from "../cli/build-cli.ts";
import { runByteglass } from "../cli/run-byteglass.ts";
import { cerbosMissing, cerbosProgram, type RunningCerbos, startCerbos } from "./support/cerbos.ts";
import { describeWith } from "./support/programs.ts";
import { callWords, serverInfo, serverInfoAnswer, started } from "./support/terminal.ts";

describeWith("Cerbos on unix sockets", cerbosProgram, cerbosMissing, (program) => {
  const cerbos = started(program, { unix: true });

  it.each(["grpc", "http-json"])("answers over %s", async (channel) => {
    const { exit, stdout, stderr } = await runByteglass(callWords(cerbos(), channel, serverInfo));
    expect([exit, stderr, JSON.parse(stdout)]).toEqual([0, "", serverInfoAnswer]);
  });
});

describeWith("Cerbos over TLS", cerbosProgram, cerbosMissing, (program) => {
  let certificates: TestCertificates;
  let cerbos: RunningCerbos;
  beforeAll(async () => {
    await ensureBuilt();
    certificates = await makeTestCertificates();
    const file = (name: string, text: string): string => {
      const path = join(certificates.directory, name);
      writeFileSync(path, text);
      return path;
    };
    const { cert, key } = certificates.otherName;
    cerbos = await startCerbos(program, {
      tls: { cert: file("cerbos.pem", cert), key: file("cerbos-key.pem", key) },
    });
  });
  afterAll(() => cerbos?.stop());

  const trusted = ["--tls", "--cacert", "{ca}"];
  const named = [...trusted, "--servername", "other.example"];

  const fill = (options: readonly string[]): string[] =>
    options.map((word) => word.replace("{ca}", certificates.caFile));

  it.each<[string, string, string[], readonly unknown[]]>([
    [
      "grpc",
      "plaintext",
      [],
      ["The server at HERE speaks TLS, and it was spoken to in plaintext.", "Use TLS (--tls)."],
    ],
    [
      "grpc",
      "no trust",
      ["--tls"],
      [
        expect.stringMatching(
          /^The certificate of HERE was issued by an authority that is not trusted here: /,
        ),
        "If it is a private authority, give its certificate (--cacert FILE).",
      ],
    ],
    [
      "grpc",
      "another name",
      trusted,
      [
        "The certificate of HERE is for another name: 127.0.0.1 is not among its names, DNS:other.example.",
        "Connect by one of its names, or have it checked for one of them in place of 127.0.0.1 (--servername other.example).",
      ],
    ],
    ["grpc", "trust and the name", named, []],
    [
      "grpc",
      "no check",
      ["--tls", "--insecure"],
      [
        "warning: --insecure accepts any certificate: whoever is in between can read and change what is sent.",
      ],
    ],
    ["http-json", "trust and the name", named, []],
  ])("%s with %s", async (channel, _with, options, expected) => {
    const { exit, stdout, stderr } = await runByteglass(
      callWords(cerbos, channel, serverInfo, ...fill(options)),
    );
    const said = stderr.replaceAll(cerbos.grpc, "HERE").split("\n").slice(0, -1);
    expect([exit, said.map((line) => line.replace(/^(error|hint): /, ""))]).toEqual([
      expected.length > 1 ? 78 : 0,
      expected,
    ]);
    if (exit === 0) expect(JSON.parse(stdout)).toEqual(serverInfoAnswer);
  });

  it("http:// is told from https://", async () => {
    const words = callWords(cerbos, "http-json", serverInfo, ...fill(named)).map((word) =>
      word.replace("https:", "http:"),
    );
    const plain = words
      .map((word) => (word === cerbos.grpc ? `https://${word}` : word))
      .filter((word) => word !== "--tls");
    const { exit, stderr } = await runByteglass(plain);
    expect([exit, stderr.split("\n").slice(1)]).toEqual([
      67,
      [
        "  The server speaks TLS, and it was spoken to in plaintext.",
        "hint: Use TLS (--tls, or https:// in the address).",
        "",
      ],
    ]);
  });
});
