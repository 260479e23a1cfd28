import { expect, it } from "vitest";
import { isOwnAddress } from "../../electron/addresses.ts";
import { isTrustedFrame, mayOpenExternally } from "../../electron/trust.ts";

it.each([
  ["app://ui/index.html", true],
  ["app://ui", true],
  ["app://ui:80/index.html", false],
  ["app://ui.evil/index.html", false],
  ["app://other/index.html", false],
  ["https://ui/index.html", false],
  ["data:text/html,app://ui/", false],
  ["about:blank", false],
  ["", false],
])("the address %s is our own: %s", (address, own) => {
  expect(isOwnAddress(address)).toBe(own);
});

it.each([
  ["our page", { url: "app://ui/index.html", parent: null }, true],
  ["a frame inside our page", { url: "app://ui/index.html", parent: {} }, false],
  ["a stranger", { url: "data:text/html,x", parent: null }, false],
  ["a frame that is gone", null, false],
])("%s is trusted: %o", (_name, frame, trusted) => {
  expect(isTrustedFrame(frame)).toBe(trusted);
});

it.each([
  ["https://example.test/page?x=1", true],
  ["HTTPS://example.test", true],
  ["http://example.test/", false],
  ["http://127.0.0.1:8080/auth?x=1", true],
  ["http://localhost:8080/auth", true],
  ["http://[::1]:8080/auth", true],
  ["http://localhost.example.test/auth", false],
  ["file:///etc/passwd", false],
  ["javascript:alert(1)", false],
  ["https://user:secret@example.test/", false],
  ["ms-settings:", false],
  ["not an address", false],
])("%s may be opened in a browser: %s", (address, may) => {
  expect(mayOpenExternally(address)).toBe(may);
});
