import "server-only";
import { createTransport, type Transporter } from "nodemailer";
import { readEnv } from "@/lib/env";

export type Mail = { to: string; subject: string; text: string; headers?: Record<string, string> };

let transport: Transporter | null = null;

/** Sends a message through SMTP_URL; without it the message is written to the server's log. Rejects when the server refuses it. */
export async function sendMail(mail: Mail): Promise<void> {
  const { SMTP_URL, MAIL_FROM } = readEnv();
  if (!SMTP_URL) {
    console.log(`Mail to ${mail.to} (SMTP_URL is not set)\nSubject: ${mail.subject}\n\n${mail.text}\n`);
    return;
  }
  transport ??= createTransport(SMTP_URL);
  await transport.sendMail({ from: MAIL_FROM, ...mail });
}
