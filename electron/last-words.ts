/** What a process complained of before it ended. */
/** Characters that are kept. */
const KEPT = 8000;

/** Passes what a process writes on to `to`. Answers with a function that tells the line that says most, or nothing. */
export function keepLastWords(from: NodeJS.ReadableStream, to: NodeJS.WritableStream): () => string {
  let words = "";
  from.on("data", (chunk: Buffer) => {
    to.write(chunk);
    words = (words + chunk.toString("utf8")).slice(-KEPT);
  });
  return () => tellingLine(words);
}

/** Node writes the place of an error before the error, and where it came from behind it. */
function tellingLine(words: string): string {
  const lines = words.split("\n").map((line) => line.trim());
  const error = lines.findLast((line) => /^(?:Uncaught )?(?:\w*Error|\w+ \[\w+\]): /.test(line));
  return error ?? lines.findLast((line) => line !== "" && !line.startsWith("at ")) ?? "";
}
