/** What the page may ask of the desktop, as schemas that are checked on arrival. */
import * as v from "valibot";
import { ThemeSchema } from "./theme-schema.ts";

const Title = v.pipe(v.string(), v.maxLength(200));
const Bytes = v.custom<Uint8Array>((value) => value instanceof Uint8Array);
const SecretName = v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]{0,63}$/));
const LONGEST_TEXT = 64 * 1024 * 1024;

/** One question; `kind` names it. */
export const DesktopQuestionSchema = v.variant("kind", [
  v.object({
    kind: v.literal("open-files"),
    options: v.object({
      title: Title,
      kind: v.picklist(["any", "proto", "descriptor-set", "certificate", "folder"]),
      multiple: v.boolean(),
    }),
  }),
  v.object({
    kind: v.literal("save-file"),
    options: v.object({
      title: Title,
      suggestedName: v.pipe(v.string(), v.maxLength(255)),
      content: v.exactOptional(v.union([v.string(), Bytes])),
    }),
  }),
  v.object({ kind: v.literal("copy-text"), text: v.pipe(v.string(), v.maxLength(LONGEST_TEXT)) }),
  v.object({ kind: v.literal("open-external"), address: v.pipe(v.string(), v.maxLength(8192)) }),
  v.object({ kind: v.literal("secret-keeping") }),
  v.object({ kind: v.literal("agree-to-open-files"), agreed: v.boolean() }),
  v.object({
    kind: v.literal("keep-secret"),
    name: SecretName,
    text: v.pipe(v.string(), v.maxLength(LONGEST_TEXT)),
  }),
  v.object({ kind: v.literal("read-secret"), name: SecretName }),
  v.object({ kind: v.literal("theme") }),
  v.object({ kind: v.literal("set-theme"), theme: ThemeSchema }),
]);
export type DesktopQuestion = v.InferOutput<typeof DesktopQuestionSchema>;
