/** Which services of a server are watched at once: each is a stream. */

/** So many at most. */
export const MOST_WATCHED = 40;

/** Services to watch, and what there is to say where they are not all. */
export interface WatchedServices {
  readonly names: readonly string[];
  /** Empty where all are watched. */
  readonly words: string;
}

/** The first of the services whose name has `query` in it; the case of letters makes no difference. */
export function watchedServices(services: readonly string[], query: string): WatchedServices {
  const sought = query.trim().toLowerCase();
  const found = services.filter((name) => name.toLowerCase().includes(sought));
  const names = found.slice(0, MOST_WATCHED);
  if (found.length === 0 && services.length > 0) return { names, words: "No service has that in its name." };
  if (found.length <= MOST_WATCHED) return { names, words: "" };
  const words = `The first ${MOST_WATCHED} of ${found.length} services are watched: filter by name for others.`;
  return { names, words };
}
