import { EXIT, Failure } from "@/cli/src/failure";

const USUAL_SERVER = "http://localhost:3000";

/** The server that a command speaks to: the option, else SIDESTACK_SERVER, else this machine. Returns its origin. */
export function serverAddress(given: string | undefined, environment: NodeJS.ProcessEnv): string {
  const address = given ?? (environment.SIDESTACK_SERVER || USUAL_SERVER);
  const url = URL.canParse(address) ? new URL(address) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== "" || url.password !== "")
    throw new Failure(
      EXIT.usage,
      `${address} is no address of a server. Give one like https://stack.example: --server <url>`,
    );
  return url.origin;
}

/** Whether what is sent to a server can be read on the way: no TLS, and not this machine. */
export function isOpenWay(origin: string): boolean {
  const { protocol, hostname } = new URL(origin);
  return protocol === "http:" && !["localhost", "127.0.0.1", "[::1]"].includes(hostname);
}
