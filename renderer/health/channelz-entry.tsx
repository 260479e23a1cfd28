import type { ChannelzEntry, ChannelzSocket } from "../../core/contract/health.ts";

/** A server, channel or subchannel with its sockets, what it wrote down, and what it is made of. */
export function Entry({ entry }: { readonly entry: ChannelzEntry }) {
  const { kind, id, name, state, callsStarted, callsSucceeded, callsFailed, sockets, trace, children } =
    entry;
  return (
    <section aria-label={`${kind} ${id}`}>
      <h3>
        {kind} {id} <span className="mono">{name}</span> {state}
      </h3>
      <p className="muted">
        {callsStarted} calls · {callsSucceeded} OK · {callsFailed} failed
      </p>
      {sockets.length === 0 ? null : (
        <table>
          <thead>
            <tr>
              {["socket", "from", "to", "security", "streams", "received", "sent", "pings"].map((title) => (
                <th key={title} scope="col">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sockets.map((socket) => (
              <Socket key={socket.id} socket={socket} isOutgoing={kind !== "server"} />
            ))}
          </tbody>
        </table>
      )}
      {trace.length === 0 ? null : (
        <ol className="channelz-trace" aria-label={`What ${kind} ${id} wrote down`}>
          {trace.map(({ at, severity, words }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: events are told in their order, and some are equal
            <li key={index} className={severity === "error" || severity === "warning" ? severity : ""}>
              <time className="mono">{at.slice(11, 23)}</time> {words}
            </li>
          ))}
        </ol>
      )}
      {children.length === 0 ? null : (
        <div className="channelz-children">
          {children.map((child) => (
            <Entry key={`${child.kind} ${child.id}`} entry={child} />
          ))}
        </div>
      )}
    </section>
  );
}

interface SocketProps {
  readonly socket: ChannelzSocket;
  /** True for one that the server opened to another. */
  readonly isOutgoing: boolean;
}

function Socket({ socket, isOutgoing }: SocketProps) {
  const { id, remote, local, security, streamsStarted, messagesReceived, messagesSent, keepAlivesSent } =
    socket;
  const [from, to] = isOutgoing ? [local, remote] : [remote, local];
  return (
    <tr>
      <th scope="row">{id}</th>
      <td className="mono">{from || "–"}</td>
      <td className="mono">{to || "–"}</td>
      <td>{security || "plaintext"}</td>
      <td>{streamsStarted}</td>
      <td>{messagesReceived}</td>
      <td>{messagesSent}</td>
      <td>{keepAlivesSent}</td>
    </tr>
  );
}
