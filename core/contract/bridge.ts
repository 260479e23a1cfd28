/**
 * What the window may ask of the desktop: the whole of `window.byteglass`, which the preload script exposes.
 * Everything else goes to the engine over its port (see port.ts).
 */

/** Follow the system, or stay with one. */
export type ThemeChoice = "system" | "dark" | "light";

/** What the menu and its keys ask of the window; the window knows what each means where the user is. */
export type MenuCommand =
  | "new-request"
  | "close-tab"
  | "open-palette"
  | "toggle-sidebar"
  | "toggle-inspector"
  | "find"
  | "send"
  | "start-sample"
  | "show-help";

/** Which files the open dialogue offers. */
export interface OpenFilesOptions {
  readonly title: string;
  readonly kind: "any" | "proto" | "descriptor-set" | "certificate" | "folder";
  readonly multiple: boolean;
}

/** What a file that is saved holds, and the name offered for it. */
export interface SaveFileOptions {
  readonly title: string;
  readonly suggestedName: string;
  /** Absent asks for the place alone: the engine writes there. */
  readonly content?: Uint8Array | string;
}

/**
 * Where secrets are kept: in the system's keychain; in memory until the app ends, where there is none; or, where the
 * user agreed to that, in files whose key anybody can know.
 */
export type SecretKeeping = "keychain" | "session" | "open-file";

/** What is known of an engine that ended again and again. */
export interface EngineTrouble {
  /** How often in a row. */
  readonly deaths: number;
  /** Of its process, the last time. */
  readonly exitCode: number;
  /** The last thing it wrote that says why; empty when it wrote nothing. */
  readonly words: string;
}

/** Stops a subscription. */
export type Unsubscribe = () => void;

/** The bridge. Calls reject with a plain `Error` whose message can be shown. */
export interface DesktopBridge {
  readonly platform: "linux" | "darwin" | "win32";
  /** The app's version, such as `0.1.0`. */
  readonly version: string;
  /**
   * Asks for a new engine port. It arrives as a window message with `{ type: "byteglass:engine-port" }` from this
   * page's own origin, the port in `event.ports[0]`; after a crash, as soon as the engine runs again.
   */
  requestEngine(): void;
  /** Hears of an engine that does not stay up; it is still started again, ever more rarely. */
  onEngineTrouble(listener: (trouble: EngineTrouble) => void): Unsubscribe;
  /** The path of a dropped or chosen `File`; empty when it does not stand for a file on disk. */
  pathForFile(file: object): string;
  /** Absolute paths chosen in the system's dialogue; empty when it was closed without a choice. */
  openFiles(options: OpenFilesOptions): Promise<readonly string[]>;
  /** Asks for a place and writes there; the path, or undefined when the dialogue was closed. */
  saveFile(options: SaveFileOptions): Promise<string | undefined>;
  /** Puts text on the system's clipboard. */
  copyText(text: string): Promise<void>;
  /** Opens an https address in the user's browser; false when it is not one that may be opened. */
  openExternal(address: string): Promise<boolean>;
  /** Whether this system has a keychain, and what the user agreed to where it has none. */
  secretKeeping(): Promise<SecretKeeping>;
  /** Keeps the user's word on files without a keychain; false deletes them. Without effect where there is a keychain. */
  agreeToOpenFiles(agreed: boolean): Promise<SecretKeeping>;
  /** Keeps a text under a name (lower-case letters, digits, dashes), as `secretKeeping` says; an empty text forgets it. */
  keepSecret(name: string, text: string): Promise<SecretKeeping>;
  /** The text of a name; undefined when there is none. */
  readSecret(name: string): Promise<string | undefined>;
  theme(): Promise<ThemeChoice>;
  /** Chooses and keeps a theme. The page follows through `prefers-color-scheme`. */
  setTheme(choice: ThemeChoice): Promise<void>;
  /** Hears what the menu asks for. */
  onCommand(listener: (command: MenuCommand) => void): Unsubscribe;
  /** Hears the clipboard's text when the menu's Inspect Clipboard was chosen; the page cannot read the clipboard by itself. */
  onInspectText(listener: (text: string) => void): Unsubscribe;
  /** Hears which files the system or the Open… menu asks to open; those that came before the first listener are kept for it. */
  onOpenFiles(listener: (paths: readonly string[]) => void): Unsubscribe;
}
