/**
 * `test` with a running app. Every test that uses it fails when the page logs an error, throws, or breaks its policy.
 * The page's policy forbids eval, so `page.waitForFunction` cannot be used: poll with `expect.poll` instead.
 */
import { test as base, expect } from "@playwright/test";
import { type LaunchOptions, launch, type RunningApp } from "./launch.ts";

interface Fixtures {
  /** How the app is started. */
  readonly appOptions: LaunchOptions;
  /** What the page may complain about in this test: it is what the test provokes. */
  readonly expectedComplaints: RegExp | undefined;
  readonly app: RunningApp;
}

export const test = base.extend<Fixtures>({
  appOptions: [{}, { option: true }],
  expectedComplaints: [undefined, { option: true }],
  app: async ({ appOptions, expectedComplaints }, use) => {
    const app = await launch(appOptions);
    await use(app);
    const unexpected = app.complaints.filter((text) => expectedComplaints?.test(text) !== true);
    await app.close();
    expect(unexpected, "what the page complained about").toEqual([]);
  },
});

export { expect };
