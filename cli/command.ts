/** What a command is: its help, its options and what it does. */
import type { Engine, EngineListener } from "../core/contract/engine.ts";
import type { Arguments, OptionTable } from "./arguments.ts";
import type { Terminal } from "./terminal.ts";

/** What a command works with. */
export interface CommandContext {
  readonly given: Arguments;
  readonly terminal: Terminal;
  /**
   * Starts the engine; it is closed when the command has ended. It keeps nothing on disk unless it is given a folder
   * for its state.
   */
  engine(onEvent?: EngineListener, stateDirectory?: string): Promise<Engine>;
}

/** One command of the terminal. */
export interface Command {
  /** After `byteglass`: `list TARGET [options]`. */
  readonly usage: readonly string[];
  readonly summary: string;
  readonly options: OptionTable;
  /** Paragraphs below the options. */
  readonly notes?: readonly string[];
  /** Command lines; what they call and read stands for what the reader has. */
  readonly examples?: readonly string[];
  /** Answers with the exit status. */
  run(context: CommandContext): Promise<number>;
}
