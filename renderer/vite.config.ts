/** Builds the window's page into dist/renderer, where `app://ui` serves it from. */
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  base: "/",
  clearScreen: false,
  logLevel: "warn",
  worker: { format: "es" },
  build: {
    outDir: fileURLToPath(new URL("../dist/renderer", import.meta.url)),
    emptyOutDir: true,
    target: "chrome130",
    // The page's policy takes fonts from files only, and one page needs no preload helper.
    assetsInlineLimit: 0,
    modulePreload: false,
    // The editor is one large chunk by nature.
    chunkSizeWarningLimit: 6000,
    rolldownOptions: { checks: { pluginTimings: false } },
  },
});
