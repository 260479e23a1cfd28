import { counted } from "./sizes.ts";

/** `just now`, `3 minutes ago`, `2 hours ago`: how long something is past; `elapsed` in ms. */
export function agoWords(elapsed: number): string {
  const minutes = Math.floor(elapsed / 60_000);
  if (minutes < 1) return "just now";
  const hours = Math.floor(minutes / 60);
  if (hours < 1) return `${counted(minutes, "minute")} ago`;
  const days = Math.floor(hours / 24);
  return days < 1 ? `${counted(hours, "hour")} ago` : `${counted(days, "day")} ago`;
}
