const LONGEST_NAME = 120;
const LONGEST_PATH = 2000;

/** Where a message stands: the steps from the outermost message to it, as names and indexes. */
export class MessagePath {
  private readonly names: string[] = [];
  private readonly indexes: number[] = [];

  /** Goes into a field; `index` is -1 where it does not repeat. */
  enter(name: string, index: number): void {
    this.names.push(name);
    this.indexes.push(index);
  }

  /** Goes back out. */
  leave(): void {
    this.names.pop();
    this.indexes.pop();
  }

  /** `inputs[0].image`, with one more step unless `name` is empty; empty at the root. */
  text(name = "", index = -1): string {
    let path = "";
    for (const [at, step] of this.names.entries()) {
      path = append(path, step, this.indexes[at] ?? -1);
      if (path.length > LONGEST_PATH) return `${path.substring(0, LONGEST_PATH)}…`;
    }
    return name === "" ? path : append(path, name, index);
  }
}

function append(path: string, name: string, index: number): string {
  const dot = path === "" || name.startsWith("[") ? "" : ".";
  const shown = name.length > LONGEST_NAME ? `${name.substring(0, LONGEST_NAME)}…` : name;
  return `${path}${dot}${shown}${index < 0 ? "" : `[${index}]`}`;
}
