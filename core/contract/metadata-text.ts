/**
 * A metadata value in one text, for files and command lines: bytes of a `-bin` name as base64, `hex:08 96 01`, or
 * `json:pkg.Type:{…}`. A colon is no base64, so neither prefix can be meant as it. Pure.
 */
import type { MetadataEntry } from "./params.ts";

/** The value and the form that a text stands for, under a name. */
export function readMetadataText(name: string, text: string): Omit<MetadataEntry, "name"> {
  if (!name.trim().toLowerCase().endsWith("-bin")) return { value: text };
  const hex = /^hex:(.*)$/s.exec(text)?.[1];
  if (hex !== undefined) return { value: hex.trim(), form: { kind: "hex" } };
  const [, typeName, json] = /^json:\s*([\w.]+):(.*)$/s.exec(text) ?? [];
  if (typeName === undefined || json === undefined) return { value: text };
  return { value: json.trim(), form: { kind: "json", typeName } };
}

/** The text of a value: what `readMetadataText` reads. */
export function metadataText({ value, form }: Pick<MetadataEntry, "value" | "form">): string {
  switch (form?.kind) {
    case "hex":
      return `hex:${value}`;
    case "json":
      return `json:${form.typeName}:${value}`;
    case undefined:
      return value;
  }
}
