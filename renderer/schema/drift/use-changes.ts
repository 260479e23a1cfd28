import { useEffect, useMemo, useState } from "react";
import type { ChangePage, ReadChangesRequest } from "../../../core/contract/schema.ts";
import type { SchemaChange, SchemaEffect } from "../../../core/contract/views.ts";
import type { ErrorRecord } from "../../../core/error.ts";
import { toErrorRecord } from "../../engine/failure.ts";
import { engine } from "../../engine/link.ts";
import { useStore } from "../../state/use-store.ts";
import { createPageCache } from "../../virtual/page-cache.ts";

/** Which changes are looked at. */
export type Shown = "all" | SchemaEffect;

/** How many changes there are, and how many of those asked for. */
export type ChangesHead = Pick<ChangePage, "counts" | "total">;

interface Changes {
  /** Absent until the schemas were compared. */
  readonly head?: ChangesHead;
  readonly error?: ErrorRecord;
  readonly get: (index: number) => SchemaChange | undefined;
  readonly ensure: (start: number, end: number) => void;
}

/** The changes between two open schemas, read in pages. While a filter is typed the counts of the one before stand in. */
export function useChanges(before: string, after: string, shown: Shown, query: string): Changes {
  const [head, setHead] = useState<ChangesHead | undefined>(undefined);
  const [error, setError] = useState<ErrorRecord | undefined>(undefined);
  const asked = useMemo(
    () => ({ before, after, query, ...(shown === "all" ? {} : { effect: shown }) }),
    [before, after, shown, query],
  );
  const cache = useMemo(() => createPageCache((start, end) => readRows(asked, start, end)), [asked]);
  useStore(cache.revision, (count) => count);
  useEffect(() => {
    let wanted = true;
    read(asked, 0, 0).then(
      ({ counts, total }) => wanted && setHead({ counts, total }),
      (thrown: unknown) => wanted && setError(toErrorRecord(thrown)),
    );
    return () => {
      wanted = false;
    };
  }, [asked]);
  return {
    ...(head !== undefined && { head }),
    ...(error !== undefined && { error }),
    get: cache.get,
    ensure: cache.ensure,
  };
}

type Asked = Omit<ReadChangesRequest, "start" | "end">;

async function read(asked: Asked, start: number, end: number): Promise<ChangePage> {
  return (await engine()).readChanges({ ...asked, start, end });
}

async function readRows(asked: Asked, start: number, end: number): Promise<readonly SchemaChange[]> {
  return (await read(asked, start, end)).changes;
}
