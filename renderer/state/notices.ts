/** Quiet remarks in the status bar. Nothing here needs an answer. */

/** One remark. */
export interface Notice {
  readonly id: string;
  readonly text: string;
  readonly tone: "plain" | "warning";
  /** Takes back what the remark tells of. */
  readonly undo?: () => void;
}

const NOTICE_LIMIT = 50;

/** Puts a remark in front; the same remark is not repeated. */
export function addNotice(notices: readonly Notice[], notice: Notice): readonly Notice[] {
  if (notices[0]?.text === notice.text) return notices;
  return [notice, ...notices].slice(0, NOTICE_LIMIT);
}
