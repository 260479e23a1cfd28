import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { FileRegistry } from "@bufbuild/protobuf";
import { CallError, STATUS } from "../call/call-error.ts";
import { listenFree, type RunningServer } from "../listen.ts";
import type { ServedService } from "../schema/served-methods.ts";
import { statusJson } from "./http-status.ts";
import { matchTemplate } from "./path-template.ts";
import { type Route, routesOf } from "./routes.ts";
import { serveRequest } from "./serve-request.ts";

/** Serves the methods that have a `google.api.http` rule as HTTP + JSON, on one port of loopback. */
export async function startGateway(
  services: readonly ServedService[],
  registry: FileRegistry,
  from: number | undefined,
): Promise<RunningServer> {
  const routes = routesOf(services, registry);
  const server = createServer((request, response) => dispatch(routes, registry, request, response));
  const port = await listenFree(server, from);
  const stop = async (): Promise<void> => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeAllConnections();
    await closed;
  };
  return { port, stop };
}

function dispatch(
  routes: readonly Route[],
  registry: FileRegistry,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const target = request.url ?? "/";
  const cut = target.indexOf("?");
  const path = cut < 0 ? target : target.slice(0, cut);
  const query = new URLSearchParams(cut < 0 ? "" : target.slice(cut + 1));
  const matches = routes.flatMap((route) => {
    const pathValues = matchTemplate(route.template, path);
    return pathValues === undefined ? [] : [{ route, pathValues, query }];
  });
  const match = matches.find(({ route }) => route.verb === request.method);
  if (match !== undefined) serveRequest(request, response, match, registry).catch(() => response.destroy());
  else refuse(registry, response, path, [...new Set(matches.map(({ route }) => route.verb))]);
}

/** 405 with the verbs that would do, or 404 where no rule has the path. */
function refuse(
  registry: FileRegistry,
  response: ServerResponse,
  path: string,
  verbs: readonly string[],
): void {
  const error =
    verbs.length > 0
      ? new CallError(STATUS.UNIMPLEMENTED, `Method Not Allowed: ${path} takes ${verbs.join(", ")}.`)
      : new CallError(STATUS.NOT_FOUND, `Not Found: no rule has the path ${path}.`);
  if (verbs.length > 0) response.setHeader("Allow", verbs.join(", "));
  response.statusCode = verbs.length > 0 ? 405 : 404;
  response.setHeader("Content-Type", "application/json");
  response.end(JSON.stringify(statusJson(registry, error)));
}
