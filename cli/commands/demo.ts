import { commonOptions } from "../arguments.ts";
import { createPaint } from "../colour.ts";
import type { Command, CommandContext } from "../command.ts";
import { discover } from "../demo/discover.ts";
import { encode, send } from "../demo/send.ts";
import { createStory } from "../demo/story.ts";
import { exitOk } from "../exit-status.ts";
import { toJsonText } from "../json-text.ts";
import { refuseMore } from "../positionals.ts";

/** `byteglass demo`: the main job, step by step. */
export const demo: Command = {
  usage: ["demo [--json]"],
  summary:
    "Does the main job on the sample servers and shows each step: discover, compose, encode, send, decode.",
  options: commonOptions,
  notes: ["With --json: {grpc, http, same}, the two answers and whether they are the same."],
  run: runDemo,
};

async function runDemo({ given, terminal, engine: start }: CommandContext): Promise<number> {
  refuseMore("demo", given, 0);
  const json = given.flag("json");
  const paint = createPaint(terminal.colour);
  const story = createStory(paint, json ? () => undefined : (text) => terminal.write(text));
  const engine = await start();
  story.step("Start a server to talk to");
  story.command("sample");
  const sample = await engine.startSample();
  story.say(`gRPC at ${sample.grpc}, HTTP + JSON at ${sample.http}; both end with this demo.`);
  const schemaId = await discover(story, engine, sample);
  const context = { story, engine, sample, schemaId, paint };
  await encode(context);
  const grpc = await send(context, "grpc");
  const http = await send(context, "http-json");
  const same = grpc === http;
  story.step("Compare");
  story.say(same ? "Both ways gave the same answer, byte for byte of its JSON." : "The answers differ.");
  story.say(
    "One difference is in the bytes: over gRPC the server sent a field that its schema does not have.",
  );
  story.say("Byteglass shows it and keeps it; over HTTP + JSON it was lost before it left the server.");
  story.say("");
  story.say(
    "Go on with `byteglass sample` in one terminal and the commands above in another; `npm start` opens the window.",
  );
  if (json) terminal.write(`${toJsonText({ grpc: JSON.parse(grpc), http: JSON.parse(http), same })}\n`);
  return exitOk;
}
