/** Tags of descriptor.proto that are read without a decoder: `number << 3 | wire type`, by message. */

/** `name` of every declaration, and of a file. */
export const NAME = 10;

export const FILE = {
  package: 18,
  dependency: 26,
  message: 34,
  enum: 42,
  service: 50,
  extension: 58,
} as const;

export const MESSAGE = { field: 18, message: 26, enum: 34, extensionRange: 42, extension: 50 } as const;

export const FIELD = { extendee: 18, number: 24, typeName: 50 } as const;

export const SERVICE = { method: 18 } as const;

export const METHOD = {
  inputType: 18,
  outputType: 26,
  options: 34,
  clientStreaming: 40,
  serverStreaming: 48,
} as const;

export const METHOD_OPTIONS = { deprecated: 264 } as const;
