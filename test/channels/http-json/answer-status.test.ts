import { describe, expect, it } from "vitest";
import { codeOfHttpStatus, statusOfErrorAnswer } from "../../../core/channels/http-json/answer-status.ts";

const NO_HEADERS = { contentType: "application/json", location: undefined };

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
    expect(statusOfErrorAnswer(httpStatus, body, NO_HEADERS)).toMatchObject({
      code,
      message,
      httpStatus,
      body,
    });
  });
});

describe("statusOfErrorAnswer shows anything else as it is", () => {
  it.each<[number, string, { contentType: string; location: string | undefined }, number, string]>([
    [
      502,
      "<html>\n bad </html>",
      { contentType: "text/html", location: undefined },
      14,
      "HTTP 502, text/html, “<html> bad </html>”.",
    ],
    [413, "", { contentType: "", location: undefined }, 8, "HTTP 413."],
    [
      302,
      "",
      { contentType: "", location: "https://x.example/" },
      2,
      "HTTP 302, redirect to https://x.example/, which is not followed.",
    ],
    [418, '{"a":1}', NO_HEADERS, 9, 'HTTP 418, application/json, “{"a":1}”.'],
    [
      599,
      "x".repeat(500),
      { contentType: "text/plain", location: undefined },
      13,
      `HTTP 599, text/plain, “${"x".repeat(200)}”.`,
    ],
    [200, "<p>", { contentType: "text/html", location: undefined }, 2, "HTTP 200, text/html, “<p>”."],
  ])("HTTP %i %j", (httpStatus, body, headers, code, message) => {
    expect(statusOfErrorAnswer(httpStatus, body, headers)).toEqual({
      code,
      message,
      httpStatus,
      ...(body === "" ? {} : { body }),
    });
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
