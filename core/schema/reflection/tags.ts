/** Tags of `grpc/reflection/v1/reflection.proto`: `number << 3 | wire type`, by message. */

export const REQUEST = {
  fileByFilename: 26,
  fileContainingSymbol: 34,
  fileContainingExtension: 42,
  allExtensionNumbersOfType: 50,
  listServices: 58,
} as const;

export const EXTENSION_REQUEST = { containingType: 10, extensionNumber: 16 } as const;

export const RESPONSE = { files: 34, extensionNumbers: 42, services: 50, error: 58 } as const;

export const FILES = { file: 10 } as const;

export const EXTENSION_NUMBERS = { number: 16, packedNumbers: 18 } as const;

export const SERVICES = { service: 10 } as const;

export const ERROR = { code: 8, message: 18 } as const;
