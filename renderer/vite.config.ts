/** Builds the window's page into dist/renderer, where `app://ui` serves it from. */
import { fileURLToPath } from "node:url";
import { defineConfig, type HtmlTagDescriptor, type Plugin } from "vite";

/** The editor's chunk, which is loaded behind the first paint. */
const EDITOR_CHUNK = "monaco-setup";

/** Fetches and compiles the editor beside the page's own script, so that it is there when it is asked for. */
function preloadEditor(): Plugin {
  return {
    name: "preload-editor",
    transformIndexHtml(_html, { bundle = {} }): HtmlTagDescriptor[] {
      const editor = Object.values(bundle).find(
        (file) => file.type === "chunk" && file.name === EDITOR_CHUNK,
      );
      if (editor === undefined) throw new Error(`There is no chunk ${EDITOR_CHUNK} to load early.`);
      const attrs = { rel: "modulepreload", href: `/${editor.fileName}`, crossorigin: true };
      return [{ tag: "link", attrs, injectTo: "head" }];
    },
  };
}

export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  base: "/",
  clearScreen: false,
  logLevel: "warn",
  plugins: [preloadEditor()],
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
