import type { Server } from "node:http";
import { createServer as createNetServer, type Server as NetServer } from "node:net";

/**
 * Sockets that listen on the site's port. Node takes one new connection from each on every turn of its loop, so that in a rush
 * the fiftieth who comes would wait for fifty turns, and each of them is long then.
 */
const LISTENERS = 8;

function listen(server: NetServer, port: number, host: string, reusePort: boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ port, host, reusePort }, () => {
      server.off("error", reject);
      // Too many open files, for one: who comes later may be taken again.
      server.on("error", (error) => console.error(`A connection was not taken: ${error.message}`));
      resolve();
    });
  });
}

/**
 * Makes a server listen, on several sockets where the system lets them share a port. What else listens ends when the server is
 * told to close.
 */
export async function listenOn(server: Server, port: number, host: string): Promise<void> {
  const isShared = process.platform === "linux";
  await listen(server, port, host, isShared);
  if (!isShared) return;
  const others = Array.from({ length: LISTENERS - 1 }, () =>
    // As node:http makes its own.
    createNetServer({ allowHalfOpen: true, noDelay: true }, (socket) => server.emit("connection", socket)),
  );
  const close = server.close.bind(server);
  server.close = (done) => {
    for (const other of others) other.close();
    return close(done);
  };
  // An older Node cannot share the port: it then listens on one socket, as anywhere else.
  await Promise.allSettled(others.map((other) => listen(other, port, host, true)));
}
