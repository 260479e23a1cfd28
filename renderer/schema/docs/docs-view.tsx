import type { DocsMember, NamedSymbol, SymbolDocs } from "../../../core/contract/schema.ts";
import { counted } from "../../format/sizes.ts";
import { CommentText } from "./comment-text.tsx";
import { MemberRow } from "./member-row.tsx";
import { RuleList } from "./rule-list.tsx";
import { SymbolLink } from "./symbol-link.tsx";

interface DocsViewProps {
  readonly docs: SymbolDocs;
  /** Goes to another symbol. */
  readonly onGo: (symbol: string) => void;
}

/** What its author wrote about a symbol, its members with theirs, and where it is used. */
export function DocsView({ docs, onGo }: DocsViewProps) {
  const { kind, name, container, file, comment, deprecated, rules, types, members, more, usedBy } = docs;
  return (
    <article className="docs" aria-label={`Docs of ${docs.symbol}`}>
      <header className="docs-head">
        <span className="docs-kind">{kind.replace("-", " ")}</span>
        <h3 className={`docs-title ${deprecated ? "deprecated" : ""}`}>{name}</h3>
        {deprecated ? <span className="docs-mark">deprecated</span> : null}
        <span className="docs-place">
          {container} · {file}
        </span>
      </header>
      {types.length === 0 ? null : (
        <p className="docs-types">
          {types.map((type, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a method may take and give the same
            <span key={`${at} ${type.text}`}>
              {kind === "method" ? (at === 0 ? "takes " : " and gives ") : ""}
              <SymbolLink type={type} onGo={onGo} />
            </span>
          ))}
        </p>
      )}
      <CommentText text={comment} />
      <RuleList rules={rules} />
      <MemberTable members={members} onGo={onGo} />
      {more === 0 ? null : <p className="dialog-note">and {counted(more, "more member")}: see the source.</p>}
      <UsedBy uses={usedBy} onGo={onGo} />
    </article>
  );
}

interface MemberTableProps {
  readonly members: readonly DocsMember[];
  readonly onGo: (symbol: string) => void;
}

/** Members in the order of the source; those of a oneof stand together under its name. */
export function MemberTable({ members, onGo }: MemberTableProps) {
  if (members.length === 0) return null;
  return (
    <ul className="docs-members" aria-label="Members">
      {members.map((member, at) => (
        <MemberRow
          key={`${member.kind} ${member.symbol}`}
          member={member}
          startsOneof={member.oneof !== "" && member.oneof !== members[at - 1]?.oneof}
          onGo={onGo}
        />
      ))}
    </ul>
  );
}

/** Methods and fields that speak of a type. */
function UsedBy({
  uses,
  onGo,
}: {
  readonly uses: readonly NamedSymbol[];
  readonly onGo: (symbol: string) => void;
}) {
  if (uses.length === 0) return null;
  return (
    <section className="docs-uses" aria-label="Used by">
      <h4 className="docs-heading">Used by</h4>
      <ul>
        {uses.map(({ symbol, container, name, kind }) => (
          <li key={symbol}>
            <button
              type="button"
              className="link"
              onClick={() => onGo(kind === "field" ? container : symbol)}
            >
              {kind === "method" ? symbol : `${container}.${name}`}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
