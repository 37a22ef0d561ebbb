import { memberRoute } from "@/lib/action";
import { auth, deviceRefusal } from "@/lib/auth";
import { DomainError } from "@/lib/errors";
import { deviceDecisionSchema } from "@/lib/tokens/devices/schema";

/** A member lets a program in that shows a code, or refuses it. */
export const POST = memberRoute(deviceDecisionSchema, "device", async ({ input, request }) => {
  const { headers } = request;
  try {
    // The code becomes this member's first: nobody else can answer it then.
    await auth().api.deviceVerify({ query: { user_code: input.code }, headers });
    const body = { userCode: input.code };
    if (input.decision === "approve") await auth().api.deviceApprove({ body, headers });
    else await auth().api.deviceDeny({ body, headers });
  } catch (error) {
    if (!deviceRefusal(error)) throw error;
    const why = "This code is unknown, over, or answered already. Start again: sidestack login";
    throw new DomainError("invalid", why, { code: why });
  }
  const goTo = `/device?done=${input.decision}`;
  return { goTo, body: { goTo } };
});
