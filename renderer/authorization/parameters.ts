/** Parameters of a token request as lines of text, a `name=value` each. Pure. */

interface Parameter {
  readonly name: string;
  readonly value: string;
}

/** The lines of parameters; a name without a value has no `=`. */
export function parametersText(parameters: readonly Parameter[] = []): string {
  return parameters.map(({ name, value }) => (value === "" ? name : `${name}=${value}`)).join("\n");
}

/** The parameters of lines; what has no name is no parameter. */
export function readParameters(text: string): readonly Parameter[] {
  return text
    .split("\n")
    .map((line) => {
      const equals = line.indexOf("=");
      return equals === -1
        ? { name: line.trim(), value: "" }
        : { name: line.slice(0, equals).trim(), value: line.slice(equals + 1).trim() };
    })
    .filter(({ name }) => name !== "");
}
