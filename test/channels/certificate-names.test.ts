import { checkServerIdentity, type PeerCertificate } from "node:tls";
import { expect, it } from "vitest";
import { certificateNames } from "../../core/channels/certificate-names.ts";

const refused = (host: string, certificate: Partial<PeerCertificate>) =>
  certificateNames(checkServerIdentity(host, certificate as PeerCertificate));

it.each([
  [
    "host names before addresses",
    "IP Address:127.0.0.1, DNS:a.test, DNS:b.test",
    ["a.test", "b.test", "127.0.0.1"],
  ],
  [
    "addresses of version 4 before those of 6",
    "IP Address:0:0:0:0:0:0:0:1, IP Address:10.0.0.1",
    ["10.0.0.1", "0:0:0:0:0:0:0:1"],
  ],
  ["no wildcard, mail or URL", "DNS:*.a.test, email:a@a.test, URI:spiffe://a, DNS:a.test", ["a.test"]],
  ["each once", "DNS:a.test, DNS:a.test", ["a.test"]],
] as const)("lists %s", (_, subjectaltname, others) =>
  expect(refused("elsewhere.test", { subjectaltname })).toEqual({ checked: "elsewhere.test", others }),
);

it("takes the common name of a certificate without other names", () =>
  expect(
    refused("elsewhere.test", { subject: { CN: "a.test" } as PeerCertificate["subject"] })?.others,
  ).toEqual(["a.test"]));

it.each([[new Error("refused")], [undefined], ["ERR_TLS_CERT_ALTNAME_INVALID"]])(
  "knows none in %s",
  (error) => expect(certificateNames(error)).toBeUndefined(),
);
