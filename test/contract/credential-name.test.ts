import { describe, expect, it } from "vitest";
import { isCredentialName, isSecretPath } from "../../core/contract/credential-name.ts";

describe("a name of metadata", () => {
  it.each([
    ["authorization", true],
    ["Proxy-Authorization", true],
    ["cookie", true],
    ["set-cookie", true],
    ["x-api-key", true],
    ["x-goog-api-key", true],
    ["api_key", true],
    ["x-auth-token", true],
    ["private-token", true],
    ["x-client-secret-bin", true],
    ["authorization-mode", false],
    ["x-request-id", false],
    ["x-keyboard", false],
  ])("%s carries a credential: %s", (name, answer) => {
    expect(isCredentialName(name)).toBe(answer);
  });
});

describe("a path of a field", () => {
  it.each([
    ["token", true],
    ["session.accessToken", true],
    ["keys.api-key", true],
    ["user.credentials[0]", true],
    ["tokens.count", false],
    ["id", false],
  ])("%s holds a secret: %s", (path, answer) => {
    expect(isSecretPath(path)).toBe(answer);
  });
});
