/** Moments in as few words as tell them apart. Pure. */

/** The time of a moment of today, the day of an earlier one, with its year when that is another. */
export function formatWhen(moment: Date, now: Date): string {
  if (moment.toDateString() === now.toDateString()) return moment.toLocaleTimeString();
  const isThisYear = moment.getFullYear() === now.getFullYear();
  return moment.toLocaleDateString(undefined, {
    day: "numeric",
    month: "short",
    ...(isThisYear ? {} : { year: "numeric" }),
  });
}
