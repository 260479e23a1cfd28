import { useRef, useState } from "react";
import { commandTool } from "../../core/contract/command-line.ts";
import type { ServerAddress } from "../../core/contract/params.ts";
import { SecuritySummary } from "../connection/security-summary.tsx";
import { VariableInput } from "../environment/variable-input.tsx";
import { openImport } from "../exchange/actions.ts";
import { securityLabel } from "../format/security.ts";
import { Popover } from "../ui/popover.tsx";

interface TargetFieldProps {
  readonly server: ServerAddress;
  readonly label: string;
  readonly placeholder: string;
  readonly className: string;
  readonly onChange: (server: ServerAddress) => void;
  readonly onEnter: () => void;
  /** Opens all settings of the connection. */
  readonly onMore: () => void;
}

/** Where a server is and how the way to it is secured. */
export function TargetField(props: TargetFieldProps) {
  const { server, label, placeholder, className, onChange, onEnter, onMore } = props;
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const security = securityLabel(server);
  return (
    <div className={`control target ${className}`}>
      <VariableInput
        aria-label={label}
        placeholder={placeholder}
        spellCheck={false}
        value={server.target}
        onChange={(event) => onChange({ ...server, target: event.target.value })}
        onPaste={(event) => {
          const text = event.clipboardData.getData("text/plain");
          if (commandTool(text) === undefined) return;
          event.preventDefault();
          openImport(text);
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) onEnter();
        }}
      />
      <button
        ref={button}
        type="button"
        className={`security ${security.tone}`}
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {security.text || "TLS auto"}
      </button>
      {open ? (
        <Popover
          label="Transport security"
          anchor={button}
          className="security-form"
          onClose={() => setOpen(false)}
        >
          <SecuritySummary
            server={server}
            onChange={(next) => onChange({ ...server, security: next })}
            onMore={() => {
              setOpen(false);
              onMore();
            }}
          />
        </Popover>
      ) : null}
    </div>
  );
}
