import { accountRoute } from "@/lib/action";
import { assertGoodPassword, auth, passwordChangedMail, post, refusalCode } from "@/lib/auth";
import { DomainError } from "@/lib/errors";
import { passwordChangeSchema } from "@/lib/members/schema";

/** Another password; every other session ends. */
export const POST = accountRoute(passwordChangeSchema, "account", async ({ input, viewer, request }) => {
  assertGoodPassword(input.password, viewer);
  try {
    const { headers } = await auth().api.changePassword({
      body: { currentPassword: input.current, newPassword: input.password, revokeOtherSessions: true },
      headers: request.headers,
      returnHeaders: true,
    });
    post(passwordChangedMail(viewer.email));
    const goTo = "/settings?done=password";
    return { goTo, body: { goTo }, headers };
  } catch (error) {
    if (refusalCode(error) === null) throw error;
    throw new DomainError("invalid", "Something in the form is not right.", { current: "This is not your password." });
  }
});
