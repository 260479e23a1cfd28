import type { LoadReport } from "../../core/contract/load.ts";
import { formatDuration } from "../format/sizes.ts";
import type { Fact } from "./facts.tsx";

/** The times of a load, of which there are none before a call has ended. */
export function latencyFacts(latency: LoadReport["latency"]): readonly Fact[] {
  if (latency === undefined) return [];
  const { p50, p95, p99, maximum } = latency;
  return [
    { name: "p50", value: formatDuration(p50) },
    { name: "p95", value: formatDuration(p95) },
    { name: "p99", value: formatDuration(p99) },
    { name: "longest", value: formatDuration(maximum) },
  ];
}
