/** The table without one of its entries; itself where it has none of that name. */
export function without<Value>(
  table: Readonly<Record<string, Value>>,
  name: string,
): Readonly<Record<string, Value>> {
  if (table[name] === undefined) return table;
  const { [name]: _, ...rest } = table;
  return rest;
}
