/** The service of shop.proto on @grpc/grpc-js with @grpc/reflection, as a server in Node commonly is. */
import {
  loadPackageDefinition,
  Server,
  ServerCredentials,
  type ServerUnaryCall,
  type ServerWritableStream,
  type ServiceClientConstructor,
  type sendUnaryData,
} from "@grpc/grpc-js";
import { loadSync } from "@grpc/proto-loader";
import { ReflectionService } from "@grpc/reflection";
import { inFolder } from "../../cli/build-cli.ts";

interface Order {
  readonly price?: unknown;
}

/** A running shop. */
export interface RunningShop {
  readonly port: number;
  readonly target: string;
  stop(): void;
}

/** Starts it on a free port of loopback. */
export async function startShop(): Promise<RunningShop> {
  const definition = loadSync("acme/shop.proto", {
    includeDirs: ["test/servers/packages", "core/schema/include", "node_modules/protoc/include"].map(
      inFolder,
    ),
    longs: String,
    enums: String,
  });
  const server = new Server();
  new ReflectionService(definition).addToServer(server);
  // The loader's types do not say which packages a file has.
  const { acme } = loadPackageDefinition(definition) as unknown as {
    readonly acme: { readonly shop: { readonly v1: { readonly Shop: ServiceClientConstructor } } };
  };
  server.addService(acme.shop.v1.Shop.service, {
    Buy: ({ request }: ServerUnaryCall<Order, Order>, done: sendUnaryData<Order>) => done(null, request),
    Watch: (call: ServerWritableStream<Order, unknown>) => {
      for (let index = 0; index < 2; index++) call.write(call.request.price);
      call.end();
    },
  });
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    ),
  );
  return { port, target: `127.0.0.1:${port}`, stop: () => server.forceShutdown() };
}
