import "server-only";
import { createHash } from "node:crypto";
import { dictionary } from "@zxcvbn-ts/language-common";
import { betterAuth } from "better-auth";
import { prismaAdapter } from "better-auth/adapters/prisma";
import { isAPIError } from "better-auth/api";
import { deviceAuthorization } from "better-auth/plugins/device-authorization";
import { genericOAuth } from "better-auth/plugins/generic-oauth";
import { z } from "zod";
import { db } from "@/lib/db";
import { type Env, readEnv } from "@/lib/env";
import { DomainError } from "@/lib/errors";
import { type Mail, sendMail } from "@/lib/mail";
import { findFreeHandle } from "@/lib/members/mutations";
import { passwordFault, welcomePath } from "@/lib/members/rules";
import { PASSWORD_MAX, PASSWORD_MIN } from "@/lib/members/schema";
import { site } from "@/lib/site";
import { CLI_CLIENT } from "@/lib/tokens/devices/schema";

const knownPasswords = new Set<string>(dictionary["passwords-common"]);

/** True for a password that stands in the shipped list of the most used ones, in any case of letters. */
export function isKnownPassword(password: string): boolean {
  return knownPasswords.has(password.toLowerCase());
}

/** Throws “invalid” for a new password that is widely used or easy for who knows the account. */
export function assertGoodPassword(password: string, account: { email?: string; handle?: string } = {}): void {
  const fault = isKnownPassword(password)
    ? "This password is one of the most used ones, so it would be guessed. Choose another."
    : passwordFault(password, account);
  if (fault) throw new DomainError("invalid", "Something in the form is not right.", { password: fault });
}

/** What stands for an e-mail address in the limits: the same for every spelling, and not the address itself. */
export function limitKey(email: string): string {
  return createHash("sha256").update(email.toLowerCase()).digest("base64url");
}

/** Answers of work that knows whether an address has an account take at least this long, in milliseconds. */
const SAME_DURATION = 600;

/** Runs work and answers, or fails, no sooner than after a fixed time: how long it took says nothing about what was found. */
export async function withSameDuration<Result>(work: () => Promise<Result>): Promise<Result> {
  const floor = new Promise((resolve) => setTimeout(resolve, SAME_DURATION));
  try {
    return await work();
  } finally {
    await floor;
  }
}

/** The code of a refusal by better-auth, such as INVALID_TOKEN; null for any other error. */
export function refusalCode(error: unknown): string | null {
  return isAPIError(error) ? (error.body?.code ?? "UNKNOWN") : null;
}

const oauthErrorSchema = z.object({ error: z.string(), error_description: z.string() });

/** What a refusal of the device login says in the words of RFC 8628, with its status; null for any other error. */
export function deviceRefusal(error: unknown): (z.infer<typeof oauthErrorSchema> & { status: number }) | null {
  if (!isAPIError(error)) return null;
  const said = oauthErrorSchema.safeParse(error.body);
  return said.success ? { ...said.data, status: error.statusCode } : null;
}

/** Sends a message after the answer: how long the mail server takes must not tell whether there is an account. */
export function post(mail: Mail): void {
  sendMail(mail).catch((error: unknown) => console.error(`Mail “${mail.subject}” was not sent:`, error));
}

/** True when the operator set up signing in with GitHub. */
export function hasGithub(): boolean {
  const { GITHUB_CLIENT_ID, GITHUB_CLIENT_SECRET } = readEnv();
  return Boolean(GITHUB_CLIENT_ID && GITHUB_CLIENT_SECRET);
}

const githubProfileSchema = z.object({ id: z.number(), login: z.string(), name: z.string().nullish() });
const githubEmailsSchema = z.array(z.object({ email: z.email(), primary: z.boolean(), verified: z.boolean() }));

/** Who signed in at GitHub; null without a primary address that GitHub has confirmed, since it could be somebody else's. */
async function readGithubProfile(api: string, token: string | undefined) {
  const read = async (path: string) => {
    const headers = { Authorization: `Bearer ${token}`, Accept: "application/json", "User-Agent": site.name };
    const response = await fetch(`${api}${path}`, { headers, signal: AbortSignal.timeout(10_000) });
    if (!response.ok) throw new Error(`GitHub answered ${response.status} for ${path}`);
    return response.json();
  };
  const profile = githubProfileSchema.parse(await read("/user"));
  const own = githubEmailsSchema.parse(await read("/user/emails")).find((entry) => entry.primary && entry.verified);
  return own ? { ...profile, name: profile.name || profile.login, email: own.email, emailVerified: true } : null;
}

function github({ GITHUB_CLIENT_ID: clientId, GITHUB_CLIENT_SECRET: clientSecret, ...env }: Env) {
  if (!clientId || !clientSecret) return [];
  // The built-in GitHub provider has fixed addresses and believes addresses that GitHub has not confirmed.
  return [
    genericOAuth({
      config: [
        {
          providerId: "github",
          clientId,
          clientSecret,
          authorizationUrl: `${env.GITHUB_URL}/login/oauth/authorize`,
          tokenUrl: `${env.GITHUB_URL}/login/oauth/access_token`,
          authorizationHeaders: { Accept: "application/json" },
          scopes: ["read:user", "user:email"],
          getUserInfo: ({ accessToken }) => readGithubProfile(env.GITHUB_API_URL, accessToken),
          mapProfileToUser: async (profile) => {
            const { login, name } = githubProfileSchema.parse(profile);
            return { handle: await findFreeHandle(db(), login), name: (name || login).slice(0, 60), image: undefined };
          },
        },
      ],
    }),
  ];
}

function createAuth() {
  const env = readEnv();
  return betterAuth({
    appName: site.name,
    baseURL: site.url,
    basePath: "/api/auth",
    secret: env.AUTH_SECRET,
    database: prismaAdapter(db(), { provider: "postgresql", transaction: true }),
    telemetry: { enabled: false },
    logger: { level: "error" },
    onAPIError: { errorURL: `${site.url}/sign-in` },
    advanced: {
      cookiePrefix: "sidestack",
      useSecureCookies: site.url.startsWith("https://"),
      ipAddress: { ipAddressHeaders: ["x-client-address"] },
      // Said aloud because the library leaves the check out in tests: links in messages lead to this site alone.
      disableOriginCheck: false,
    },
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
    // A session ends 30 days after signing in: renewing it would need a cookie in answers that are read-only.
    session: {
      modelName: "session",
      fields: { userId: "memberId" },
      expiresIn: 30 * 86_400,
      disableSessionRefresh: true,
    },
    account: {
      modelName: "account",
      fields: { userId: "memberId" },
      updateAccountOnSignIn: false,
      // No provider is trusted: an account elsewhere joins one here only when both have confirmed the same address.
      accountLinking: { enabled: true, trustedProviders: [] },
    },
    databaseHooks: {
      account: {
        create: {
          // Tokens of other sites are used while signing in and are of no use afterwards, so they are not kept.
          before: async (account) => ({
            data: { ...account, accessToken: null, refreshToken: null, idToken: null, accessTokenExpiresAt: null },
          }),
        },
      },
    },
    verification: { modelName: "verification" },
    emailAndPassword: {
      enabled: true,
      requireEmailVerification: true,
      minPasswordLength: PASSWORD_MIN,
      maxPasswordLength: PASSWORD_MAX,
      revokeSessionsOnPasswordReset: true,
      sendResetPassword: async ({ user, token }) =>
        post({
          to: user.email,
          subject: `Choose a new password for ${site.name}`,
          text: `Somebody asked for a new password for this address. If it was you, open\n\n${site.url}/reset-password?token=${encodeURIComponent(token)}\n\nThe link works for one hour. If it was not you, do nothing.`,
        }),
      // Who opened the link in the message has the address in hand, which is all that confirming it means.
      onPasswordReset: async ({ user }) => {
        await db().member.update({ where: { id: user.id }, data: { emailVerified: true } });
        post(passwordChangedMail(user.email));
      },
      // Who signs up with a taken address sees what a new member sees; the owner of the address learns of it by mail.
      onExistingUserSignUp: async ({ user }) =>
        post({
          to: user.email,
          subject: `You already have an account at ${site.name}`,
          text: `Somebody, perhaps you, tried to sign up with this address, which already has an account. Sign in at\n\n${site.url}/sign-in\n\nor choose a new password at ${site.url}/forgot-password. If it was not you, do nothing.`,
        }),
    },
    emailVerification: {
      sendOnSignUp: true,
      autoSignInAfterVerification: true,
      expiresIn: 86_400,
      sendVerificationEmail: async ({ user, url }) =>
        post({
          to: user.email,
          subject: `Confirm your e-mail address for ${site.name}`,
          text: `Open this link to confirm your address:\n\n${url}\n\nIt works for one day. If you did not ask for this, do nothing.`,
        }),
    },
    plugins: [
      ...github(env),
      deviceAuthorization({
        expiresIn: "15m",
        interval: "5s",
        validateClient: (client) => client === CLI_CLIENT,
        verificationUri: `${site.url}/device`,
      }),
    ],
  });
}

/** Tells the owner of an account that its password is another one now. */
export function passwordChangedMail(to: string): Mail {
  return {
    to,
    subject: `Your password for ${site.name} was changed`,
    text: `The password of your account was changed and all other devices were signed out. If it was not you, choose a new one at\n\n${site.url}/forgot-password`,
  };
}

let instance: ReturnType<typeof createAuth> | null = null;

/** The one better-auth of this process; made on first use, so that importing it needs no settings. */
export function auth(): ReturnType<typeof createAuth> {
  instance ??= createAuth();
  return instance;
}

/**
 * Starts signing in with GitHub: its address to go to, and the cookies that tie the way back to this browser. Throws “missing”
 * when the operator did not set it up.
 */
export async function startGithubSignIn(next: string): Promise<{ url: string; headers: Headers }> {
  if (!hasGithub()) throw new DomainError("missing", "Signing in with GitHub is not set up here.");
  const { response, headers } = await auth().api.signInSocial({
    body: { provider: "github", callbackURL: welcomePath(next), errorCallbackURL: "/sign-in", disableRedirect: true },
    returnHeaders: true,
  });
  if (!response.url) throw new DomainError("unavailable", "GitHub cannot be reached at the moment.");
  return { url: response.url, headers };
}
