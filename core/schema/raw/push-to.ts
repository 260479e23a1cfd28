/** Appends to the list that `map` keeps under `key`, starting it when there is none. */
export function pushTo<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

/** The list that `map` keeps under `key`, started when there is none. */
export function listIn<Key, Value>(map: Map<Key, Value[]>, key: Key): Value[] {
  const present = map.get(key);
  if (present !== undefined) return present;
  const list: Value[] = [];
  map.set(key, list);
  return list;
}
