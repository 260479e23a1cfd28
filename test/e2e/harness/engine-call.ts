/** Calls the engine from the page by hand, past the window's own client. */
import type { Page } from "@playwright/test";
import type { Engine } from "../../../core/contract/engine.ts";

/** Asks for a new port, makes one call over it, and answers with its value or with the record of its error. */
export function callEngine(page: Page, method: keyof Engine, parameters: unknown): Promise<unknown> {
  const message = JSON.stringify({ t: "q", i: `e2e-${method}`, m: method, a: [parameters] });
  return page.evaluate(`new Promise((resolve) => {
    addEventListener("message", function take(event) {
      if (event.data?.type !== "byteglass:engine-port") return;
      removeEventListener("message", take);
      const [port] = event.ports;
      port.addEventListener("message", ({ data }) => {
        if (data.t === "s" && data.i === "e2e-${method}") resolve(data.e?.record ?? data.r);
      });
      port.start();
      port.postMessage(${message});
    });
    byteglass.requestEngine();
  })`);
}
