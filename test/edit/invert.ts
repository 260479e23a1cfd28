import type { BytePatch } from "../../core/contract/edit.ts";
import { growthOf } from "../../core/edit/patch.ts";

/** The patches that make the bytes before out of the bytes after: `applyPatches` with both gives identical bytes. */
export function invertPatches(bytes: Uint8Array, patches: readonly BytePatch[]): readonly BytePatch[] {
  let shift = 0;
  return patches.map((patch) => {
    const start = patch.start + shift;
    shift += growthOf(patch);
    return { start, end: start + patch.bytes.length, bytes: bytes.slice(patch.start, patch.end) };
  });
}
