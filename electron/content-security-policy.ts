/** The policy every answer of the window's protocol carries. */

/** Trusted Types policies: ours for worker addresses, the rest are the editor's own. */
const TRUSTED_TYPES = [
  "app-worker",
  "editorViewLayer",
  "richScreenReaderContent",
  "domLineBreaksComputer",
  "diffReview",
  "diffEditorWidget",
  "standaloneColorizer",
  "defaultWorkerFactory",
  "tokenizeToString",
  "editorGhostText",
  "stickyScrollViewLayer",
  "dompurify",
  // The JSON language loads a second copy of the editor's worker factory.
  "'allow-duplicates'",
];

/** Scripts, fonts, workers and fetches from the app itself only; the editor sets styles inline. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self'",
  "img-src 'self' data:",
  "worker-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-src 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
  "require-trusted-types-for 'script'",
  `trusted-types ${TRUSTED_TYPES.join(" ")}`,
].join("; ");
