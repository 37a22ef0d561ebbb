import path from "node:path";
import { startServer } from "./server";

// The process that serves; scripts/steps.ts starts it and stops it with SIGTERM.
const server = await startServer(path.resolve(import.meta.dirname, ".."));
process.on("SIGTERM", () => {
  server.close(() => process.exit(0));
  server.closeIdleConnections();
  setTimeout(() => process.exit(0), 5000).unref();
});
