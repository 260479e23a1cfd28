/**
 * Exports of a CommonJS chunk as plain properties. esbuild makes a getter behind a getter of each, so that a call into
 * another chunk is two lookups by name: what runs once a record then takes twice its time.
 */

const PRELUDE =
  /var stdin_exports=\{\};__export\(stdin_exports,\{(.*?)\}\);module\.exports=__toCommonJS\(stdin_exports\);/;
/** What esbuild adds for tools that look for names of exports. */
const REMARK = /0&&\(module\.exports=\{[^}]*\}\);?\s*$/;
const LOADED_AT_ONCE = /(?<!__toESM\()require\("\.\/([\w-]+\.cjs)"\)/g;

const SET =
  "var __set=(name,get)=>{const value=get();value===void 0?__change(name,get):exports[name]=value},__change=(name,get)=>Object.defineProperty(exports,name,{get,enumerable:!0});";

/**
 * The code with its exports set at its end. A binding that may change after the chunk has run keeps its getter: one that
 * is assigned in several places, told by its name alone, or that has no value yet.
 */
export function plainExports(code) {
  const found = PRELUDE.exec(code);
  if (found === null) return code;
  const bindings = found[1].split(",").filter((binding) => binding !== "");
  const lines = bindings.map((binding) => {
    const [name, local] = binding.split(":()=>");
    const set = assignments(code, local) > 1 ? "__change" : "__set";
    return `${set}(${JSON.stringify(name)},()=>${local});`;
  });
  const rest = code.replace(PRELUDE, () => "").replace(REMARK, () => "");
  return `${rest}${SET}Object.defineProperty(exports,"__esModule",{value:!0});${lines.join("")}`;
}

/** How often a name is assigned, its declaration included. */
function assignments(code, name) {
  const escaped = name.replaceAll("$", "\\$");
  const pattern = new RegExp(`(?<![\\w$.])${escaped}(?:=(?![=>])|\\+\\+|--|[-+*/%&|^?<>]{1,3}=(?!=))`, "g");
  return code.match(pattern)?.length ?? 0;
}

/** Throws when chunks load each other in a circle: one would then miss the exports of another. */
export function refuseCircles(chunks) {
  const needs = new Map(
    chunks.map(({ name, code }) => [name, [...code.matchAll(LOADED_AT_ONCE)].map(([, needed]) => needed)]),
  );
  const done = new Set();
  const open = new Set();
  const visit = (name) => {
    if (done.has(name)) return;
    if (open.has(name)) throw new Error(`The chunk ${name} needs itself: ${[...open].join(", ")}.`);
    open.add(name);
    for (const needed of needs.get(name) ?? []) visit(needed);
    open.delete(name);
    done.add(name);
  };
  for (const name of needs.keys()) visit(name);
}
