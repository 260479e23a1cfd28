/** What Cerbos says of itself: health and channelz, and a look at its address. */
import { expect, it } from "vitest";
import { runByteglass } from "../cli/run-byteglass.ts";
import { cerbosMissing, cerbosProgram } from "./support/cerbos.ts";
import { describeWith } from "./support/programs.ts";
import { started } from "./support/terminal.ts";

describeWith("Cerbos on itself", cerbosProgram, cerbosMissing, (program) => {
  const cerbos = started(program);

  it("is healthy", async () => {
    const { exit, stdout } = await runByteglass(["health", cerbos().grpc]);
    expect([exit, stdout]).toEqual([0, "SERVING\n"]);
  });

  it("tells its server and our socket by channelz", async () => {
    const { exit, stdout } = await runByteglass(["channelz", cerbos().grpc, "--json"]);
    const { entries } = JSON.parse(stdout) as { entries: { kind: string; sockets: { local: string }[] }[] };
    expect(exit).toBe(0);
    const server = entries.find(({ kind }) => kind === "server");
    expect(server?.sockets.map(({ local }) => local)).toContain(cerbos().grpc);
  });

  it("is found by a probe", async () => {
    const { exit, stdout } = await runByteglass(["probe", cerbos().grpc, "--json"]);
    expect([exit, JSON.parse(stdout)]).toEqual([
      0,
      expect.objectContaining({ grpc: true, health: "SERVING" }),
    ]);
  });
});
