/** The editor's colours: the window's own, read from its style sheet, so that they are written down once. */
import type { Monaco } from "./monaco-setup.ts";

const THEME = "byteglass";

/** Defines the theme for the scheme in use, and again whenever the system's choice changes. */
export function registerThemes(monaco: Monaco): void {
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const apply = () => {
    define(monaco, dark.matches);
    monaco.editor.setTheme(THEME);
  };
  dark.addEventListener("change", () => requestAnimationFrame(apply));
  apply();
}

function define(monaco: Monaco, dark: boolean): void {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string) => style.getPropertyValue(`--${name}`).trim();
  const rule = (token: string, name: string) => ({ token, foreground: colour(name).slice(1) });
  monaco.editor.defineTheme(THEME, {
    base: dark ? "vs-dark" : "vs",
    inherit: true,
    rules: [
      rule("", "text"),
      rule("string.key.json", "json-key"),
      rule("string.value.json", "ok"),
      rule("string", "ok"),
      rule("number", "varint"),
      rule("keyword", "i64"),
      rule("keyword.json", "varint"),
      rule("number.json", "varint"),
      rule("type", "len"),
      rule("comment", "muted"),
      rule("delimiter", "text"),
      rule("annotation", "i32"),
    ],
    colors: {
      "editor.background": colour("surface"),
      "editor.foreground": colour("text"),
      "editorLineNumber.foreground": colour("muted"),
      "editorLineNumber.activeForeground": colour("text"),
      "editorCursor.foreground": colour("accent"),
      "editor.selectionBackground": colour("selection"),
      "editor.inactiveSelectionBackground": colour("selection"),
      "editorWidget.background": colour("raised"),
      "editorWidget.border": colour("line"),
      "editorHoverWidget.background": colour("raised"),
      "editorHoverWidget.border": colour("line"),
      "editorSuggestWidget.background": colour("raised"),
      "editorSuggestWidget.selectedBackground": colour("selection"),
      "editorSuggestWidget.selectedForeground": colour("text"),
      "editorSuggestWidget.highlightForeground": colour("accent"),
      "editorSuggestWidget.focusHighlightForeground": colour("accent"),
      "editorError.foreground": colour("error"),
      "editorWarning.foreground": colour("warning"),
      "editorInfo.foreground": colour("i32"),
      "editorBracketMatch.background": `${colour("surface")}00`,
      "editorBracketMatch.border": colour("line"),
      "scrollbarSlider.background": `${colour("muted")}40`,
      "scrollbarSlider.hoverBackground": `${colour("muted")}60`,
      "scrollbarSlider.activeBackground": `${colour("muted")}80`,
      "scrollbar.shadow": colour("surface"),
      focusBorder: colour("accent"),
    },
  });
}
