import { describe, expect, it } from "vitest";
import { codeOfHttpStatus, statusOfErrorAnswer } from "../../../core/channels/http-json/answer-status.ts";
import type { MetadataEntry } from "../../../core/contract/params.ts";

const JSON_HEADERS: readonly MetadataEntry[] = [{ name: "content-type", value: "application/json" }];

describe("statusOfErrorAnswer reads a status out of JSON", () => {
  it.each<[string, number, string, number, string]>([
    ["grpc-gateway v2", 404, '{"code":5,"message":"none","details":[]}', 5, "none"],
    ["grpc-gateway v1", 400, '{"error":"bad","code":3,"message":"bad"}', 3, "bad"],
    ["Google", 404, '{"error":{"code":404,"message":"none","status":"NOT_FOUND"}}', 5, "none"],
    ["Google, code alone", 409, '{"error":{"code":409,"message":"taken"}}', 10, "taken"],
    ["Connect", 404, '{"code":"not_found","message":"none"}', 5, "none"],
    ["Connect, canceled", 408, '{"code":"canceled","message":""}', 1, ""],
    ["a code that is none", 500, '{"code":77,"message":"odd"}', 13, "odd"],
    ["an error that says OK", 500, '{"code":0,"message":"odd"}', 13, "odd"],
  ])("%s", (_, httpStatus, body, code, message) => {
    expect(statusOfErrorAnswer({ httpStatus, body, headers: JSON_HEADERS })).toMatchObject({
      code,
      message,
      httpStatus,
      body,
    });
  });
});

const header = (name: string, value: string): MetadataEntry => ({ name, value });

describe("statusOfErrorAnswer shows anything else as it is", () => {
  it.each<[number, string, readonly MetadataEntry[], number, string]>([
    [
      502,
      "<html>\n<title>502 Bad\nGateway</title><center>nginx</center></html>",
      [header("content-type", "text/html"), header("Server", "nginx/1.24.0")],
      14,
      "HTTP 502 from nginx/1.24.0, text/html, “502 Bad Gateway”.",
    ],
    [413, "", [], 8, "HTTP 413, no content-type."],
    [
      302,
      "",
      [header("location", "https://x.example/")],
      2,
      "HTTP 302, no content-type, redirect to https://x.example/.",
    ],
    [429, "", [header("retry-after", "30")], 8, "HTTP 429, no content-type, retry-after 30."],
    [418, '{"a":1}', JSON_HEADERS, 9, 'HTTP 418, application/json, “{"a":1}”.'],
    [
      599,
      "x".repeat(500),
      [header("content-type", "text/plain")],
      13,
      `HTTP 599, text/plain, “${"x".repeat(200)}…”.`,
    ],
    [
      200,
      "<style>p {}</style><p>Sign&nbsp;in &amp; go</p>",
      [header("content-type", "text/html")],
      2,
      "HTTP 200, text/html, “Sign in & go”.",
    ],
  ])("HTTP %i %j", (httpStatus, body, headers, code, message) => {
    const { foreign, ...status } = statusOfErrorAnswer({ httpStatus, body, headers });
    expect(status).toEqual({ code, message, httpStatus, ...(body === "" ? {} : { body }) });
    expect(foreign?.isPage).toBe(message.includes("text/html"));
  });
});

describe("codeOfHttpStatus", () => {
  it.each([
    [200, 0],
    [204, 0],
    [304, 2],
    [400, 3],
    [401, 16],
    [403, 7],
    [404, 5],
    [405, 12],
    [409, 10],
    [422, 9],
    [429, 8],
    [499, 1],
    [500, 13],
    [501, 12],
    [503, 14],
    [504, 4],
    [507, 13],
  ])("%i → %i", (httpStatus, code) => {
    expect(codeOfHttpStatus(httpStatus)).toBe(code);
  });
});
