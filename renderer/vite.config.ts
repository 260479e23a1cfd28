/** Builds the window's page into dist/renderer, where `app://ui` serves it from. */
import { fileURLToPath } from "node:url";
import { transform } from "esbuild";
import { defineConfig, type HtmlTagDescriptor, type Plugin } from "vite";

/** What the page asks for behind its first script: fetched beside it, so that it is there when it is asked for. */
const NEEDED_EARLY = [
  { file: /^assets\/monaco-setup-[^/]+\.js$/, attrs: { rel: "modulepreload" } },
  { file: /^assets\/monaco-setup-[^/]+\.css$/, attrs: { rel: "preload", as: "style" } },
  { file: /^assets\/inter-latin-wght-[^/]+\.woff2$/, attrs: { rel: "preload", as: "font" } },
  { file: /^assets\/jetbrains-mono-latin-wght-[^/]+\.woff2$/, attrs: { rel: "preload", as: "font" } },
];

function preloadEarly(): Plugin {
  return {
    name: "preload-early",
    transformIndexHtml(_html, { bundle = {} }): HtmlTagDescriptor[] {
      return NEEDED_EARLY.map(({ file, attrs }) => {
        const name = Object.keys(bundle).find((candidate) => file.test(candidate));
        if (name === undefined) throw new Error(`There is no ${file} to load early.`);
        return { tag: "link", attrs: { ...attrs, href: `/${name}`, crossorigin: true }, injectTo: "head" };
      });
    },
  };
}

/** A script with one character beyond Latin-1 takes two bytes for each of its characters, and longer to load. */
function escapeNonAscii(): Plugin {
  return {
    name: "escape-non-ascii",
    enforce: "post",
    async generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== "chunk") continue;
        const { code } = await transform(chunk.code, { charset: "ascii", minifyWhitespace: true });
        chunk.code = code;
      }
    },
  };
}

export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  base: "/",
  clearScreen: false,
  logLevel: "warn",
  plugins: [preloadEarly(), escapeNonAscii()],
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
