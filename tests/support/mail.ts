import { afterAll, expect, vi } from "vitest";
import { type SentMail, startMailServer } from "@/tests/support/mail-server";

// A mail server that keeps what it is sent, and SMTP_URL leads to it.

const sent: SentMail[] = [];
const server = await startMailServer((mail) => sent.push(mail));
process.env.SMTP_URL = server.url;
afterAll(server.stop);

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
