import { hostname } from "node:os";
import { z } from "zod";
import { EXIT, Failure } from "@/cli/src/failure";
import { isOpenWay } from "@/cli/src/server/address";
import { call, refusal, send } from "@/cli/src/server/request";
import { keepToken } from "@/cli/src/server/tokens";
import { clean } from "@/cli/src/terminal/clean";

// The device flow of RFC 8628: the program shows a code, the member confirms it in a browser, the program asks until it is confirmed.

const CLIENT = "sidestack-cli";
const SCOPE = "stacks:write";
const GRANT = "urn:ietf:params:oauth:grant-type:device_code";

const webAddressSchema = z.url({ protocol: /^https?$/ }).max(500);
const codeSchema = z.object({
  device_code: z.string().min(1),
  user_code: z.string().min(1).max(40),
  verification_uri: webAddressSchema,
  verification_uri_complete: webAddressSchema.optional(),
  expires_in: z.number().positive().max(86_400),
  interval: z.number().positive().max(120).default(5),
});
const tokenSchema = z.object({ access_token: z.string().regex(/^[\x21-\x7e]{8,4000}$/) });
const errorSchema = z.object({ error: z.string() });

function wait(seconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1000));
}

/** `sidestack login`: gets a token for a server through the browser and keeps it. Returns the exit code. */
export async function runLogin(server: string, environment: NodeJS.ProcessEnv): Promise<number> {
  if (isOpenWay(server)) console.error(`! ${server} is reached without encryption: the token can be read on the way.`);
  const device = await call(
    { server, path: "/api/auth/device/code", method: "POST", body: { client_id: CLIENT, scope: SCOPE } },
    codeSchema,
  );
  const place = device.verification_uri_complete ?? device.verification_uri;
  console.log(
    `Open ${clean(place)}\nand confirm the code ${clean(device.user_code)} for this computer (${clean(hostname())}). Waiting …`,
  );
  let pause = device.interval;
  const end = Date.now() + device.expires_in * 1000;
  while (Date.now() < end) {
    await wait(pause);
    const request = {
      server,
      path: "/api/auth/device/token",
      method: "POST" as const,
      body: { grant_type: GRANT, device_code: device.device_code, client_id: CLIENT },
    };
    const answer = await send(request);
    const token = tokenSchema.safeParse(answer.body);
    if (answer.status === 200 && token.success) {
      const file = keepToken(server, token.data.access_token, environment);
      console.log(`Signed in to ${server}. The token is kept in ${file}.`);
      return EXIT.done;
    }
    const { error } = errorSchema.catch({ error: "" }).parse(answer.body);
    if (error === "slow_down") pause += 5;
    else if (error === "access_denied")
      throw new Failure(EXIT.signIn, "The code was refused in the browser. Nothing was kept.");
    else if (error === "expired_token") break;
    else if (error !== "authorization_pending") throw refusal(request, answer);
  }
  throw new Failure(EXIT.signIn, "The code was not confirmed in time. Start again: sidestack login");
}

/** `sidestack logout`: forgets the token of a server. Returns the exit code. */
export function runLogout(server: string, environment: NodeJS.ProcessEnv): number {
  keepToken(server, null, environment);
  console.log(
    `The token for ${server} is forgotten here. It stays valid until you revoke it in the settings of the site.`,
  );
  return EXIT.done;
}
