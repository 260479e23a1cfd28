/** The schema in the window as a person uses it: its menu, and the system's dialogues answered for them. */
import type { Page } from "@playwright/test";
import type { RunningApp } from "./launch.ts";

/** Answers the open dialogues that come, one list of paths each, in order; later ones are closed without a choice. */
export async function answerFileDialogs(
  app: RunningApp,
  answers: readonly (readonly string[])[],
): Promise<void> {
  await app.electron.evaluate(({ dialog }, given) => {
    const left = [...given];
    dialog.showOpenDialog = async () => {
      const filePaths = [...(left.shift() ?? [])];
      return { canceled: filePaths.length === 0, filePaths };
    };
  }, answers);
}

/** Opens the connection's menu and chooses from it. */
export async function openMenu(page: Page, item: string): Promise<void> {
  await page.locator(".pill").last().click();
  await page.getByRole("dialog", { name: "Connection" }).getByRole("button", { name: item }).click();
}
