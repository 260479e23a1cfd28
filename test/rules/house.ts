/** House rules that a text can be checked for. Each takes a file and answers with a sentence a breach. */

import { homedir } from "node:os";
import { windowHint } from "../../renderer/engine/window-hint.ts";
import { importsOf, namesOnly, withoutComments } from "./imports.ts";
import { isTypeScript, ROOT, type SourceFile } from "./source-files.ts";

type Rule = (file: SourceFile) => readonly string[];

const LONGEST = 400;
/** Rooms of docs/architecture.md without an outside world. */
export const PURE = /^core\/(wire|guess|frames|input|codec|edit|match|infer|documents|variables)\//;
const SHIPS = /^(core|electron|renderer|cli|proto-samples)\//;
const CHECKED_BY_TESTS = /^(test|bench)\//;

/** A rule that counts the matches of a pattern in part of a file. */
function forbid(
  what: string,
  pattern: RegExp,
  applies: (file: SourceFile) => boolean,
  part: (text: string) => string,
): Rule {
  return (file) => {
    if (!applies(file)) return [];
    const found = part(file.text).match(pattern)?.[0];
    return found === undefined ? [] : [`${file.path}: ${what} (${found.trim()})`];
  };
}

const code = (file: SourceFile) => isTypeScript(file);
const whole = (text: string) => text;

/** Lines for a terminal are meant for one wherever they are read. */
const COMMANDS = /`[^`]*`|\b(byteglass|openssl) .*/g;

/** Literals of more than one word. */
function sentencesOf(text: string): readonly string[] {
  return [...withoutComments(text).matchAll(/"([^"\n]* [^"\n]*)"|`([^`\n]* [^`\n]*)`/g)].map(
    ([, quoted, template]) => quoted ?? template ?? "",
  );
}

/** The rules by name. */
export const HOUSE_RULES: Readonly<Record<string, Rule>> = {
  "has at most 400 lines, or says why in its first line": (file) => {
    const lines = file.text.split("\n").length - 1;
    const [first = ""] = file.text.split("\n", 1);
    if (!isTypeScript(file) || lines <= LONGEST || /^\/[/*].*\blong\b/i.test(first)) return [];
    return [`${file.path}: ${lines} lines`];
  },
  "exports by name only": forbid(
    "a default export",
    /^export default\b|\bas default\b/m,
    (file) => code(file) && !/\.config\.ts$|^test\/e2e\/harness\/bring-electron\.ts$/.test(file.path),
    withoutComments,
  ),
  "has no any": forbid("any", /(:|<|\bas|\|)\s*any\b|\bany\[\]/, code, namesOnly),
  "silences no check of types": forbid("a silenced check", /@ts-(ignore|nocheck|expect-error)/, code, whole),
  "leaves nothing for later": forbid("a loose end", /\b(TO[D]O|FIX[M]E|HA[C]K)\b/, code, whole),
  "makes no code from text": forbid(
    "code made from text",
    /\beval\s*\(|\bnew\s+Function\b|(?<![.\w])Function\s*\(/,
    (file) => code(file) && SHIPS.test(file.path),
    namesOnly,
  ),
  "is pure in the pure rooms": forbid(
    "an outside thing in a pure room",
    /\b(process|Buffer|fetch|setTimeout|setInterval|setImmediate|performance|Math\.random)\b(?=\s*[.(])|\bDate\.now\b|\bnew Date\(\)/,
    (file) => code(file) && PURE.test(file.path),
    namesOnly,
  ),
  "imports protobufjs whole only in tests and benchmarks": (file) => {
    if (CHECKED_BY_TESTS.test(file.path) || !/\.(ts|tsx|mjs)$/.test(file.path)) return [];
    const whole = importsOf(file).filter(
      ({ specifier, typeOnly }) =>
        !typeOnly && /^protobufjs(\/|$)/.test(specifier) && !/^protobufjs\/minimal(\.js)?$/.test(specifier),
    );
    return whole.map(({ specifier }) => `${file.path}: imports ${specifier}`);
  },
  "writes relative imports with their extension": (file) => {
    if (!isTypeScript(file)) return [];
    const bare = importsOf(file).filter(
      ({ specifier }) => specifier.startsWith(".") && !/\.(tsx?|mjs|cjs|js|json|css)(\?.*)?$/.test(specifier),
    );
    return bare.map(({ specifier }) => `${file.path}: imports ${specifier}`);
  },
  "is named in kebab-case": ({ path }) => {
    const name = path.split("/").at(-1) ?? "";
    return !isTypeScript({ path, text: "" }) || /^[a-z0-9]+([-.][a-z0-9]+)*\.tsx?$/.test(name) ? [] : [path];
  },
  "names options of the terminal in brackets, which the window leaves out": (file) => {
    if (!code(file) || !/^core\/(?!exchange\/|input\/)/.test(file.path)) return [];
    return sentencesOf(file.text)
      .filter((text) => /(^|\s)--[a-z]/.test(windowHint(text).replace(COMMANDS, "")))
      .map((text) => `${file.path}: ${text}`);
  },
  "names no path of a machine and no registry": forbid(
    "a path of a machine or a registry",
    machineNames(),
    ({ path }) => path !== "package-lock.json" && path !== "test/rules/house.ts",
    whole,
  ),
};

/** Homes of people, this checkout's own place, public registries, and the registry this run was installed from. */
function machineNames(): RegExp {
  const registry = process.env["npm_config_registry"] ?? "";
  const names = [
    "/(home|Users)/[a-z]\\w+/",
    "registry\\.(npmjs|yarnpkg)\\.",
    escapePattern(ROOT),
    ...(homedir().length > 1 ? [escapePattern(`${homedir()}/`)] : []),
    ...(URL.canParse(registry) ? [escapePattern(new URL(registry).host)] : []),
  ];
  return new RegExp(names.join("|"));
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
