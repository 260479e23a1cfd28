/** Health as a server tells it while the window is open: its states, a server that goes and comes back, and none at all. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Server, ServerCredentials, type ServerWritableStream } from "@grpc/grpc-js";
import { loadSync, type PackageDefinition } from "@grpc/proto-loader";
import { ReflectionService } from "@grpc/reflection";
import { violations } from "./harness/axe.ts";
import { expect, test } from "./harness/fixtures.ts";
import { type RunningApp, screenPath } from "./harness/launch.ts";

type State = "SERVING" | "NOT_SERVING" | "SERVICE_UNKNOWN";
interface Request {
  readonly service: string;
}

/** A server of grpc-js with health that can be turned. */
class TurningServer {
  readonly states = new Map<string, State>([
    ["", "SERVING"],
    ["grpc.health.v1.Health", "SERVING"],
  ]);
  readonly #watches = new Set<() => void>();
  #server = new Server();

  async start(port = 0, withHealth = true, more: PackageDefinition = {}): Promise<number> {
    const definition = loadSync("proto-samples/protos/grpc/health/v1/health.proto", { defaults: true });
    const service = definition["grpc.health.v1.Health"];
    this.#server = new Server();
    new ReflectionService({ ...definition, ...more }).addToServer(this.#server);
    if (withHealth && service !== undefined)
      this.#server.addService(service as never, {
        check: (call: { request: Request }, done: (error: null, answer: object) => void) =>
          done(null, { status: this.#stateOf(call.request.service) }),
        watch: (call: ServerWritableStream<Request, object>) => {
          const tell = () => call.write({ status: this.#stateOf(call.request.service) });
          this.#watches.add(tell);
          call.on("cancelled", () => this.#watches.delete(tell));
          tell();
        },
        list: (_: unknown, done: (error: null, answer: object) => void) => done(null, {}),
      });
    return await new Promise((resolve, reject) =>
      this.#server.bindAsync(`127.0.0.1:${port}`, ServerCredentials.createInsecure(), (error, bound) =>
        error === null ? resolve(bound) : reject(error),
      ),
    );
  }

  turn(service: string, state: State): void {
    this.states.set(service, state);
    for (const tell of this.#watches) tell();
  }

  stop(): void {
    this.#watches.clear();
    this.#server.forceShutdown();
  }

  #stateOf(service: string): number {
    const state = this.states.get(service) ?? "SERVICE_UNKNOWN";
    return ["UNKNOWN", "SERVING", "NOT_SERVING", "SERVICE_UNKNOWN"].indexOf(state);
  }
}

async function connect({ page }: RunningApp, target: string): Promise<void> {
  await expect(page.getByRole("button", { name: "Start the sample server" })).toBeVisible();
  await page.keyboard.press("ControlOrMeta+T");
  await page.getByRole("textbox", { name: "Address of the gRPC server" }).fill(target);
  await page.keyboard.press("Enter");
  await expect(page.locator(".pill")).toContainText("reflection v1");
}

for (const theme of ["dark", "light"] as const) {
  test.describe(`in ${theme}`, () => {
    test.use({ appOptions: { theme } });
    test("the pill and the dialogue follow the server", async ({ app }) => {
      const { page } = app;
      const server = new TurningServer();
      const port = await server.start();
      try {
        await connect(app, `127.0.0.1:${port}`);
        const pill = page.locator(".pill");
        await expect(pill).toContainText("· serving");
        server.turn("", "NOT_SERVING");
        await expect(pill).toContainText("· not serving");
        await page.screenshot({ path: screenPath(`health-not-serving-${theme}`) });
        expect(await violations(page)).toEqual([]);
        server.turn("", "SERVICE_UNKNOWN");
        await expect(pill).toContainText("· service unknown");
        server.turn("", "SERVING");
        await expect(pill).toContainText("· serving");

        await pill.click();
        await page.getByRole("button", { name: "Health…" }).click();
        const dialog = page.getByRole("dialog", { name: "Health" });
        await expect(dialog.getByRole("row", { name: /^The server as a whole serving/ })).toBeVisible();
        await page.screenshot({ path: screenPath(`health-${theme}`) });
        expect(await violations(page)).toEqual([]);
        server.stop();
        await expect(dialog.getByRole("row", { name: /^The server as a whole not reachable/ })).toBeVisible();
        await page.screenshot({ path: screenPath(`health-gone-${theme}`) });
        expect(await violations(page)).toEqual([]);
        await server.start(port);
        await expect(dialog.getByRole("row", { name: /^The server as a whole serving/ })).toBeVisible({
          timeout: 30_000,
        });
        await page.keyboard.press("Escape");
        await expect(pill).toContainText("· serving", { timeout: 30_000 });
      } finally {
        server.stop();
      }
    });
  });
}

test("the services of a server are told one by one", async ({ app }) => {
  const { page } = app;
  await page.getByRole("button", { name: "Start the sample server" }).click();
  await expect(page.locator(".pill")).toContainText("· serving");
  await page.locator(".pill").click();
  await page.getByRole("button", { name: "Health…" }).click();
  const dialog = page.getByRole("dialog", { name: "Health" });
  await expect(dialog.getByRole("row", { name: /^samples.vision.v1.VisionService serving/ })).toBeVisible();
  await page.screenshot({ path: screenPath("health-services-dark") });
  expect(await violations(page)).toEqual([]);
});

test("a server without health says so", async ({ app }) => {
  const { page } = app;
  const server = new TurningServer();
  const port = await server.start(0, false);
  try {
    await connect(app, `127.0.0.1:${port}`);
    await page.keyboard.press("ControlOrMeta+K");
    await page.getByRole("combobox", { name: /^Search requests/ }).fill("Health of the server");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("dialog", { name: "Health" })).toContainText(
      "The server has no health service (grpc.health.v1).",
    );
    await page.screenshot({ path: screenPath("health-none-dark") });
    expect(await violations(page)).toEqual([]);
  } finally {
    server.stop();
  }
});

test("a server of more services than are watched says so, and has the others by their name", async ({
  app,
}) => {
  const { page } = app;
  const file = join(app.userData, "many.proto");
  const services = Array.from(
    { length: 53 },
    (_, index) => `service Service${index} { rpc Get(Ask) returns (Ask); }`,
  );
  writeFileSync(file, ['syntax = "proto3";', "package many.v1;", "message Ask {}", ...services].join("\n"));
  const server = new TurningServer();
  server.states.set("many.v1.Service52", "SERVING");
  const port = await server.start(0, true, loadSync(file));
  try {
    await connect(app, `127.0.0.1:${port}`);
    await page.locator(".pill").click();
    await page.getByRole("button", { name: "Health…" }).click();
    const dialog = page.getByRole("dialog", { name: "Health" });
    await expect(
      dialog.getByText("The first 40 of 53 services are watched: filter by name for others."),
    ).toBeVisible();
    await page.screenshot({ path: screenPath("health-many-dark") });
    expect(await violations(page)).toEqual([]);
    await dialog.getByRole("searchbox", { name: "Filter the services" }).fill("service52");
    await expect(dialog.getByRole("row", { name: /many\.v1\.Service52/ })).toContainText("serving");
    await expect(dialog.getByText(/^The first 40/)).toHaveCount(0);
  } finally {
    server.stop();
  }
});
