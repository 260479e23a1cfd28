import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { commandNames } from "../../cli/commands.ts";
import { ensureBuilt, inFolder } from "./build-cli.ts";
import { runByteglass } from "./run-byteglass.ts";

beforeAll(ensureBuilt);

const { version } = JSON.parse(readFileSync(inFolder("package.json"), "utf8"));

describe("the words of the program itself", () => {
  it.each([["--version"], ["-V"]])("%s prints the version of package.json", async (word) => {
    expect(await runByteglass([word])).toEqual({ exit: 0, stdout: `byteglass ${version}\n`, stderr: "" });
  });

  it.each([[[]], [["--help"]], [["-h"]], [["help"]]])("%j prints the help", async (words) => {
    const { exit, stdout, stderr } = await runByteglass(words);
    expect([exit, stderr]).toEqual([0, ""]);
    for (const name of commandNames) expect(stdout).toMatch(new RegExp(`^ {2}${name} +[A-Z].*\\.$`, "m"));
    expect(stdout).toContain("  64 + n  The call ended with gRPC code n");
  });

  it.each(commandNames.flatMap((name) => [[[name, "--help"]], [["help", name]], [[name, "x", "-h"]]]))(
    "%j prints the help of the command",
    async (words) => {
      const name = words.find((word) => commandNames.includes(word));
      const { exit, stdout, stderr } = await runByteglass(words);
      expect([exit, stderr]).toEqual([0, ""]);
      expect(stdout).toContain(`byteglass ${name} `);
      expect(stdout).toContain("\nOptions\n");
      expect(stdout).toContain("  --json ");
    },
  );
});

describe("a command that is written wrongly ends with 2 and says what to do", () => {
  it.each([
    [
      ["lst"],
      'There is no command "lst". Did you mean list?',
      `Commands are ${commandNames.join(", ")}; see \`byteglass --help\`.`,
    ],
    [["help", "no"], 'There is no command "no".', /^Commands are list/],
    [["constructor"], 'There is no command "constructor".', /^Commands are list/],
    [
      ["list"],
      "list has no schema to work with.",
      "Name a server that offers reflection (--reflect TARGET), or add --proto FILE or --protoset FILE.",
    ],
    [
      ["list", "127.0.0.1:1", "127.0.0.1:2"],
      'list does not know what to do with "127.0.0.1:2".',
      "Put quotes around an argument with spaces in it; see `byteglass list --help`.",
    ],
    [
      ["list", "--plantext"],
      "list has no option --plantext. Did you mean --plaintext?",
      "See `byteglass list --help`.",
    ],
    [["call"], "call needs a TARGET.", "See `byteglass call --help`."],
    [
      ["list", ""],
      "The TARGET is empty.",
      "Write host:port (localhost:50051), an http:// or https:// address, or unix:path.",
    ],
    [["call", "127.0.0.1:1"], "call needs a METHOD, as pkg.Service/Method.", "See `byteglass call --help`."],
    [
      ["call", "127.0.0.1:1", "a.B/C", "--channel", "soap"],
      'There is no channel "soap".',
      "Channels are grpc, grpc-web, grpc-web-text, connect, connect-json, connect-get, http-json, http-protobuf.",
    ],
    [
      ["call", "http://127.0.0.1:1", "a.B/C", "--channel", "http-json"],
      "The channel http-json needs a schema: an HTTP server does not tell its own.",
      "Add --reflect GRPC_TARGET, --proto FILE or --protoset FILE.",
    ],
    [
      ["call", "127.0.0.1:1", "a.B/C", "--binding", "first"],
      '--binding needs a number, not "first".',
      "0 is the rule itself, 1 its first additional binding.",
    ],
    [
      ["call", "127.0.0.1:1", "a.B/C", "--max-time", "soon"],
      '--max-time does not understand "soon".',
      "Write a time above zero, such as 5s, 500ms or 2m.",
    ],
    [
      ["call", "127.0.0.1:1", "a.B/C", "-H", "no colon"],
      'The header "no colon" has no name.',
      "Write it as 'name: value'.",
    ],
    [
      ["list", "127.0.0.1:1", "--plaintext", "--tls"],
      "--plaintext and --tls exclude each other.",
      "Leave one of them out.",
    ],
    [
      ["list", "127.0.0.1:1", "--cert", "c.pem"],
      "--cert and --key belong together.",
      "Give both, each with a PEM file.",
    ],
    [["list", "-I", "protos"], "-I names a folder, but no --proto names a file in it.", "Add --proto FILE."],
    [["template"], "template needs the TYPE of a message.", "See `byteglass template --help`."],
    [["template", "a.B"], "template has no schema to work with.", /^Name a server/],
    [
      ["inspect"],
      "inspect looks at one thing: a FILE, - for standard input, --hex or --text.",
      "Such as `byteglass inspect --hex '08 96 01'`.",
    ],
    [["inspect", "a", "--hex", "08"], /^inspect looks at one thing/, /^Such as/],
    [
      ["inspect", "--hex", "0g"],
      '--hex has "g" in it, which is no hexadecimal digit.',
      "Use --text for any other spelling.",
    ],
    [
      ["inspect", "--hex", "089"],
      "--hex has 3 digits: the last byte is half.",
      "Write two digits for each byte.",
    ],
    [
      ["inspect", "--hex", "08", "--proto", "a.proto"],
      "A schema was given without the type to read the bytes as.",
      "Add --type pkg.Message.",
    ],
    [
      ["inspect", "--hex", "08", "--type", "a.B"],
      "inspect --type has no schema to work with.",
      /^Name a server/,
    ],
    [
      ["inspect", "/nowhere/at/all"],
      /^The file \/nowhere\/at\/all could not be read: ENOENT/,
      "Check the name and the permissions.",
    ],
    [
      ["sample", "--port", "0"],
      '--port needs a number from 1 to 65531, not "0".',
      "It is the first of five ports; leave it out for any free ones.",
    ],
    [["list", "http://a b"], /^The target “http:\/\/a b” has a space in it/, /^Write host:port/],
    [["list", "127.0.0.1:99999"], /has the port “99999”: expected a number from 1 to 65535/, /./],
  ])("%j", async (words, message, hint) => {
    const { exit, stdout, stderr } = await runByteglass(words);
    expect([exit, stdout]).toEqual([2, ""]);
    const lines = stderr.split("\n");
    if (typeof message === "string") expect(lines[0]).toBe(`error: ${message}`);
    else expect(lines[0]?.replace(/^error: /, "")).toMatch(message);
    const told = lines.find((line) => line.startsWith("hint: "))?.slice("hint: ".length) ?? "";
    if (typeof hint === "string") expect(told).toBe(hint);
    else expect(told).toMatch(hint);
  });

  it("says it as JSON too, when JSON is asked for", async () => {
    const { exit, stdout, stderr } = await runByteglass(["call", "127.0.0.1:1", "--json"]);
    expect(exit).toBe(2);
    expect(JSON.parse(stdout)).toEqual({
      error: {
        code: "usage",
        message: "call needs a METHOD, as pkg.Service/Method.",
        hint: "See `byteglass call --help`.",
        findings: [],
      },
    });
    expect(stderr).toContain("error: call needs a METHOD");
  });
});
