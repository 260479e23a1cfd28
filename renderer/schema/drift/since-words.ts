/** When a schema was last seen, as a person says it. */
export function sinceWords(since: string | undefined): string {
  if (since === undefined) return "it was read before";
  const date = new Date(since);
  if (Number.isNaN(date.getTime())) return since;
  return date.toLocaleString("en-GB", {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
  });
}
