import { extensionKey } from "../raw/file-extensions.ts";
import type { CollectedFiles } from "./collected-files.ts";
import type { ReflectionRequest } from "./messages.ts";
import type { Outcome } from "./session.ts";

/** Messages whose extensions a server is asked for, and extensions that are fetched, in all. */
const maxExtendable = 256;
const maxExtensions = 2_000;

/** Asks everything at once, but for what has become moot; each outcome is told as it comes. */
export type AskAll = (
  requests: readonly ReflectionRequest[],
  isMoot: () => boolean,
  onOutcome: (index: number, outcome: Outcome) => void,
) => Promise<void>;

/**
 * The extensions a server knows of the messages it delivered: they can be in files that nothing imports. Asks for the
 * numbers of each message that can be extended, then for the file of each number that no delivered file declares.
 * `take` keeps the files of an answer. A server that ends the stream at such a question is asked no more of them.
 */
export async function fetchExtensions(
  files: CollectedFiles,
  askAll: AskAll,
  take: (outcome: Outcome) => void,
): Promise<void> {
  const { extendable, declared } = files.extensions();
  const asked = extendable.slice(0, maxExtendable);
  let isRefused = false;
  const missing: { readonly typeName: string; readonly number: number }[] = [];
  await askAll(
    asked.map((typeName) => ({ kind: "extension-numbers", typeName })),
    () => isRefused,
    (index, outcome) => {
      if (outcome.kind === "ended") isRefused = true;
      if (outcome.kind !== "answered" || outcome.response.kind !== "extension-numbers") return;
      const typeName = asked[index] ?? "";
      for (const number of outcome.response.numbers)
        if (!declared.has(extensionKey(typeName, number))) missing.push({ typeName, number });
    },
  );
  await askAll(
    missing
      .slice(0, maxExtensions)
      .map(({ typeName, number }) => ({ kind: "file-containing-extension", typeName, number })),
    () => isRefused,
    (_, outcome) => {
      if (outcome.kind === "ended") isRefused = true;
      take(outcome);
    },
  );
}
