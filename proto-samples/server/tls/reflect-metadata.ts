/**
 * `Reflect.getMetadata` and its two companions, which the dependency injection inside @peculiar/x509 insists on
 * finding before it is loaded. Only what it calls: metadata of a class as a whole, inherited by its subclasses.
 */
type Metadata = Map<unknown, unknown>;

const ownMetadata = new WeakMap<object, Metadata>();

function getOwnMetadata(key: unknown, target: object): unknown {
  return ownMetadata.get(target)?.get(key);
}

function getMetadata(key: unknown, target: object): unknown {
  for (let current: object | null = target; current !== null; current = Object.getPrototypeOf(current)) {
    const metadata = ownMetadata.get(current);
    if (metadata?.has(key) === true) return metadata.get(key);
  }
  return undefined;
}

function defineMetadata(key: unknown, value: unknown, target: object): void {
  const metadata: Metadata = ownMetadata.get(target) ?? new Map();
  ownMetadata.set(target, metadata.set(key, value));
}

// A real polyfill that is there already knows more and stays.
if (!("getMetadata" in Reflect)) Object.assign(Reflect, { getMetadata, getOwnMetadata, defineMetadata });
