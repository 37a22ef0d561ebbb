import path from "node:path";
import { startServer } from "./server";

// tsx switches source maps on, and Node then keeps those of all that Next built: 80 MB, which each collection of garbage looks
// through. An operator who wants the lines of errors by their sources asks Node for them.
if (!process.env.NODE_OPTIONS?.includes("--enable-source-maps")) process.setSourceMapsEnabled(false);

// The process that serves; scripts/steps.ts starts it and stops it with SIGTERM.
const server = await startServer(path.resolve(import.meta.dirname, ".."));
process.on("SIGTERM", () => {
  server.close(() => process.exit(0));
  server.closeIdleConnections();
  setTimeout(() => process.exit(0), 5000).unref();
});
