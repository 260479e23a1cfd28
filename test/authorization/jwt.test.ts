import { constants, createHmac, generateKeyPairSync, type KeyObject, verify } from "node:crypto";
import { describe, expect, it } from "vitest";
import { makeJwt } from "../../core/authorization/jwt.ts";
import type { JwtAlgorithm } from "../../core/contract/jwt-algorithms.ts";

interface Pair {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

const rsa: Pair = generateKeyPairSync("rsa", { modulusLength: 2048 });
const p256: Pair = generateKeyPairSync("ec", { namedCurve: "P-256" });
const p384: Pair = generateKeyPairSync("ec", { namedCurve: "P-384" });
const edwards: Pair = generateKeyPairSync("ed25519");
const pem = ({ privateKey }: Pair) => privateKey.export({ type: "pkcs8", format: "pem" }).toString();
const now = 1_700_000_000_000;

function partsOf(token: string) {
  const [header = "", claims = "", signature = ""] = token.split(".");
  const json = (text: string): unknown => JSON.parse(Buffer.from(text, "base64url").toString());
  return { header: json(header), claims: json(claims), signature, text: `${header}.${claims}` };
}

function passes(token: string, pair: Pair, digest: string | undefined, options: object): boolean {
  const { text, signature } = partsOf(token);
  const key = { key: pair.publicKey, ...options };
  return verify(digest, Buffer.from(text), key, Buffer.from(signature, "base64url"));
}

describe("a JWT with a shared secret", () => {
  it.each([
    ["HS256", "sha256"],
    ["HS384", "sha384"],
    ["HS512", "sha512"],
  ] as const)("of %s is what an HMAC of it is, with its times", (algorithm, digest) => {
    const token = makeJwt({ algorithm, key: "secret", claims: '{"sub": "me"}' }, now);
    const { header, claims, signature, text } = partsOf(token);
    expect(header).toEqual({ alg: algorithm, typ: "JWT" });
    expect(claims).toEqual({ sub: "me", iat: 1_700_000_000, exp: 1_700_000_300 });
    expect(signature).toBe(createHmac(digest, "secret").update(text).digest("base64url"));
  });

  it("that is base64 is signed with its bytes", () => {
    const recipe = { algorithm: "HS256", key: "AP8=", keyIsBase64: true, claims: "" } as const;
    const { signature, text } = partsOf(makeJwt(recipe, now));
    expect(signature).toBe(
      createHmac("sha256", Buffer.from([0, 255]))
        .update(text)
        .digest("base64url"),
    );
  });
});

describe("a JWT with a private key", () => {
  const pss = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };
  const sideBySide = { dsaEncoding: "ieee-p1363" };

  it.each<[JwtAlgorithm, Pair, string | undefined, object]>([
    ["RS256", rsa, "sha256", {}],
    ["RS384", rsa, "sha384", {}],
    ["RS512", rsa, "sha512", {}],
    ["PS256", rsa, "sha256", pss],
    ["ES256", p256, "sha256", sideBySide],
    ["ES384", p384, "sha384", sideBySide],
    ["EdDSA", edwards, undefined, {}],
  ])("of %s passes with the public key, from PEM and from a JWK", (algorithm, pair, digest, options) => {
    const jwk = JSON.stringify({ ...pair.privateKey.export({ format: "jwk" }), kid: "of the key" });
    for (const [key, header] of [
      [pem(pair), { alg: algorithm, typ: "JWT" }],
      [pem(pair).replaceAll("\n", "\\n"), { alg: algorithm, typ: "JWT" }],
      [jwk, { alg: algorithm, typ: "JWT", kid: "of the key" }],
    ] as const) {
      const token = makeJwt({ algorithm, key, claims: '{"exp": 5}' }, now);
      expect(partsOf(token)).toMatchObject({ header, claims: { iat: 1_700_000_000, exp: 5 } });
      expect(passes(token, pair, digest, options)).toBe(true);
    }
  });

  it("of a service account says who it is, unless the claims say otherwise", () => {
    const key = JSON.stringify({
      type: "service_account",
      private_key_id: "k1",
      private_key: pem(rsa),
      client_email: "robot@project.test",
    });
    const recipe = { algorithm: "RS256", key, claims: '{"aud": "https://api.test/"}' } as const;
    const token = makeJwt(recipe, now);
    expect(partsOf(token)).toMatchObject({
      header: { alg: "RS256", typ: "JWT", kid: "k1" },
      claims: {
        iss: "robot@project.test",
        sub: "robot@project.test",
        iat: 1_700_000_000,
        exp: 1_700_000_300,
        aud: "https://api.test/",
      },
    });
    expect(passes(token, rsa, "sha256", {})).toBe(true);
    const other = makeJwt({ ...recipe, claims: '{"sub": "me"}', header: '{"kid": "mine"}' }, now);
    expect(partsOf(other)).toMatchObject({
      header: { kid: "mine" },
      claims: { iss: "robot@project.test", sub: "me" },
    });
  });

  const lock = (pair: Pair, type: "pkcs1" | "pkcs8" | "sec1") =>
    pair.privateKey
      .export({ type, format: "pem", cipher: "aes-256-cbc", passphrase: "open sésame" })
      .toString();
  const encrypted = lock(rsa, "pkcs8");

  it.each<[JwtAlgorithm, Pair, "pkcs1" | "pkcs8" | "sec1"]>([
    ["RS256", rsa, "pkcs8"],
    ["RS256", rsa, "pkcs1"],
    ["ES256", p256, "sec1"],
  ])("of %s that is locked (%#) is opened by its passphrase", (algorithm, pair, type) => {
    const recipe = { algorithm, claims: "{}", passphrase: "open sésame" };
    const options = algorithm === "ES256" ? sideBySide : {};
    for (const key of [lock(pair, type), JSON.stringify({ private_key: lock(pair, type) })]) {
      expect(passes(makeJwt({ ...recipe, key }, now), pair, "sha256", options)).toBe(true);
    }
  });

  it.each<[string, string | undefined, string, string]>([
    [
      "pkcs8",
      undefined,
      "The key of the JWT is locked with a passphrase.",
      "Give the passphrase of the key.",
    ],
    ["pkcs1", "", "The key of the JWT is locked with a passphrase.", "Give the passphrase of the key."],
    ["pkcs8", "wrong", "The passphrase does not open the key of the JWT.", "Check the passphrase."],
    ["pkcs1", "wrong", "The passphrase does not open the key of the JWT.", "Check the passphrase."],
  ])("as %s with the passphrase %j is refused at its field", (type, passphrase, message, hint) => {
    const key = lock(rsa, type === "pkcs8" ? "pkcs8" : "pkcs1");
    const recipe = {
      algorithm: "RS256" as const,
      key,
      claims: "",
      ...(passphrase !== undefined && { passphrase }),
    };
    const steps = [{ kind: "set-credentials", field: "passphrase" }];
    expect(() => makeJwt(recipe)).toThrow(expect.objectContaining({ code: "usage", message, hint, steps }));
  });

  it("that is locked by a cipher that is not known says how to lock it anew", () => {
    // A PKCS#8 whose scheme, 1.2.3, is no one's.
    const key =
      "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMAwwBAYCKgMEBAAAAAA=\n-----END ENCRYPTED PRIVATE KEY-----\n";
    expect(() => makeJwt({ algorithm: "RS256", key, claims: "", passphrase: "p" })).toThrow(
      expect.objectContaining({ message: "The key of the JWT is locked in a way that cannot be read here." }),
    );
  });

  const published = rsa.publicKey.export({ type: "spki", format: "pem" }).toString();

  it.each<[JwtAlgorithm, string, string, string]>([
    ["RS256", pem(p256), "{}", "RS256 cannot sign with this key: it is of the kind prime256v1."],
    ["ES256", pem(rsa), "{}", "ES256 cannot sign with this key: it is of the kind rsa."],
    ["ES256", pem(p384), "{}", "ES256 cannot sign with this key: it is of the kind secp384r1."],
    ["EdDSA", pem(p256), "{}", "EdDSA cannot sign with this key: it is of the kind prime256v1."],
    ["RS256", "nonsense", "{}", "The key of the JWT cannot be read."],
    ["RS256", " ", "{}", "The JWT has no key to be signed with."],
    ["HS256", "", "{}", "The JWT has no key to be signed with."],
    ["RS256", published, "{}", "The key of the JWT is a public key, which cannot sign."],
    ["RS256", encrypted, "{}", "The key of the JWT is locked with a passphrase."],
    [
      "RS256",
      "-----BEGIN OPENSSH PRIVATE KEY-----\nb3B\n-----END OPENSSH PRIVATE KEY-----",
      "{}",
      "The key of the JWT has OpenSSH's own form; `ssh-keygen -p -m PKCS8 -f FILE` writes it as PEM.",
    ],
    ["RS256", "{", "{}", "The key of the JWT is no PEM, and as JSON it cannot be read."],
    [
      "RS256",
      '{"type": "authorized_user"}',
      "{}",
      'The key of the JWT is JSON without a private key: neither "private_key" (a service account) nor "kty" with "d" (a JWK) is in it.',
    ],
    ["RS256", '{"kty": "RSA", "d": "x"}', "{}", "The JWK cannot be read as a private key."],
    ["HS256", "s", "[]", "The claims of the JWT are no JSON object."],
  ])("%s is refused with %#", (algorithm, key, claims, message) => {
    expect(() => makeJwt({ algorithm, key, claims })).toThrow(
      expect.objectContaining({ code: "usage", message }),
    );
  });
});
