/** Connections to one server for the channels over plain HTTP: HTTP/1.1 and HTTP/2, chosen by TLS or told. */
import type { ServerAddress } from "../../contract/params.ts";
import { ConnectionFailure } from "../connection-failure.ts";
import { explainConnectionFailure } from "../probe.ts";
import { RouteAgent } from "../route/agent.ts";
import { dial, type Route, readRoute, traceOf } from "../route/dial.ts";
import type { ConnectionTrace } from "../route/trace.ts";
import type { HttpExchange, HttpListener, HttpRequest } from "./exchange.ts";
import { explainHttpFailure } from "./explain-failure.ts";
import { Http1Exchange } from "./http1-exchange.ts";
import { Http2Exchange } from "./http2-exchange.ts";
import { Http2Link } from "./http2-link.ts";
import type { Keepalive } from "./keepalive.ts";

/** `auto` lets TLS negotiate. */
export type HttpVersion = "1.1" | "2" | "auto";

/** A way to begin exchanges. */
export interface HttpTransport {
  readonly version: "1.1" | "2";
  open(request: HttpRequest, listener: HttpListener): HttpExchange;
}

/** Keeps its connections for the next exchange. */
export class HttpClient {
  readonly route: Route;
  readonly #agent: RouteAgent;
  readonly #keepalive: Keepalive | undefined;
  #link: Promise<Http2Link> | undefined;
  #live: Http2Link | undefined;
  /** What TLS came to agree on; HTTP/1.1 needs no asking a second time. */
  #negotiated: "1.1" | "2" | undefined;
  /** What the latest exchange was begun over. */
  #spoken: "1.1" | "2" | undefined;
  #negotiating: Promise<"1.1" | "2"> | undefined;
  #latest: ConnectionTrace | undefined;

  /** Throws a `ByteglassError`: `bad-target`, `tls`, `file-unreadable`, `usage`. */
  constructor(address: ServerAddress) {
    this.route = readRoute(address);
    this.#keepalive = address.connection?.keepalive;
    this.#agent = new RouteAgent(this.route, this.#keepalive?.interval);
  }

  /** The connection that was begun last, for the report of one that failed. */
  get latest(): ConnectionTrace | undefined {
    return this.#spoken === "1.1" ? (this.#agent.latest ?? this.#latest) : this.#latest;
  }

  /** True while an open connection waits for an exchange of this version. */
  hasConnection(version: HttpVersion): boolean {
    if (version !== "1.1" && this.#live?.isUsable === true) return true;
    return version !== "2" && Object.values(this.#agent.freeSockets).some((sockets) => sockets !== undefined);
  }

  /** Rejects with a `ConnectionFailure`. HTTP/1.1 connects with the exchange itself. */
  async connect(version: HttpVersion): Promise<HttpTransport> {
    const chosen = version === "auto" ? await this.#choose() : version;
    this.#spoken = chosen;
    if (chosen === "1.1") return this.#http1();
    const link = await this.#openLink();
    return {
      version: "2",
      open: (request, listener) => new Http2Exchange(link, this.route.target, request, listener),
    };
  }

  /** Makes a connection for the next exchange where none waits for it. Rejects with a `ConnectionFailure`. */
  async prepare(version: HttpVersion): Promise<void> {
    const chosen = version === "auto" ? await this.#choose() : version;
    this.#spoken = chosen;
    if (this.hasConnection(chosen)) return;
    if (chosen === "2") {
      await this.#openLink();
      return;
    }
    const trace = this.#begin();
    this.#agent.adopt(await dial(this.route, ["http/1.1"], trace), trace);
  }

  /** Finds out why there was no answer. `version` is what was spoken. */
  explain(error: unknown, version: "1.1" | "2", isConnected: boolean): Promise<ConnectionFailure> {
    if (version === "1.1") return explainHttpFailure(this.route, error, isConnected);
    return explainConnectionFailure(this.route, error, "h2");
  }

  close(): void {
    this.#agent.destroy();
    this.#link?.then((link) => link.close()).catch(() => undefined);
    this.#link = undefined;
  }

  #http1(): HttpTransport {
    const { authority } = this.route.target;
    return {
      version: "1.1",
      open: (request, listener) => new Http1Exchange(this.#agent, authority, request, listener),
    };
  }

  async #choose(): Promise<"1.1" | "2"> {
    if (this.route.material === undefined) return "1.1";
    if (this.#negotiated !== undefined) return this.#negotiated;
    // Exchanges that begin together wait for one answer.
    this.#negotiating ??= this.#negotiate().finally(() => {
      this.#negotiating = undefined;
    });
    return await this.#negotiating;
  }

  async #negotiate(): Promise<"1.1" | "2"> {
    const trace = this.#begin();
    const socket = await dial(this.route, ["h2", "http/1.1"], trace);
    if (trace.tls?.protocol === "h2") {
      const link = new Http2Link(socket, this.route.target, trace, this.#keepalive);
      this.#live = link;
      this.#link = Promise.resolve(link);
      this.#negotiated = "2";
    } else {
      this.#agent.adopt(socket, trace);
      this.#negotiated = "1.1";
    }
    return this.#negotiated;
  }

  async #openLink(): Promise<Http2Link> {
    if (this.#live?.isUsable === true) return this.#live;
    if (this.#live !== undefined) this.#link = undefined;
    this.#live = undefined;
    this.#link ??= this.#dialLink();
    try {
      return await this.#link;
    } catch (error) {
      this.#link = undefined;
      throw error;
    }
  }

  async #dialLink(): Promise<Http2Link> {
    const trace = this.#begin();
    const { target } = this.route;
    const socket = await dial(this.route, ["h2"], trace);
    if (trace.tls !== undefined && trace.tls.protocol !== "h2") {
      socket.destroy();
      throw new ConnectionFailure("http1-only", target.label, "", "TLS did not agree on HTTP/2.");
    }
    const link = new Http2Link(socket, target, trace, this.#keepalive);
    this.#live = link;
    return link;
  }

  #begin(): ConnectionTrace {
    const trace = traceOf(this.route);
    this.#latest = trace;
    return trace;
  }
}
