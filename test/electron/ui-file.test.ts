import { expect, it } from "vitest";
import { resolveUiFile } from "../../electron/ui-file.ts";

it.each([
  ["app://ui/index.html", "/ui/index.html"],
  ["app://ui/assets/main%20page.js", "/ui/assets/main page.js"],
  ["app://ui/assets/../index.html", "/ui/index.html"],
  ["app://ui/index.html?x#y", "/ui/index.html"],
  ["app://ui/", undefined],
  ["app://ui/%2e%2e%2fsecret", undefined],
  ["app://ui/a/%2e%2e/%2e%2e/secret", "/ui/secret"],
  ["app://ui/..%5csecret", undefined],
  ["app://ui/%00", undefined],
  ["app://ui/%ff", undefined],
  ["no address", undefined],
])("%s is the file %s", (address, file) => {
  expect(resolveUiFile("/ui", address)).toBe(file);
});
