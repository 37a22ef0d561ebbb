import { visitorRoute } from "@/lib/action";
import { assertGoodPassword, auth, limitKey, refusalCode, withSameDuration } from "@/lib/auth";
import { db } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { forgetUnconfirmed, isHandleTaken } from "@/lib/members/mutations";
import { welcomePath } from "@/lib/members/rules";
import { signUpSchema } from "@/lib/members/schema";
import { takePoint } from "@/lib/rate-limit";

/** A new account. The answer is the same whether the address has one already: its owner learns of that by mail. */
export const POST = visitorRoute(signUpSchema, "sign-up", async ({ input }) => {
  const { email, handle, password, next } = input;
  assertGoodPassword(password, input);
  await takePoint("sign-up", { member: limitKey(email) });
  const assertFree = async () => {
    if (!(await isHandleTaken(db(), handle))) return;
    throw new DomainError("conflict", "Something in the form is not right.", {
      handle: "This handle is taken. Choose another.",
    });
  };
  await withSameDuration(async () => {
    await forgetUnconfirmed(db(), email);
    await assertFree();
    try {
      await auth().api.signUpEmail({
        body: { name: handle, email, handle, password, callbackURL: welcomePath(next) },
      });
    } catch (error) {
      if (refusalCode(error) === null) throw error;
      // Somebody else took the handle or the address a moment ago; only the handle is told.
      await assertFree();
    }
  });
  const goTo = `/check-mail?${new URLSearchParams({ for: "sign-up", next })}`;
  return { goTo, body: { goTo } };
});
