import type { Session } from "../../../renderer/state/session.ts";
import { joinFiles, sessionFiles } from "../../../renderer/state/session-files.ts";

/** A session written and put together again, as it would be read at the next start. */
export function wholeSession(session: Session): string {
  const { index, tabs } = sessionFiles(session);
  return joinFiles(index, tabs);
}
