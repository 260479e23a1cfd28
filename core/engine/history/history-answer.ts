/** The answer of a saved request as the history keeps it, for requests that read its fields after a restart. */
import type { CallRecord } from "../../contract/call-views.ts";
import { DOTS } from "../../contract/dots.ts";
import type { History } from "../../history/history.ts";
import type { KeptAnswer } from "../collections/answers.ts";
import type { Parts } from "../parts.ts";

/** UTF-16 units of JSON that are kept of one answer. */
const maximumLength = 256 * 1024;

/** The JSON of the messages of an answer; undefined for one that is large, not whole, or holds one of the secrets. */
export function answerTexts(
  { documents }: Parts,
  { received, receivedCount, status }: CallRecord,
  secrets: readonly string[],
): readonly string[] | undefined {
  if (status.code !== 0 || received.length !== receivedCount) return undefined;
  // The JSON of large messages may not be made yet, and is not made for this.
  if (received.some(({ byteLength }) => byteLength > maximumLength)) return undefined;
  const length = received.reduce((sum, { jsonTextLength }) => sum + jsonTextLength, 0);
  if (length > maximumLength) return undefined;
  try {
    const texts = received.map(({ documentId, jsonTextLength }) =>
      documents.get(documentId).readJson(0, jsonTextLength),
    );
    const holdsSecret = secrets.some(
      (secret) => secret !== "" && texts.some((text) => text.includes(secret)),
    );
    return holdsSecret ? undefined : texts;
  } catch {
    // Its documents have made room for others already.
    return undefined;
  }
}

/** The newest answer of a request that ended well in an environment; undefined when none is kept. */
export async function lastAnswer(
  history: History,
  file: string,
  environment: string,
): Promise<KeptAnswer | undefined> {
  const last = await history.lastOf(file, environment);
  if (last === undefined) return undefined;
  const details: { readonly answer?: readonly string[]; readonly record: CallRecord } = JSON.parse(
    last.details,
  );
  if (details.answer === undefined) return undefined;
  const { status, headers, trailers } = details.record;
  // Values that were masked are no values.
  const whole = (entries: typeof headers) => entries.filter(({ value }) => !value.includes(DOTS));
  return {
    statusName: status.name,
    headers: whole(headers),
    trailers: whole(trailers),
    messages: details.answer,
  };
}
