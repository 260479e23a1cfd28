/** The first half of the demo: what does the server offer, and what would a request look like? */
import type { Engine } from "../../core/contract/engine.ts";
import type { SampleAddresses, SchemaSummary } from "../../core/contract/views.ts";
import type { Story } from "./story.ts";

/** The method and the message that the demo sends. */
export const demoMethod = "samples.vision.v1.VisionService/Predict";
export const demoType = "samples.vision.v1.PredictRequest";
export const demoBody = `{
  "modelId": "general-v2",
  "inputs": [{"image": {"url": "https://example.test/cat.jpg"}}],
  "traceId": 9007199254740993
}`;

/** Asks the server for its schema and shows what is in it. */
export async function discover(story: Story, engine: Engine, { grpc }: SampleAddresses): Promise<string> {
  story.step("Discover: ask the server what it offers, by reflection");
  story.command(`list ${grpc}`);
  const security = { mode: "auto" } as const;
  const schema = await engine.openSchema({
    operationId: "demo-schema",
    sources: [{ kind: "reflection", server: { target: grpc, security }, metadata: [], version: "auto" }],
  });
  const methods = schema.services.flatMap((service) => service.methods);
  story.say(
    `${methods.length} methods of ${schema.services.length} services came by ${schema.origin}, such as`,
  );
  const shown = methods.filter(({ fullName }) => fullName.startsWith("samples.vision."));
  const width = Math.max(...shown.map(({ fullName }) => fullName.length));
  const lines = shown.map(({ fullName, kind, httpBindings }) =>
    `${fullName.padEnd(width)}  ${kind.padEnd(13)}  ${httpBindings[0] ?? ""}`.trimEnd(),
  );
  story.show(lines.join("\n"));
  await describe(story, engine, schema, grpc);
  return schema.schemaId;
}

async function describe(
  story: Story,
  engine: Engine,
  { schemaId }: SchemaSummary,
  grpc: string,
): Promise<void> {
  story.step("Pick a method");
  story.command(`describe ${grpc} ${demoMethod}`);
  const [description] = await engine.describe({ schemaId, symbol: demoMethod });
  story.show(description?.source ?? "");
  story.step("Compose the request as JSON");
  story.command(`template ${demoType} --reflect ${grpc}`);
  const { json } = await engine.template({ schemaId, symbol: demoType });
  const lines = json.split("\n");
  story.say(`An example body with every field has ${lines.length} lines:`);
  story.show(lines.slice(0, 12).concat("  …").join("\n"));
  story.say("This is what we send; the last number is one that JavaScript itself would round:");
  story.show(demoBody);
}
