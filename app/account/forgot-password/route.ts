import { visitorRoute } from "@/lib/action";
import { auth, limitKey, withSameDuration } from "@/lib/auth";
import { forgotPasswordSchema } from "@/lib/members/schema";
import { takePoint } from "@/lib/rate-limit";

/** Sends a link to choose a new password, if the address has an account; the answer does not tell. */
export const POST = visitorRoute(forgotPasswordSchema, "sign-up", async ({ input }) => {
  await takePoint("sign-up", { member: limitKey(input.email) });
  await withSameDuration(() => auth().api.requestPasswordReset({ body: { email: input.email } }));
  const goTo = "/check-mail?for=password";
  return { goTo, body: { goTo } };
});
