/** Names of the messages between the preload script and the main process. */

/** Main to preload, with a port. */
export const ENGINE_PORT_CHANNEL = "byteglass:engine-port";
/** Main to preload: the engine does not stay up. */
export const ENGINE_TROUBLE_CHANNEL = "byteglass:engine-trouble";
/** Preload to main: the page wants a port. */
export const ENGINE_REQUEST_CHANNEL = "byteglass:engine-request";
/** Preload to main, answered: one question about the desktop. */
export const DESKTOP_CHANNEL = "byteglass:desktop";
/** Main to preload: a command of the menu. */
export const COMMAND_CHANNEL = "byteglass:command";
/** Main to preload: paths to open. */
export const OPEN_FILES_CHANNEL = "byteglass:open-files";
/** Main to preload: the clipboard's text, to inspect. */
export const INSPECT_TEXT_CHANNEL = "byteglass:inspect-text";

/** The process argument that tells the preload script the app's version. */
export const VERSION_ARGUMENT = "--byteglass-version=";

/** What a question about the desktop is answered with: errors cross as text. */
export type DesktopAnswer =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly message: string };
