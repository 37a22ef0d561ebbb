import "server-only";
import { dictionary } from "@zxcvbn-ts/language-common";
import { betterAuth } from "better-auth";
import { prismaAdapter } from "better-auth/adapters/prisma";
import { db } from "@/lib/db";
import { readEnv } from "@/lib/env";
import { sendMail } from "@/lib/mail";
import { PASSWORD_MAX, PASSWORD_MIN } from "@/lib/members/schema";
import { site } from "@/lib/site";

const knownPasswords = new Set<string>(dictionary["passwords-common"]);

/** True for a password that stands in the shipped list of the most used ones, in any case of letters. */
export function isKnownPassword(password: string): boolean {
  return knownPasswords.has(password.toLowerCase());
}

function createAuth() {
  const env = readEnv();
  const { GITHUB_CLIENT_ID: clientId, GITHUB_CLIENT_SECRET: clientSecret } = env;
  return betterAuth({
    appName: site.name,
    baseURL: site.url,
    basePath: "/api/auth",
    secret: env.AUTH_SECRET,
    database: prismaAdapter(db(), { provider: "postgresql", transaction: true }),
    telemetry: { enabled: false },
    advanced: { cookiePrefix: "sidestack", ipAddress: { ipAddressHeaders: ["x-client-address"] } },
    // Our own limits stand before every route, per member and per address; see lib/rate-limit.ts.
    rateLimit: { enabled: false },
    user: {
      modelName: "member",
      additionalFields: {
        handle: { type: "string", required: true, unique: true },
        role: { type: "string", required: false, input: false, defaultValue: "member" },
        bannedAt: { type: "date", required: false, input: false },
      },
      changeEmail: { enabled: true },
    },
    session: { modelName: "session", fields: { userId: "memberId" }, expiresIn: 30 * 86_400, updateAge: 86_400 },
    account: {
      modelName: "account",
      fields: { userId: "memberId" },
      accountLinking: { enabled: true, trustedProviders: ["github"] },
    },
    verification: { modelName: "verification" },
    emailAndPassword: {
      enabled: true,
      requireEmailVerification: true,
      minPasswordLength: PASSWORD_MIN,
      maxPasswordLength: PASSWORD_MAX,
      revokeSessionsOnPasswordReset: true,
      sendResetPassword: ({ user, token }) =>
        sendMail({
          to: user.email,
          subject: `Choose a new password for ${site.name}`,
          text: `Somebody asked for a new password for this address. If it was you, open\n\n${site.url}/reset-password?token=${encodeURIComponent(token)}\n\nThe link works for one hour. If it was not you, do nothing.`,
        }),
      // Who signs up with a taken address sees what a new member sees; the owner of the address learns of it by mail.
      onExistingUserSignUp: ({ user }) =>
        sendMail({
          to: user.email,
          subject: `You already have an account at ${site.name}`,
          text: `Somebody, perhaps you, tried to sign up with this address, which already has an account. Sign in at\n\n${site.url}/sign-in\n\nor choose a new password at ${site.url}/forgot-password. If it was not you, do nothing.`,
        }),
    },
    emailVerification: {
      sendOnSignUp: true,
      autoSignInAfterVerification: true,
      expiresIn: 86_400,
      sendVerificationEmail: ({ user, url }) =>
        sendMail({
          to: user.email,
          subject: `Confirm your e-mail address for ${site.name}`,
          text: `Open this link to confirm your address:\n\n${url}\n\nIt works for one day. If you did not sign up, do nothing.`,
        }),
    },
    socialProviders:
      clientId && clientSecret
        ? {
            github: {
              clientId,
              clientSecret,
              mapProfileToUser: (profile) => ({ handle: `gh-${profile.login}`.toLowerCase().slice(0, 30) }),
            },
          }
        : {},
  });
}

let instance: ReturnType<typeof createAuth> | null = null;

/** The one better-auth of this process; made on first use, so that importing it needs no settings. */
export function auth(): ReturnType<typeof createAuth> {
  instance ??= createAuth();
  return instance;
}
