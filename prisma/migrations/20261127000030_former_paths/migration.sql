-- AlterTable
ALTER TABLE "categories" ADD COLUMN     "edited_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "former_paths" (
    "path" TEXT NOT NULL,
    "category_id" INTEGER NOT NULL,

    CONSTRAINT "former_paths_pkey" PRIMARY KEY ("path")
);

-- CreateIndex
CREATE INDEX "former_paths_category_id_idx" ON "former_paths"("category_id");

-- AddForeignKey
ALTER TABLE "former_paths" ADD CONSTRAINT "former_paths_category_id_fkey" FOREIGN KEY ("category_id") REFERENCES "categories"("id") ON DELETE CASCADE ON UPDATE CASCADE;
