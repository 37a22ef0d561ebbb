import { createServer } from "node:http";
import { z } from "zod";

// The bench's yardstick, in a process of its own: node:http and nothing else, answering from memory with the bytes and the
// headers that it is handed. Says its port once it listens, and its processor time whenever it is asked.

const messageSchema = z.union([
  z.object({
    answers: z.array(
      z.object({ path: z.string(), encoding: z.string(), headers: z.array(z.string()), body: z.base64() }),
    ),
  }),
  z.literal("usage"),
]);

const answers = new Map<string, { headers: string[]; body: Buffer }>();

const server = createServer((request, response) => {
  const answer = answers.get(`${request.headers["accept-encoding"] ?? ""} ${request.url}`);
  if (!answer) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, answer.headers);
  response.end(answer.body);
});

process.on("message", (message) => {
  const parsed = messageSchema.parse(message);
  if (parsed === "usage") {
    process.send?.({ usage: process.cpuUsage() });
    return;
  }
  for (const { path, encoding, headers, body } of parsed.answers)
    answers.set(`${encoding} ${path}`, { headers, body: Buffer.from(body, "base64") });
  server.listen(0, "127.0.0.1", () => {
    const address = server.address();
    process.send?.({ port: typeof address === "object" && address ? address.port : 0 });
  });
});
process.on("disconnect", () => process.exit(0));
