import type { TypeReference } from "../../../core/contract/schema.ts";

interface SymbolLinkProps {
  readonly type: TypeReference;
  readonly onGo: (symbol: string) => void;
}

/** A type by its short name, as a link where it has docs of its own. */
export function SymbolLink({ type, onGo }: SymbolLinkProps) {
  const { text, symbol } = type;
  if (symbol === undefined) return <code>{text}</code>;
  const short = text.replace(symbol, symbol.slice(symbol.lastIndexOf(".") + 1));
  return (
    <button type="button" className="link mono" title={symbol} onClick={() => onGo(symbol)}>
      {short}
    </button>
  );
}
