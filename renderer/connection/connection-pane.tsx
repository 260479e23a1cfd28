import type { CallOptions, Compression, ConnectionSettings } from "../../core/contract/call-options.ts";
import type { ServerAddress } from "../../core/contract/params.ts";
import { editRequest } from "../actions/tabs.ts";
import { timeText } from "../format/time-text.ts";
import type { RequestDraft } from "../state/drafts.ts";
import { serverOf, withServer } from "../state/servers.ts";
import { CheckRow, ChoiceRow, FormGrid, TextRow } from "../ui/form.tsx";
import { NumberRow } from "./number-row.tsx";
import { ProxyRows } from "./proxy-rows.tsx";
import { withNumber, withText } from "./settings.ts";
import { TransportRows } from "./transport-rows.tsx";
import { readByteSize, readTime, sizeText } from "./units.ts";

/** How the server is reached and how the call behaves: everything beside address, message and deadline. */
export function ConnectionPane({ draft }: { readonly draft: RequestDraft }) {
  const server = serverOf(draft.servers, draft.channel);
  const changeServer = (part: Partial<ServerAddress>) =>
    editRequest(draft.id, (now) => ({
      ...now,
      servers: withServer(now.servers, now.channel, { ...serverOf(now.servers, now.channel), ...part }),
    }));
  const changeOptions = (options: CallOptions) => editRequest(draft.id, (now) => ({ ...now, options }));
  return (
    <div className="form-pane">
      <TransportRows security={server.security} onChange={(security) => changeServer({ security })} />
      <RouteRows
        connection={server.connection ?? {}}
        onChange={(connection) => changeServer({ connection })}
      />
      <MessageRows options={draft.options} onChange={changeOptions} />
      <WaitingRows
        options={draft.options}
        connection={server.connection ?? {}}
        onOptions={changeOptions}
        onConnection={(connection) => changeServer({ connection })}
      />
      <p className="quiet-note">
        Transport and way hold for the server’s reflection, too. What is empty keeps its usual value.
      </p>
    </div>
  );
}

const ENVIRONMENT_HINT = "HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY; never for this machine.";

interface RouteRowsProps {
  readonly connection: ConnectionSettings;
  readonly onChange: (connection: ConnectionSettings) => void;
}

function RouteRows({ connection, onChange }: RouteRowsProps) {
  const proxy = connection.proxy ?? { kind: "environment" as const };
  return (
    <FormGrid label="Way">
      <ChoiceRow
        label="Proxy"
        value={proxy.kind}
        {...(proxy.kind === "environment" ? { hint: ENVIRONMENT_HINT } : {})}
        choices={[
          ["environment", "That of the environment"],
          ["none", "None"],
          ["url", "This one"],
        ]}
        onChange={(kind) =>
          onChange({ ...connection, proxy: kind === "url" ? { kind, url: "http://" } : { kind } })
        }
      />
      {proxy.kind === "url" ? (
        <ProxyRows
          url={proxy.url}
          tls={connection.proxyTls ?? {}}
          onChange={(url) => onChange({ ...connection, proxy: { kind: "url", url } })}
          onTls={(proxyTls) => onChange({ ...connection, proxyTls })}
        />
      ) : null}
      <TextRow
        label="Authority"
        placeholder="as in the address"
        value={connection.authority ?? ""}
        onChange={(authority) => onChange(withText(connection, "authority", authority))}
      />
      <TextRow
        label="User agent"
        placeholder="byteglass"
        value={connection.userAgent ?? ""}
        onChange={(userAgent) => onChange(withText(connection, "userAgent", userAgent))}
      />
    </FormGrid>
  );
}

interface MessageRowsProps {
  readonly options: CallOptions;
  readonly onChange: (options: CallOptions) => void;
}

const COMPRESSIONS: readonly (readonly [Compression, string])[] = [
  ["identity", "not compressed"],
  ["gzip", "gzip"],
  ["deflate", "deflate"],
];
const ACCEPTED: readonly (readonly ["all" | Compression, string])[] = [
  ["all", "gzip or deflate"],
  ["gzip", "gzip alone"],
  ["deflate", "deflate alone"],
  ["identity", "not compressed"],
];

function MessageRows({ options, onChange }: MessageRowsProps) {
  const [accepted] = options.acceptedCompressions ?? [];
  return (
    <FormGrid label="Messages">
      <ChoiceRow
        label="Sent"
        value={options.compression ?? "identity"}
        choices={COMPRESSIONS}
        onChange={(compression) => {
          const { compression: _, ...rest } = options;
          onChange(compression === "identity" ? rest : { ...rest, compression });
        }}
      />
      <ChoiceRow
        label="Received"
        value={accepted ?? "all"}
        choices={ACCEPTED}
        onChange={(kind) => {
          const { acceptedCompressions: _, ...rest } = options;
          onChange(kind === "all" ? rest : { ...rest, acceptedCompressions: [kind] });
        }}
      />
      <NumberRow
        label="Largest sent"
        placeholder="no bound"
        value={options.maximumSentByteLength}
        expected="a size such as 4 MB"
        read={readByteSize}
        write={sizeText}
        onChange={(size) => onChange(withNumber(options, "maximumSentByteLength", size))}
      />
      <NumberRow
        label="Largest received"
        placeholder="64 MiB"
        value={options.maximumReceivedByteLength}
        expected="a size such as 4 MB"
        read={readByteSize}
        write={sizeText}
        onChange={(size) => onChange(withNumber(options, "maximumReceivedByteLength", size))}
      />
    </FormGrid>
  );
}

interface WaitingRowsProps {
  readonly options: CallOptions;
  readonly connection: ConnectionSettings;
  readonly onOptions: (options: CallOptions) => void;
  readonly onConnection: (connection: ConnectionSettings) => void;
}

function WaitingRows({ options, connection, onOptions, onConnection }: WaitingRowsProps) {
  const { keepalive } = connection;
  const { retries } = options;
  return (
    <FormGrid label="Waiting">
      <NumberRow
        label="Connect within"
        placeholder="20 s"
        value={connection.connectTimeout}
        expected="a time such as 30 s or 500 ms"
        read={readTime}
        write={timeText}
        onChange={(time) => onConnection(withNumber(connection, "connectTimeout", time))}
      />
      <NumberRow
        label="Ping every"
        placeholder="never"
        value={keepalive?.interval}
        expected="a time such as 30 s or 500 ms"
        read={readTime}
        write={timeText}
        onChange={(interval) => {
          const { keepalive: before, ...rest } = connection;
          onConnection(interval === undefined ? rest : { ...rest, keepalive: { ...before, interval } });
        }}
      />
      {keepalive === undefined ? null : (
        <CheckRow
          label="Ping while no call runs, too"
          checked={keepalive.withoutCalls === true}
          onChange={(withoutCalls) =>
            onConnection({ ...connection, keepalive: { ...keepalive, withoutCalls } })
          }
        />
      )}
      <ChoiceRow
        label="Attempts"
        value={String(retries?.maximumAttempts ?? 1)}
        choices={[
          ["1", "one: nothing is tried again"],
          ["2", "2 while the server is unavailable"],
          ["3", "3 while the server is unavailable"],
          ["5", "5 while the server is unavailable"],
        ]}
        onChange={(text) => {
          const { retries: _, ...rest } = options;
          onOptions(text === "1" ? rest : { ...rest, retries: { maximumAttempts: Number(text) } });
        }}
      />
      <CheckRow
        label="Wait for a server that is not up yet, until the deadline"
        checked={options.waitForReady === true}
        onChange={(waitForReady) => {
          const { waitForReady: _, ...rest } = options;
          onOptions(waitForReady ? { ...rest, waitForReady } : rest);
        }}
      />
    </FormGrid>
  );
}
