/** Operations that the window prepares: the engine does not know them yet, so that they are cancelled here. */
import { refuse } from "./refusal.ts";

const preparing = new Map<string, (reason: unknown) => void>();

/** What `work` resolves to, unless `stopPreparing` comes first: then it rejects with `cancelled` at once. */
export async function prepare<Value>(operationId: string, work: () => Promise<Value>): Promise<Value> {
  const stopped = new Promise<never>((_, reject) => preparing.set(operationId, reject));
  try {
    return await Promise.race([work(), stopped]);
  } finally {
    preparing.delete(operationId);
  }
}

/** Ends the preparation of an operation; an unknown id is ignored. */
export function stopPreparing(operationId: string): void {
  preparing.get(operationId)?.(refuse("cancelled", "Cancelled before anything was sent.", ""));
}
