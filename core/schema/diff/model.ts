/** A schema as plain values: what two schemas are compared by, and what a hash is made of. Comments and order are no part of it. */

/** Options by name, such as `deprecated` or `(pkg.option)`, with their values as source text. */
export type OptionModel = ReadonlyMap<string, string>;

/** The type of a field, map values included. */
export type ValueType =
  | { readonly kind: "scalar"; readonly name: string }
  | { readonly kind: "enum"; readonly name: string }
  /** `delimited` is the encoding of proto2 groups. */
  | { readonly kind: "message"; readonly name: string; readonly delimited: boolean };

/** A field or an extension. */
export interface FieldModel {
  readonly symbol: string;
  readonly name: string;
  readonly number: number;
  readonly jsonName: string;
  readonly type: ValueType;
  readonly cardinality: "singular" | "repeated" | "map";
  /** The scalar type of a map's keys; empty for other fields. */
  readonly mapKey: string;
  /** Empty for repeated fields and maps. */
  readonly presence: "" | "implicit" | "explicit" | "required";
  readonly packed: boolean;
  /** Name of its oneof, or empty. */
  readonly oneof: string;
  /** The default as the descriptor has it, or empty. */
  readonly defaultValue: string;
  /** True when invalid UTF-8 is refused. */
  readonly checksUtf8: boolean;
  /** Full name of the extended message; empty for fields. */
  readonly extendee: string;
  readonly options: OptionModel;
}

/** A message type. */
export interface MessageModel {
  readonly symbol: string;
  readonly fields: readonly FieldModel[];
  /** Options of the oneofs by name. */
  readonly oneofs: ReadonlyMap<string, OptionModel>;
  /** `4 to 6` and `"name"`. */
  readonly reserved: readonly string[];
  readonly extensionRanges: readonly string[];
  readonly options: OptionModel;
}

/** One name of an enum. */
export interface EnumValueModel {
  readonly symbol: string;
  readonly name: string;
  readonly number: number;
  readonly options: OptionModel;
}

/** An enum type. */
export interface EnumModel {
  readonly symbol: string;
  readonly isOpen: boolean;
  readonly values: readonly EnumValueModel[];
  readonly reserved: readonly string[];
  readonly options: OptionModel;
}

/** A method. */
export interface MethodModel {
  readonly symbol: string;
  readonly name: string;
  readonly inputType: string;
  readonly outputType: string;
  /** `unary`, `server-stream` and so on. */
  readonly streaming: string;
  /** The `google.api.http` rule and its additional bindings, one text each. */
  readonly http: readonly string[];
  readonly options: OptionModel;
}

/** A service. */
export interface ServiceModel {
  readonly symbol: string;
  readonly methods: readonly MethodModel[];
  readonly options: OptionModel;
}

/** A whole schema; every table is by full name, in the order of the names. */
export interface SchemaModel {
  readonly messages: ReadonlyMap<string, MessageModel>;
  readonly enums: ReadonlyMap<string, EnumModel>;
  readonly services: ReadonlyMap<string, ServiceModel>;
  readonly extensions: ReadonlyMap<string, FieldModel>;
  /** Names that are used and declared nowhere: nothing can be said about them. */
  readonly unknown: ReadonlySet<string>;
}
