/** Command lines that are pasted where a request or its address is expected. */

/** Tools whose lines are read. */
export type CommandTool = "grpcurl" | "curl" | "buf curl";

const LINE =
  /^\s*(?:\$\s+)?(?:[A-Za-z_]\w*=\S*\s+)*(?:(?!\S*:\/\/)\S*\/)?(?<tool>grpcurl|curl|buf\s+(?:beta\s+)?curl)(?:\.exe)?\s/;

/** The tool that a line calls, behind a copied prompt, assignments and a folder; undefined for any other text. */
export function commandTool(text: string): CommandTool | undefined {
  const tool = LINE.exec(text)?.groups?.["tool"];
  if (tool === undefined || tool === "curl" || tool === "grpcurl") return tool;
  return "buf curl";
}
