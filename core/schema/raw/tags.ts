/** Tags of messages that are read or written without a codec: `number << 3 | wire type`, by message. */

// google/protobuf/descriptor.proto

/** `name` of every declaration, and of a file. */
export const NAME = 10;

export const FILE_SET = { file: 10 } as const;

export const FILE = {
  package: 18,
  dependency: 26,
  message: 34,
  enum: 42,
  service: 50,
  extension: 58,
  options: 66,
  sourceInfo: 74,
  syntax: 98,
} as const;

export const MESSAGE = {
  field: 18,
  message: 26,
  enum: 34,
  extensionRange: 42,
  extension: 50,
  options: 58,
  oneof: 66,
} as const;

export const FIELD = { extendee: 18, number: 24, typeName: 50, options: 66 } as const;

export const EXTENSION_RANGE = { options: 26 } as const;

export const ONEOF = { options: 18 } as const;

export const ENUM = { value: 18, options: 26, reservedRange: 34 } as const;

export const ENUM_VALUE = { options: 26 } as const;

export const SERVICE = { method: 18, options: 26 } as const;

export const METHOD = {
  inputType: 18,
  outputType: 26,
  options: 34,
  clientStreaming: 40,
  serverStreaming: 48,
} as const;

export const METHOD_OPTIONS = { deprecated: 264 } as const;

export const SOURCE_INFO = { location: 10 } as const;

/** `path` and `span` are packed. */
export const LOCATION = { path: 10, span: 18, leading: 26, trailing: 34, detached: 50 } as const;

/** The value of a map entry that is a message. */
export const MAP_ENTRY = { message: 18 } as const;

// google/protobuf/any.proto and google/rpc/status.proto

export const ANY = { typeUrl: 10, value: 18 } as const;

export const STATUS = { code: 8, message: 18, details: 26 } as const;
