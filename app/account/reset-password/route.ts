import { visitorRoute } from "@/lib/action";
import { assertGoodPassword, auth, refusalCode } from "@/lib/auth";
import { DomainError } from "@/lib/errors";
import { resetPasswordSchema } from "@/lib/members/schema";
import { setHint } from "@/lib/session";

/** Sets a new password by the link from a message, which works once; ends all sessions. */
export const POST = visitorRoute(resetPasswordSchema, "sign-in", async ({ input }) => {
  assertGoodPassword(input.password);
  try {
    await auth().api.resetPassword({ body: { token: input.token, newPassword: input.password } });
  } catch (error) {
    if (refusalCode(error) === null) throw error;
    throw new DomainError(
      "invalid",
      "This link does not work any more. Ask for a new one under “Forgot your password?”.",
    );
  }
  const goTo = "/sign-in?done=password";
  return { goTo, body: { goTo }, headers: setHint(new Headers(), false) };
});
