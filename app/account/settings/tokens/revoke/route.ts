import { accountRoute } from "@/lib/action";
import { db } from "@/lib/db";
import { revokeToken } from "@/lib/tokens/mutations";
import { revokeTokenSchema } from "@/lib/tokens/schema";

/** Ends a token of one's own, for members who may not write too. */
export const POST = accountRoute(revokeTokenSchema, "account", async ({ input, viewer }) => {
  await revokeToken(db(), { memberId: viewer.id, tokenId: input.token });
  const goTo = "/settings?done=revoked#tokens";
  return { goTo, body: { goTo } };
});
