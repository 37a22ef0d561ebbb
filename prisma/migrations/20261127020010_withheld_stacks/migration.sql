-- Stacks of banned members are kept and stand nowhere until the ban is lifted.

-- AlterTable
ALTER TABLE "stacks" ADD COLUMN     "is_withheld" BOOLEAN NOT NULL DEFAULT false;

UPDATE "stacks" SET "is_withheld" = true WHERE "owner_id" IN (SELECT "id" FROM "members" WHERE "banned_at" IS NOT NULL);
