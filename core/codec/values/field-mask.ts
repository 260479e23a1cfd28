/**
 * The declared form of one path of a `google.protobuf.FieldMask` in JSON: `fooBar.baz` is `foo_bar.baz`. Answers
 * undefined when the path has a character that JSON's form does not allow.
 */
export function maskPathFromJson(path: string): string | undefined {
  if (!/^[A-Za-z0-9]+(\.[A-Za-z0-9]+)*$/.test(path)) return undefined;
  return path.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** The JSON form of one path, or undefined when it would not be read back as the same path. */
export function maskPathToJson(path: string): string | undefined {
  const camel = path.replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase());
  return maskPathFromJson(camel) === path ? camel : undefined;
}
