/** The first request a newcomer sees: the schema's own example with values that the sample server knows. */

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

const VALUES: Json = {
  userAppId: { userId: "ada", appId: "demo" },
  modelId: "general-v2",
  inputs: [{ id: "cat-01", image: { url: "https://example.test/cat.jpg", width: 1024, height: 768 } }],
  maxConcepts: 5,
  labels: { key: "first try" },
};

/** The example with those of the values whose places it has; anything else stays as the schema gave it. */
export function fillSampleBody(json: string): string {
  try {
    return JSON.stringify(fill(JSON.parse(json), VALUES), null, 2);
  } catch {
    return json;
  }
}

function fill(example: Json, values: Json): Json {
  if (Array.isArray(example) && Array.isArray(values))
    return example.map((item, index) => (values[index] === undefined ? item : fill(item, values[index])));
  if (!isObject(example) || !isObject(values)) return values;
  const filled = Object.entries(example).map(([key, value]) => {
    const known = values[key];
    return [key, known === undefined ? value : fill(value, known)];
  });
  return Object.fromEntries(filled);
}

function isObject(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
