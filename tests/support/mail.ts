import { SMTPServer } from "smtp-server";
import { afterAll, expect, vi } from "vitest";

// A mail server that keeps what it is sent, and SMTP_URL leads to it.

export type SentMail = { to: string; text: string };

const sent: SentMail[] = [];
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
      sent.push({ to: session.envelope.rcptTo[0]?.address ?? "", text });
      done();
    });
  },
});
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
const address = server.server.address();
process.env.SMTP_URL = `smtp://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;

afterAll(() => new Promise<void>((resolve) => server.close(resolve)));

/** Waits for the next message to an address and takes it out of the box. */
export async function takeMail(to: string): Promise<SentMail> {
  await vi.waitFor(() => expect(sent.some((mail) => mail.to === to)).toBe(true), { timeout: 5000 });
  const [mail] = sent.splice(
    sent.findIndex((entry) => entry.to === to),
    1,
  );
  if (!mail) throw new Error("unreachable: the message was there a moment ago");
  return mail;
}

/** How many messages to an address wait in the box. */
export function countMail(to: string): number {
  return sent.filter((mail) => mail.to === to).length;
}

/** The first address of this site in a message. */
export function linkIn(mail: SentMail): string {
  return /https?:\/\/\S+/.exec(mail.text)?.[0] ?? "";
}
