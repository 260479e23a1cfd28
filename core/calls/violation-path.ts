/** Where a field that a server names stands in the JSON of a message. Pure. */
import type { DescField, DescMessage } from "@bufbuild/protobuf";

/** A name, an index or a key: `inputs`, `[0]`, `["a.b"]`; what stands between is passed over. */
const STEP = /\["((?:[^"\\]|\\.)*)"\]|\[([^\]]*)\]|([^.[\]/]+)/g;

/**
 * The path by the names that JSON has: `user_app_id.tags["a"]` is `userAppId.tags["a"]`, `image_url [json_name = "img"]` is
 * `img`. Reads paths as servers write them: with dots, indexes in brackets or between dots, as a JSON pointer, behind
 * `$.` or the name of the message. Undefined where the first name is no field of the message.
 */
export function jsonPathOf(type: DescMessage, written: string): string | undefined {
  const steps = [...written.replace(/^\$\.?/, "").matchAll(STEP)].map(stepOf);
  const [first] = steps;
  const isNamed = first !== undefined && fieldNamed(type, first.text) === undefined;
  const isMessage =
    isNamed && (first.text === type.name || first.text === type.typeName || first.text === "request");
  const path = walk(type, isMessage ? steps.slice(1) : steps);
  return path === "" ? undefined : path;
}

interface Step {
  readonly text: string;
  /** True between brackets. */
  readonly isSubscript: boolean;
}

function stepOf([, key, subscript, name]: RegExpMatchArray): Step {
  return { text: key ?? subscript ?? name ?? "", isSubscript: name === undefined };
}

function walk(type: DescMessage | undefined, steps: readonly Step[]): string {
  let path = "";
  let at = type;
  let field: DescField | undefined;
  for (const { text, isSubscript } of steps) {
    const takesKey = field?.fieldKind === "list" || field?.fieldKind === "map";
    if (field !== undefined && takesKey && (isSubscript || /^\d+$/.test(text) || field.fieldKind === "map")) {
      path += field.fieldKind === "map" ? `[${JSON.stringify(text)}]` : `[${text}]`;
      at = field.message;
      field = undefined;
      continue;
    }
    const found = at === undefined ? undefined : fieldNamed(at, text);
    if (found === undefined) return path;
    path += `${path === "" ? "" : "."}${found.jsonName}`;
    field = found;
    at = found.fieldKind === "map" ? undefined : found.message;
  }
  return path;
}

function fieldNamed(type: DescMessage, name: string): DescField | undefined {
  const bare = loose(name);
  return (
    type.fields.find((field) => field.name === name || field.jsonName === name) ??
    type.fields.find((field) => loose(field.name) === bare)
  );
}

/** `image_url`, `imageUrl` and `ImageURL` alike. */
function loose(name: string): string {
  return name.replaceAll("_", "").toLowerCase();
}
