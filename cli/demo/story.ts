/** The main job, told step by step: what is done, the command that does it, and what came of it. */
import type { Paint } from "../colour.ts";

/** Writes the parts of a step. */
export interface Story {
  /** A numbered heading. */
  step(title: string): void;
  /** The command that does the same. */
  command(words: string): void;
  /** A line of text. */
  say(line: string): void;
  /** Text laid out already, indented. */
  show(text: string): void;
}

/** A story on a terminal. */
export function createStory(paint: Paint, write: (text: string) => void): Story {
  let count = 0;
  return {
    step(title) {
      count += 1;
      write(`\n${paint("bold", `${count}. ${title}`)}\n`);
    },
    command: (words) => write(`   ${paint("dim", `$ byteglass ${words}`)}\n`),
    say: (line) => write(line === "" ? "\n" : `   ${line}\n`),
    show: (text) =>
      write(
        text
          .trimEnd()
          .replaceAll(/^(?=.)/gm, "     ")
          .concat("\n"),
      ),
  };
}
