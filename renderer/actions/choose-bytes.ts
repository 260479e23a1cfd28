import { encodeBase64 } from "../format/base64.ts";
import { formatBytes } from "../format/sizes.ts";
import { notify } from "./notify.ts";

/** Bytes of a file that are put into a message at most: they become text that the editor holds. */
const MOST_BYTES = 8 * 1024 * 1024;

/** Asks for a file and answers with its bytes as base64; undefined when none was chosen, or it cannot be taken. */
export async function chooseBytes(): Promise<string | undefined> {
  const file = await chooseFile();
  if (file === undefined) return undefined;
  if (file.size > MOST_BYTES) {
    notify(
      `${file.name} has ${formatBytes(file.size)}, and a field takes up to ${formatBytes(MOST_BYTES)} from a file.`,
      "warning",
    );
    return undefined;
  }
  try {
    return encodeBase64(new Uint8Array(await file.arrayBuffer()));
  } catch {
    notify(`${file.name} could not be read. Check its permissions.`, "warning");
    return undefined;
  }
}

function chooseFile(): Promise<File | undefined> {
  const input = document.createElement("input");
  input.type = "file";
  return new Promise((resolve) => {
    input.addEventListener("cancel", () => resolve(undefined));
    input.addEventListener("change", () => resolve(input.files?.[0]));
    input.click();
  });
}
