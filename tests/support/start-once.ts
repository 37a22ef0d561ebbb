import { ensureDatabase, StartError, startPostgres } from "@/scripts/postgres";

// A program of its own for tests that start PostgreSQL as another user: starts it in the folder named, makes a database, stops
// it, and prints what came of it as JSON.

const [folder = ""] = process.argv.slice(2);
try {
  const server = await startPostgres(folder, { isDurable: false });
  await ensureDatabase(server, "made");
  await server.stop();
  console.log(JSON.stringify({ started: server.started, dataFolder: server.dataFolder }));
} catch (error) {
  console.log(JSON.stringify({ isStartError: error instanceof StartError, message: String(error) }));
}
