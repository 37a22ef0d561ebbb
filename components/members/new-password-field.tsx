import { FormField } from "@/components/members/form-field";
import { PASSWORD_MAX, PASSWORD_MIN } from "@/lib/members/schema";

/** A field for a password that is about to be set, with its rules. */
export function NewPasswordField({ label = "Password" }: { label?: string }) {
  return (
    <FormField
      name="password"
      label={label}
      type="password"
      autoComplete="new-password"
      required
      minLength={PASSWORD_MIN}
      maxLength={PASSWORD_MAX}
      hint={`At least ${PASSWORD_MIN} characters, and none of the most used passwords. A few words in a row do well.`}
    />
  );
}
