/** Which command a key press is. Pure. */

/** Commands that have a key. */
export type Shortcut =
  | "send"
  | "save"
  | "palette"
  | "new-request"
  | "close-tab"
  | "reopen-tab"
  | "next-tab"
  | "previous-tab"
  | "toggle-side"
  | "toggle-inspector"
  | "next-finding"
  | "previous-finding"
  | "help"
  | "cancel";

/** The part of a keyboard event that matters here. */
export interface Press {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

/** The window's command for a press, or undefined. `mac` makes Command the main key, Tab apart. */
export function shortcutOf(press: Press, mac: boolean): Shortcut | undefined {
  const { key, ctrlKey, metaKey, shiftKey, altKey } = press;
  if (key === "Tab" && ctrlKey && !metaKey && !altKey) return shiftKey ? "previous-tab" : "next-tab";
  if (key === "F8" && !ctrlKey && !metaKey && !altKey) return shiftKey ? "previous-finding" : "next-finding";
  const main = mac ? metaKey && !ctrlKey : ctrlKey && !metaKey;
  if (!main && !ctrlKey && !metaKey && !altKey && !shiftKey) {
    if (key === "F1") return "help";
    if (key === "Escape") return "cancel";
  }
  if (!main || altKey) return undefined;
  if (shiftKey) return key.toLowerCase() === "t" ? "reopen-tab" : undefined;
  switch (key.toLowerCase()) {
    case "enter":
      return "send";
    case "s":
      return "save";
    case "k":
      return "palette";
    case "t":
      return "new-request";
    case "w":
      return "close-tab";
    case "b":
      return "toggle-side";
    case "j":
      return "toggle-inspector";
    default:
      return undefined;
  }
}
