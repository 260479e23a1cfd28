import type { BytePatch } from "../contract/edit.ts";

/** The bytes after all patches. Patches are sorted by start and do not overlap; offsets are of the bytes before. */
export function applyPatches(bytes: Uint8Array, patches: readonly BytePatch[]): Uint8Array {
  const growth = patches.reduce((sum, patch) => sum + growthOf(patch), 0);
  const patched = new Uint8Array(bytes.length + growth);
  let read = 0;
  let written = 0;
  for (const patch of patches) {
    patched.set(bytes.subarray(read, patch.start), written);
    written += patch.start - read;
    patched.set(patch.bytes, written);
    written += patch.bytes.length;
    read = patch.end;
  }
  patched.set(bytes.subarray(read), written);
  return patched;
}

/** Bytes that a patch adds; negative when it takes some away. */
export function growthOf(patch: BytePatch): number {
  return patch.bytes.length - (patch.end - patch.start);
}
