import type { MethodSummary } from "../../../core/contract/views.ts";
import { kindMark, shortName } from "../../format/method-kind.ts";
import { CommentText } from "./comment-text.tsx";
import { MemberTable } from "./docs-view.tsx";
import { RuleList } from "./rule-list.tsx";
import { useDocs } from "./use-docs.ts";

interface MethodDocsProps {
  readonly schemaId: string;
  readonly method: MethodSummary;
  readonly onGo: (symbol: string) => void;
}

/** A method on one page: what it does, what it takes and what it gives. */
export function MethodDocs({ schemaId, method, onGo }: MethodDocsProps) {
  const { name, fullName, comment, deprecated, httpBindings, kind, inputType, outputType } = method;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a page without links is scrolled by the keys
    <section className="docs-scroll" tabIndex={0} aria-label={`Docs of ${fullName}`}>
      <header className="docs-head">
        <span className="docs-kind">{kindMark(kind).words}</span>
        <h2 className={`docs-title ${deprecated ? "deprecated" : ""}`}>{name}</h2>
        {deprecated ? <span className="docs-mark">deprecated</span> : null}
        <button type="button" className="link docs-place" onClick={() => onGo(serviceOf(fullName))}>
          {serviceOf(fullName)}
        </button>
      </header>
      <CommentText text={comment} />
      {httpBindings.length === 0 ? null : (
        <ul className="docs-bindings" aria-label="HTTP bindings">
          {httpBindings.map((binding) => (
            <li key={binding}>
              <code>{binding}</code>
            </li>
          ))}
        </ul>
      )}
      <TypeDocs schemaId={schemaId} symbol={inputType} title="Takes" onGo={onGo} />
      <TypeDocs schemaId={schemaId} symbol={outputType} title="Gives" onGo={onGo} />
    </section>
  );
}

interface TypeDocsProps {
  readonly schemaId: string;
  readonly symbol: string;
  readonly title: string;
  readonly onGo: (symbol: string) => void;
}

function TypeDocs({ schemaId, symbol, title, onGo }: TypeDocsProps) {
  const { docs, error } = useDocs(schemaId, symbol);
  return (
    <section className="docs-side" aria-label={`${title} ${symbol}`}>
      <h3 className="docs-heading">
        {title}{" "}
        <button type="button" className="link" title={symbol} onClick={() => onGo(symbol)}>
          {shortName(symbol)}
        </button>
      </h3>
      {error === undefined ? null : <p className="error">{error.message}</p>}
      {docs?.symbol !== symbol ? null : (
        <>
          <CommentText text={docs.comment} />
          <RuleList rules={docs.rules} />
          {docs.members.length === 0 ? <p className="dialog-note">It has no fields.</p> : null}
          <MemberTable members={docs.members} onGo={onGo} />
        </>
      )}
    </section>
  );
}

function serviceOf(fullName: string): string {
  return fullName.slice(0, fullName.indexOf("/"));
}
