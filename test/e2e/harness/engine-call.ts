/** Calls the engine from the page by hand, past the window's own client. */
import type { Page } from "@playwright/test";
import type { Engine } from "../../../core/contract/engine.ts";

/**
 * Asks for a new port, makes one call over it, and answers with its value or with the record of its error. When the
 * engine ends before it answers, the call is made again over the next port.
 */
export function callEngine(page: Page, method: keyof Engine, parameters: unknown): Promise<unknown> {
  const message = JSON.stringify({ t: "q", i: `e2e-${method}`, m: method, a: [parameters] });
  return page.evaluate(`new Promise((resolve) => {
    const take = (event) => {
      if (event.data?.type !== "byteglass:engine-port") return;
      const [port] = event.ports;
      port.addEventListener("message", ({ data }) => {
        if (data.t !== "s" || data.i !== "e2e-${method}") return;
        removeEventListener("message", take);
        resolve(data.e?.record ?? data.r);
      });
      port.start();
      port.postMessage(${message});
    };
    addEventListener("message", take);
    byteglass.requestEngine();
  })`);
}
