-- What stands in the form of a decision that was refused.

-- CreateTable
CREATE TABLE "decision_drafts" (
    "member_id" TEXT NOT NULL,
    "form_key" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "decision_drafts_pkey" PRIMARY KEY ("member_id","form_key")
);

-- AddForeignKey
ALTER TABLE "decision_drafts" ADD CONSTRAINT "decision_drafts_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "members"("id") ON DELETE CASCADE ON UPDATE CASCADE;
