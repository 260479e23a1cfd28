/** The commands by name, each loaded when it is asked for: `list` need not wait for what `inspect` needs. */
import type { Command } from "./command.ts";
import { nearestNames } from "./nearest.ts";
import { usageError } from "./usage-error.ts";

const loaders: Readonly<Record<string, () => Promise<Command>>> = {
  list: async () => (await import("./commands/list.ts")).list,
  describe: async () => (await import("./commands/describe.ts")).describe,
  template: async () => (await import("./commands/template.ts")).template,
  call: async () => (await import("./commands/call.ts")).call,
  copy: async () => (await import("./commands/copy.ts")).copy,
  import: async () => (await import("./commands/import.ts")).importCommand,
  compare: async () => (await import("./commands/compare.ts")).compare,
  timeline: async () => (await import("./commands/timeline.ts")).timeline,
  run: async () => (await import("./commands/run.ts")).run,
  share: async () => (await import("./commands/share.ts")).share,
  explain: async () => (await import("./commands/explain.ts")).explain,
  encode: async () => (await import("./commands/encode.ts")).encode,
  decode: async () => (await import("./commands/decode.ts")).decode,
  export: async () => (await import("./commands/export.ts")).exportCommand,
  schema: async () => (await import("./commands/schema.ts")).schema,
  inspect: async () => (await import("./commands/inspect.ts")).inspect,
  diff: async () => (await import("./commands/diff.ts")).diff,
  match: async () => (await import("./commands/match.ts")).match,
  infer: async () => (await import("./commands/infer.ts")).infer,
  probe: async () => (await import("./commands/probe.ts")).probe,
  health: async () => (await import("./commands/health.ts")).health,
  channelz: async () => (await import("./commands/channelz.ts")).channelz,
  demo: async () => (await import("./commands/demo.ts")).demo,
  sample: async () => (await import("./commands/sample.ts")).sample,
};

/** Every command, in the order of the help. */
export const commandNames: readonly string[] = Object.keys(loaders);

/** A command by name. Rejects with `usage` and the nearest names when there is none. */
export async function loadCommand(name: string): Promise<Command> {
  const load = Object.hasOwn(loaders, name) ? loaders[name] : undefined;
  if (load !== undefined) return await load();
  const near = nearestNames(name, commandNames);
  const suggestion = near.length === 0 ? "" : ` Did you mean ${near.join(" or ")}?`;
  throw usageError(
    `There is no command "${name}".${suggestion}`,
    `Commands are ${commandNames.join(", ")}; see \`byteglass --help\`.`,
  );
}
