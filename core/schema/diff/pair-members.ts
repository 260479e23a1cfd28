/** What members are told apart by. */
interface Member {
  readonly name: string;
  readonly number: number;
}

/** A member of both schemas, or of one. */
export type Pair<T> =
  | readonly [before: T, after: T]
  | readonly [before: T, undefined]
  | readonly [undefined, after: T];

/**
 * Pairs the members of two versions of one type: by name first, so that a number that moved is seen, and what is left
 * by number, so that a new name is seen. Ordered by the older number, or the newer where there is none.
 */
export function pairMembers<T extends Member>(before: readonly T[], after: readonly T[]): readonly Pair<T>[] {
  const byName = new Map(after.map((member) => [member.name, member]));
  const names = new Set(before.map(({ name }) => name));
  const free = new Map<number, T>();
  for (const member of after) {
    if (!names.has(member.name) && !free.has(member.number)) free.set(member.number, member);
  }
  const taken = new Set<T>();
  const pairs = before.map((member): Pair<T> => {
    const other = byName.get(member.name) ?? free.get(member.number);
    if (other === undefined || taken.has(other)) return [member, undefined];
    taken.add(other);
    return [member, other];
  });
  const added = after.filter((member) => !taken.has(member)).map((member): Pair<T> => [undefined, member]);
  return [...pairs, ...added].sort((a, b) => numberOf(a) - numberOf(b));
}

function numberOf<T extends Member>([before, after]: Pair<T>): number {
  return before?.number ?? after?.number ?? 0;
}

/** Pairs the entries of two tables by name, in the order of the names. */
export function pairByName<T>(
  before: ReadonlyMap<string, T>,
  after: ReadonlyMap<string, T>,
): readonly (readonly [name: string, before: T | undefined, after: T | undefined])[] {
  const names = [...new Set([...before.keys(), ...after.keys()])].sort();
  return names.map((name) => [name, before.get(name), after.get(name)] as const);
}
