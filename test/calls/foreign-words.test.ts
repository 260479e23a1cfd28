import { expect, it } from "vitest";
import { explainStatus } from "../../core/calls/index.ts";
import { foreignStatus } from "../../core/channels/grpc-status.ts";

const answer = (httpStatus: number, headers: Readonly<Record<string, string>>, body = "") => ({
  httpStatus,
  headers: Object.entries(headers).map(([name, value]) => ({ name, value })),
  body,
});
const html = { "content-type": "text/html" };
const nginx = { ...html, server: "nginx/1.24.0" };

it.each([
  [
    401,
    { server: "envoy" },
    "The server, or a proxy in front of it (envoy), answered HTTP 401: it wants credentials.",
    /authorization/,
  ],
  [
    403,
    {},
    "The server, or a proxy in front of it, answered HTTP 403: it does not allow this call.",
    /credentials/,
  ],
  [
    404,
    html,
    "HTTP 404 came where a gRPC answer was expected: the web server at this address has nothing at this path.",
    /base path/,
  ],
  [
    413,
    nginx,
    "The server, or a proxy in front of it (nginx/1.24.0), answered HTTP 413: the request is larger than it lets through.",
    /send less/,
  ],
  [
    429,
    { "retry-after": "30" },
    "The server, or a proxy in front of it, answered HTTP 429: too many requests came.",
    /again in 30 s\.$/,
  ],
  [
    502,
    nginx,
    "A proxy (nginx/1.24.0) answered HTTP 502: the server behind it did not answer.",
    /behind it runs/,
  ],
  [
    503,
    {},
    "The server, or a proxy in front of it, answered HTTP 503: there is nobody to take the call now.",
    /ready\.$/,
  ],
  [504, {}, "A proxy answered HTTP 504: the server behind it did not answer in time.", /behind it runs/],
  [
    302,
    { location: "https://sso.example/" },
    "HTTP 302 came where a gRPC answer was expected: a redirect to https://sso.example/.",
    /not followed/,
  ],
  [
    200,
    html,
    "A web page came where a gRPC answer was expected: a login or portal page of a network or proxy, or a web server at this address.",
    /browser/,
  ],
  [
    200,
    { "content-type": "application/json" },
    "HTTP 200 with application/json came where a gRPC answer was expected: the server does not speak gRPC at this address or path.",
    /port/,
  ],
  [
    500,
    {},
    "HTTP 500 came where a gRPC answer was expected: a proxy, or a server that does not speak gRPC at this address or path, answered.",
    /log/,
  ],
])("HTTP %i with %j", (httpStatus, headers, explanation, hint) => {
  const status = foreignStatus("gRPC", answer(httpStatus, headers));
  const told = explainStatus(status, { channel: "grpc" });
  expect(told.explanation).toBe(explanation);
  expect(told.hint).toMatch(hint);
});

it.each([
  ["a title", "<html><title>Sign in\n to Wi-Fi</title><body>Room</body>", "Sign in to Wi-Fi"],
  ["no title", "<html><script>var a = 1;</script><h1>Not&nbsp;here</h1></html>", "Not here"],
  ["a page that says it is text", "<!doctype html><title>Hi</title>", "Hi"],
])("a page with %s is told by what a person would read", (_, body, expected) => {
  const { message } = foreignStatus("gRPC", answer(502, { "content-type": "text/plain" }, body));
  expect(message).toBe(`The answer is not gRPC: HTTP 502, text/plain, “${expected}”.`);
});
