/** A light colouring of JSON without a language service: for answers, and for bodies too large for one. */
import type { Monaco } from "./monaco-setup.ts";

/** The language id of the light colouring. */
export const JSON_LITE = "json-lite";

/** Registers the language. */
export function registerJsonLite(monaco: Monaco): void {
  monaco.languages.register({ id: JSON_LITE });
  monaco.languages.setLanguageConfiguration(JSON_LITE, {
    brackets: [
      ["{", "}"],
      ["[", "]"],
    ],
    autoClosingPairs: [
      { open: "{", close: "}" },
      { open: "[", close: "]" },
      { open: '"', close: '"', notIn: ["string"] },
    ],
    comments: { lineComment: "//", blockComment: ["/*", "*/"] },
  });
  monaco.languages.setMonarchTokensProvider(JSON_LITE, {
    tokenizer: {
      root: [
        [/"(?:[^"\\]|\\.)*"(?=\s*:)/, "string.key.json"],
        [/"(?:[^"\\]|\\.)*"/, "string.value.json"],
        [/"(?:[^"\\]|\\.)*$/, "string.value.json"],
        [/-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/, "number.json"],
        [/\b(?:true|false|null)\b/, "keyword.json"],
        [/\/\/.*$/, "comment"],
        [/\/\*/, "comment", "@comment"],
        [/[{}[\],:]/, "delimiter"],
      ],
      comment: [
        [/\*\//, "comment", "@pop"],
        [/./, "comment"],
      ],
    },
  });
}
