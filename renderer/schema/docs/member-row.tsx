import type { DocsMember } from "../../../core/contract/schema.ts";
import { CommentText } from "./comment-text.tsx";
import { RuleList } from "./rule-list.tsx";
import { SymbolLink } from "./symbol-link.tsx";

interface MemberRowProps {
  readonly member: DocsMember;
  /** True for the first member of a oneof. */
  readonly startsOneof: boolean;
  readonly onGo: (symbol: string) => void;
}

/** One field, value, method or nested type: its number, its type as a link, its comment and its rules. */
export function MemberRow({ member, startsOneof, onGo }: MemberRowProps) {
  const { kind, name, number, label, types, oneof, comment, deprecated, rules, symbol } = member;
  const isType = kind === "message" || kind === "enum" || kind === "method";
  return (
    <li className={oneof === "" ? "docs-member" : "docs-member in-oneof"}>
      {startsOneof ? <p className="docs-oneof">one of {oneof}</p> : null}
      <p className="docs-line">
        {number === undefined ? null : <span className="docs-number">{number}</span>}
        {isType ? (
          <button type="button" className="link docs-name" onClick={() => onGo(symbol)}>
            {name}
          </button>
        ) : (
          <code className={`docs-name ${deprecated ? "deprecated" : ""}`}>{name}</code>
        )}
        {kind === "message" || kind === "enum" ? <span className="docs-label">{kind}</span> : null}
        {label === "" ? null : <span className="docs-label">{label}</span>}
        {types.map((type, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a method may take and give the same
          <span key={`${at} ${type.text}`} className="docs-type">
            {at > 0 ? "→ " : ""}
            <SymbolLink type={type} onGo={onGo} />
          </span>
        ))}
        {deprecated ? <span className="docs-mark">deprecated</span> : null}
      </p>
      <CommentText text={comment} />
      <RuleList rules={rules} />
    </li>
  );
}
