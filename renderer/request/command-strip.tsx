import type { CommandTool } from "../../core/contract/command-line.ts";
import { openImport } from "../exchange/actions.ts";

interface CommandStripProps {
  readonly tool: CommandTool;
  /** The whole line. */
  readonly text: string;
}

/** Under a command line that was pasted where a message is expected: the way to the request that it is. */
export function CommandStrip({ tool, text }: CommandStripProps) {
  return (
    <div className="problems command-strip" role="status">
      <span>This is a {tool} line, no message.</span>
      <button type="button" className="link" onClick={() => openImport(text)}>
        Read it as a request…
      </button>
    </div>
  );
}
