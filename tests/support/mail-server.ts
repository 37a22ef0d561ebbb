import { SMTPServer } from "smtp-server";

/** A message as a mail server received it: its text begins with the headers, decoded. */
export type SentMail = { to: string; text: string };

/** Starts a mail server that hands on what it is sent before it answers. `url` is what SMTP_URL should be. */
export async function startMailServer(
  keep: (mail: SentMail) => void,
): Promise<{ url: string; stop: () => Promise<void> }> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const raw = Buffer.concat(chunks)
          .toString("latin1")
          .replace(/=\r\n/g, "")
          .replace(/=([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
        const text = Buffer.from(raw, "latin1").toString("utf8");
        keep({ to: session.envelope.rcptTo[0]?.address ?? "", text });
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.server.address();
  return {
    url: `smtp://127.0.0.1:${typeof address === "object" ? address?.port : 0}`,
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
}

/** The first address of this site in a message. */
export function linkIn(mail: SentMail): string {
  return /https?:\/\/\S+/.exec(mail.text)?.[0] ?? "";
}
