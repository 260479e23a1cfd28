/** How protobuf names fields in JSON. */

/**
 * The JSON name that protoc gives a field that declares none: underscores dropped, the character after each run of
 * them upper-cased. Of a path, it is the path by those names.
 */
export function defaultJsonName(name: string): string {
  return name.replace(/_+(.?)/g, (_match, next: string) => next.toUpperCase());
}
