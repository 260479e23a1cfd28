import type { Connecting } from "../state/connecting.ts";
import { useLate } from "../ui/use-late.ts";
import { useNow } from "../ui/use-now.ts";
import { ConnectionStrip } from "./connection-strip.tsx";

/** A connection that comes about, step by step; nothing for the first moment. */
export function ConnectingView({ connecting }: { readonly connecting: Connecting | undefined }) {
  const isLate = useLate(connecting !== undefined);
  const now = useNow(isLate);
  if (!isLate || connecting === undefined) return null;
  return (
    <div className="connecting">
      <ConnectionStrip report={connecting.report} elapsed={Math.max(0, now - connecting.seenAt)} />
    </div>
  );
}
