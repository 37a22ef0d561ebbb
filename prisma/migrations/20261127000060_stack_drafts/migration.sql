-- What stands in the form of a stack, and which moves are only said.

-- AlterTable
ALTER TABLE "stack_moves" ADD COLUMN     "is_said" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "stack_drafts" (
    "member_id" TEXT NOT NULL,
    "stack_key" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "stack_drafts_pkey" PRIMARY KEY ("member_id","stack_key")
);

-- AddForeignKey
ALTER TABLE "stack_drafts" ADD CONSTRAINT "stack_drafts_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "members"("id") ON DELETE CASCADE ON UPDATE CASCADE;
