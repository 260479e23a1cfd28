import { beforeAll, describe, expect, it } from "vitest";
import { ensureBuilt, inFolder } from "./build-cli.ts";
import { runByteglass } from "./run-byteglass.ts";

beforeAll(ensureBuilt);

const folder = inFolder("test/channels/support");
const sources = ["--proto", "transcoding.proto", "-I", folder];
const get = "test.transcoding.Things/Get";

describe("explain", () => {
  it("shows the request of a message, field by field", async () => {
    const body = '{"name": "things/a", "count": 2, "tags": ["x"]}';
    expect(await runByteglass(["explain", get, "-d", body, ...sources])).toMatchObject({
      exit: 0,
      stdout: [
        "GET /v1/things/a?count=2&tags=x",
        "",
        "rule 0: GET /v1/{name=things/*}",
        "  path   name   things/a",
        "  query  count  2",
        "  query  tags   x",
        "rule 1 cannot: GET /v1/parents/{parent_id}/things/{count}: The field parent_id is part of the path, and it is empty.",
        "rule 2 could carry it too: POST /v1/things:find",
        "",
      ].join("\n"),
      stderr: "",
    });
  });

  it("shows the message of a URL", async () => {
    const url = "POST http://127.0.0.1:1/api/v1/things:find?nothing=1";
    const { exit, stdout, stderr } = await runByteglass([
      "explain",
      "--url",
      url,
      "-d",
      '{"big": 5}',
      ...sources,
    ]);
    expect([exit, stdout]).toEqual([
      0,
      `${get}, rule 2: POST /v1/things:find\nbase path /api\n  body   big      5\n\n{\n  "big": "5"\n}\n`.replace(
        "big      5",
        "big  5",
      ),
    ]);
    expect(stderr).toContain(
      "The rule takes the whole message from the body: a server leaves the parameter nothing out.",
    );
  });

  it("shows the message of a curl line, with its headers, credentials as dots", async () => {
    const line = String.raw`curl -s -L -X POST 'http://127.0.0.1:1/v1/things:find' \
      -H 'Content-Type: application/json' -H 'X-Who: me' -H 'Authorization: Bearer abc' \
      --data-raw '{"big": 5, "note": "it'\''s"}'`;
    const { exit, stdout, stderr } = await runByteglass(["explain", "--url", line, ...sources]);
    expect({ exit, stdout }).toEqual({
      exit: 0,
      stdout: [
        `${get}, rule 2: POST /v1/things:find`,
        "header X-Who: me",
        "header Authorization: ••••••",
        "  body   big   5",
        `  body   note  "it's"`,
        "",
        '{\n  "big": "5",\n  "note": "it\'s"\n}\n',
      ].join("\n"),
    });
    expect(stderr).toContain("-L was left out: a redirect is shown and not followed.");
    const json = await runByteglass(["explain", "--url", line, "--json", ...sources]);
    expect(JSON.parse(json.stdout)).toMatchObject({
      message: { big: "5" },
      headers: [{ name: "X-Who", value: "me" }, { name: "Authorization" }],
    });
  });

  it("as JSON", async () => {
    const words = ["explain", get, "-d", '{"name":"things/a"}', "--json", ...sources];
    expect(JSON.parse((await runByteglass(words)).stdout)).toMatchObject({ binding: 0, url: "/v1/things/a" });
    const back = ["explain", get, "--url", "/v1/things/a?big=9007199254740993", "--json", ...sources];
    expect((await runByteglass(back)).stdout).toContain(
      '"message":{"name":"things/a","big":"9007199254740993"}',
    );
  });

  it.each<[string[], string, string]>([
    [["explain", ...sources], "explain needs a METHOD, or a --url.", "See `byteglass explain --help`."],
    [
      ["explain", "--url", "/v2/none", ...sources],
      "No google.api.http rule of the schema has the form of /v2/none.",
      "The nearest are GET /v1/{name=things/*}; GET /v1/parents/{parent_id}/things/{count}; POST /v1/things:find.",
    ],
    [
      ["explain", get, "-d", '{"name": 1}', ...sources],
      "The message does not fit its type, so it has no HTTP form yet.",
      '    {"name": 1}\n             ^\n',
    ],
    [["explain", get.replace(/^.*\./, ""), ...sources], "The schema has no service", `Did you mean ${get}?`],
    [
      ["explain", "--url", "curl -d '{}' http://a/v1/things:find", "-d", "{}", ...sources],
      "The curl line has a body of its own.",
      "Leave -d out, or out of the line.",
    ],
    [["explain", "--url", "curl -s", ...sources], "The curl line names no address.", "Expected https://"],
    [
      ["explain", "--url", "curl --json '{}' http://a/pkg.Things/Get", ...sources],
      "The curl line calls pkg.Things/Get over connect-json, which takes no rule of HTTP + JSON.",
      "`byteglass copy --line` and `byteglass import` read such lines.",
    ],
    [["explain", "--url", " ", ...sources], "The --url is empty.", "Write an address or a path"],
  ])("%j is refused", async (words, message, hint) => {
    const { exit, stderr } = await runByteglass(words);
    expect(exit).toBe(2);
    expect(stderr).toContain(message);
    expect(stderr).toContain(hint);
  });
});
