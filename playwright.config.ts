/** End-to-end tests: the real Electron, one app at a time on a screen, each with a user-data folder of its own. */
import { defineConfig } from "@playwright/test";

export default defineConfig({
  testDir: "test/e2e",
  outputDir: "test-results/e2e",
  globalSetup: "./test/e2e/harness/bring-electron.ts",
  workers: 1,
  fullyParallel: false,
  forbidOnly: process.env["CI"] !== undefined,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [
    ["list"],
    ["json", { outputFile: process.env["BYTEGLASS_E2E_REPORT"] ?? "test-results/e2e.json" }],
  ],
});
