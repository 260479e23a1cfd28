import { expect, it } from "vitest";
import { commandTool } from "../../core/contract/command-line.ts";

it.each([
  ["grpcurl -plaintext h:1 a.B/C", "grpcurl"],
  ["$ curl https://h", "curl"],
  ["TOKEN=a ./tools/curl.exe https://h", "curl"],
  ["/usr/bin/buf curl https://h", "buf curl"],
  ["buf  beta curl https://h", "buf curl"],
  ["buf build", undefined],
  ["localhost:50051", undefined],
  ["curlew", undefined],
  ["https://h/curl ", undefined],
])("%j is a line of %s", (text, tool) => {
  expect(commandTool(text)).toBe(tool);
});
