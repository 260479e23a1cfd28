/** A figure with its name. */
export interface Fact {
  readonly name: string;
  readonly value: string;
  readonly tone?: "ok" | "error" | "";
}

/** Figures side by side. */
export function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl className="load-facts">
      {facts.map(({ name, value, tone = "" }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className={`mono ${tone}`}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
