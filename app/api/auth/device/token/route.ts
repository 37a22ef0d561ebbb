import { clientAddress } from "@/lib/action";
import { auth } from "@/lib/auth";
import { db } from "@/lib/db";
import { formatPartialDate } from "@/lib/format";
import { answerOauth, readOauth } from "@/lib/oauth";
import { takePoint } from "@/lib/rate-limit";
import { LOGIN_DAYS, loginName, wantsToWrite } from "@/lib/tokens/devices/rules";
import { deviceTokenSchema } from "@/lib/tokens/devices/schema";
import { exchangeSession } from "@/lib/tokens/mutations";
import { scopesFor } from "@/lib/tokens/rules";
import { scopeSchema } from "@/lib/tokens/schema";

const DAY = 86_400;

/**
 * A program asks whether its code was confirmed (RFC 8628, 3.4). What it gets is a token for the API with the scope that was
 * confirmed, and no session: with it, nobody can change the account.
 */
export function POST(request: Request): Promise<Response> {
  return answerOauth(async () => {
    await takePoint("api", { address: clientAddress(request.headers) });
    const body = await readOauth(request, deviceTokenSchema);
    const { access_token, scope } = await auth().api.deviceToken({ body });
    const asked = scope.split(" ").flatMap((one) => scopeSchema.safeParse(one).data ?? []);
    const scopes = scopesFor(wantsToWrite(asked));
    const now = new Date();
    const { secret } = await exchangeSession(db(), access_token, {
      name: loginName(formatPartialDate(now.toISOString().slice(0, 10))),
      scopes,
      expiresAt: new Date(now.getTime() + LOGIN_DAYS * DAY * 1000),
    });
    return { access_token: secret, token_type: "Bearer", expires_in: LOGIN_DAYS * DAY, scope: scopes.join(" ") };
  });
}
