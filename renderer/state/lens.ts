/** How bytes are looked at: the same choice in every tab, kept across restarts. */
import * as v from "valibot";

const FIELDS = {
  /** Fields as they were written, or gathered by number. */
  order: v.picklist(["wire", "grouped"]),
  /** True shows what a reader ends up with. */
  effective: v.boolean(),
  offsets: v.picklist(["hex", "decimal"]),
  /** True mends the lengths around an edit. */
  repair: v.boolean(),
  /** What stands below the bytes of a payload. */
  below: v.picklist(["findings", "frames"]),
  /** What stands below the fields of a payload. */
  beside: v.picklist(["sizes", "diff"]),
};
const LensSchema = v.object(FIELDS);

/** The choices. */
export type Lens = v.InferOutput<typeof LensSchema>;

/** A new window's choices. */
export const DEFAULT_LENS: Lens = {
  order: "wire",
  effective: false,
  offsets: "hex",
  repair: true,
  below: "findings",
  beside: "sizes",
};

const Stored = v.object({
  order: v.fallback(FIELDS.order, DEFAULT_LENS.order),
  effective: v.fallback(FIELDS.effective, DEFAULT_LENS.effective),
  offsets: v.fallback(FIELDS.offsets, DEFAULT_LENS.offsets),
  repair: v.fallback(FIELDS.repair, DEFAULT_LENS.repair),
  below: v.fallback(FIELDS.below, DEFAULT_LENS.below),
  beside: v.fallback(FIELDS.beside, DEFAULT_LENS.beside),
});

/** The choices that were stored; what cannot be read falls back. */
export function readLens(stored: unknown): Lens {
  const parsed = v.safeParse(Stored, stored);
  return parsed.success ? parsed.output : DEFAULT_LENS;
}
