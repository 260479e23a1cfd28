/** The full name of what a name is declared in: `pkg.Message` of `pkg.Message.field`; empty where there is nothing around it. */
export function parentName(name: string): string {
  return name.slice(0, Math.max(0, name.lastIndexOf(".")));
}
