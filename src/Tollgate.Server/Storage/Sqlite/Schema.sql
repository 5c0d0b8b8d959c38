CREATE TABLE "__EFMigrationsHistory" (
    "MigrationId" TEXT NOT NULL CONSTRAINT "PK___EFMigrationsHistory" PRIMARY KEY,
    "ProductVersion" TEXT NOT NULL
);
CREATE TABLE "audit_entries" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_audit_entries" PRIMARY KEY AUTOINCREMENT,
    "at" INTEGER NOT NULL,
    "actor" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "object" TEXT NOT NULL,
    "value_from" TEXT NULL,
    "value_to" TEXT NULL,
    "address" TEXT NULL
);
CREATE TABLE "cases" (
    "id" TEXT NOT NULL CONSTRAINT "pk_cases" PRIMARY KEY,
    "user_id" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "risk" REAL NOT NULL,
    "decision" INTEGER NOT NULL,
    "transaction_id" TEXT NOT NULL,
    "amount_minor" INTEGER NULL,
    "currency" TEXT NULL,
    "amount_base" INTEGER NOT NULL,
    "reasons" TEXT NOT NULL,
    "flags" INTEGER NOT NULL,
    "transaction_count" INTEGER NOT NULL,
    "assignee" TEXT NULL,
    "source" TEXT NOT NULL,
    "opened_at" INTEGER NOT NULL,
    "updated_at" INTEGER NOT NULL,
    "closed_at" INTEGER NULL,
    "version" INTEGER NOT NULL
);
CREATE TABLE "machine_keys" (
    "id" TEXT NOT NULL CONSTRAINT "pk_machine_keys" PRIMARY KEY,
    "name" TEXT NOT NULL,
    "scopes" TEXT NOT NULL,
    "encrypted_secret" BLOB NOT NULL,
    "created_at" INTEGER NOT NULL,
    "expires_at" INTEGER NULL,
    "revoked_at" INTEGER NULL
);
CREATE TABLE "used_nonces" (
    "key_id" TEXT NOT NULL,
    "nonce" TEXT NOT NULL,
    "expires_at" INTEGER NOT NULL,
    CONSTRAINT "pk_used_nonces" PRIMARY KEY ("key_id", "nonce")
);
CREATE TABLE "users" (
    "id" TEXT NOT NULL CONSTRAINT "pk_users" PRIMARY KEY,
    "roles" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "disabled_at" INTEGER NULL,
    "token_version" INTEGER NOT NULL,
    "demo_password" INTEGER NOT NULL,
    "user_name" TEXT NOT NULL,
    "normalized_user_name" TEXT NOT NULL,
    "password_hash" TEXT NULL,
    "security_stamp" TEXT NULL,
    "concurrency_stamp" TEXT NULL
);
CREATE TABLE "waiting_labels" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_waiting_labels" PRIMARY KEY AUTOINCREMENT,
    "transaction_id" TEXT NOT NULL,
    "label" INTEGER NOT NULL,
    "reported_at" INTEGER NOT NULL,
    "source" TEXT NOT NULL
, "next_try" INTEGER NOT NULL DEFAULT 0);
CREATE TABLE "case_comments" (
    "id" TEXT NOT NULL CONSTRAINT "pk_case_comments" PRIMARY KEY,
    "case_id" TEXT NOT NULL,
    "author" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "at" INTEGER NOT NULL,
    CONSTRAINT "fk_case_comments_cases_case_id" FOREIGN KEY ("case_id") REFERENCES "cases" ("id") ON DELETE CASCADE
);
CREATE TABLE "case_history" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_case_history" PRIMARY KEY AUTOINCREMENT,
    "case_id" TEXT NOT NULL,
    "at" INTEGER NOT NULL,
    "actor" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "value_from" TEXT NULL,
    "value_to" TEXT NULL,
    CONSTRAINT "fk_case_history_cases_case_id" FOREIGN KEY ("case_id") REFERENCES "cases" ("id") ON DELETE CASCADE
);
CREATE TABLE "case_transactions" (
    "transaction_id" TEXT NOT NULL CONSTRAINT "pk_case_transactions" PRIMARY KEY,
    "case_id" TEXT NOT NULL,
    "event_time" INTEGER NULL,
    "amount_minor" INTEGER NULL,
    "amount_base" INTEGER NULL,
    "currency" TEXT NULL,
    "merchant_id" TEXT NULL,
    "merchant_category" TEXT NULL,
    "card_id" TEXT NULL,
    "device_id" TEXT NULL,
    "country" TEXT NULL,
    "card_country" TEXT NULL,
    "ip_country" TEXT NULL,
    "channel" TEXT NULL,
    "decision" INTEGER NOT NULL,
    "risk" REAL NULL,
    "reasons" TEXT NOT NULL,
    "flags" INTEGER NOT NULL,
    "decided_at" INTEGER NOT NULL, "place" INTEGER NOT NULL DEFAULT 0,
    CONSTRAINT "fk_case_transactions_cases_case_id" FOREIGN KEY ("case_id") REFERENCES "cases" ("id") ON DELETE CASCADE
);
CREATE TABLE "refresh_tokens" (
    "hash" BLOB NOT NULL CONSTRAINT "pk_refresh_tokens" PRIMARY KEY,
    "family_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "expires_at" INTEGER NOT NULL,
    "used_at" INTEGER NULL,
    "revoked_at" INTEGER NULL, "scopes" TEXT NULL, "session_ends_at" INTEGER NOT NULL DEFAULT 0,
    CONSTRAINT "fk_refresh_tokens_users_user_id" FOREIGN KEY ("user_id") REFERENCES "users" ("id") ON DELETE CASCADE
);
CREATE INDEX "ix_case_comments_case_id_id" ON "case_comments" ("case_id", "id");
CREATE INDEX "ix_case_history_case_id_id" ON "case_history" ("case_id", "id");
CREATE INDEX "ix_case_transactions_card_id_case_id" ON "case_transactions" ("card_id", "case_id");
CREATE INDEX "ix_case_transactions_device_id_case_id" ON "case_transactions" ("device_id", "case_id");
CREATE INDEX "ix_case_transactions_merchant_id_case_id" ON "case_transactions" ("merchant_id", "case_id");
CREATE INDEX "ix_cases_amount_base_id" ON "cases" ("amount_base", "id");
CREATE INDEX "ix_cases_assignee_status_opened_at_id" ON "cases" ("assignee", "status", "opened_at", "id");
CREATE INDEX "ix_cases_opened_at_id" ON "cases" ("opened_at", "id");
CREATE INDEX "ix_cases_risk_id" ON "cases" ("risk", "id");
CREATE INDEX "ix_cases_status_amount_base_id" ON "cases" ("status", "amount_base", "id");
CREATE INDEX "ix_cases_status_opened_at_id" ON "cases" ("status", "opened_at", "id");
CREATE INDEX "ix_cases_status_risk_id" ON "cases" ("status", "risk", "id");
CREATE INDEX "ix_cases_user_id_opened_at" ON "cases" ("user_id", "opened_at");
CREATE UNIQUE INDEX "one_open_case_a_user" ON "cases" ("user_id") WHERE status = 'OPEN';
CREATE INDEX "ix_refresh_tokens_expires_at" ON "refresh_tokens" ("expires_at");
CREATE INDEX "ix_refresh_tokens_family_id" ON "refresh_tokens" ("family_id");
CREATE INDEX "ix_refresh_tokens_revoked_at" ON "refresh_tokens" ("revoked_at");
CREATE INDEX "ix_refresh_tokens_user_id" ON "refresh_tokens" ("user_id");
CREATE INDEX "ix_used_nonces_expires_at" ON "used_nonces" ("expires_at");
CREATE UNIQUE INDEX "ix_users_normalized_user_name" ON "users" ("normalized_user_name");
CREATE TABLE "checkpoints" (
    "name" TEXT NOT NULL CONSTRAINT "pk_checkpoints" PRIMARY KEY,
    "position" INTEGER NOT NULL
);
CREATE TABLE "master_key_check" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_master_key_check" PRIMARY KEY,
    "value" BLOB NOT NULL
);
CREATE TABLE "owed_labels" (
    "case_id" TEXT NOT NULL CONSTRAINT "pk_owed_labels" PRIMARY KEY,
    "label" INTEGER NOT NULL,
    "reported_at" INTEGER NOT NULL,
    "source" TEXT NOT NULL,
    "through" INTEGER NOT NULL,
    "done_from" INTEGER NOT NULL,
    CONSTRAINT "fk_owed_labels_cases_case_id" FOREIGN KEY ("case_id") REFERENCES "cases" ("id") ON DELETE CASCADE
);
CREATE INDEX "ix_waiting_labels_next_try_id" ON "waiting_labels" ("next_try", "id");
CREATE INDEX "ix_waiting_labels_transaction_id" ON "waiting_labels" ("transaction_id");
CREATE INDEX "ix_case_transactions_case_id_place" ON "case_transactions" ("case_id", "place");
INSERT INTO "__EFMigrationsHistory" VALUES ('20261123131628_Initial', '10.0');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261125031109_Checkpoints', '10.0');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261125150000_Sessions', '10.0');
INSERT INTO "__EFMigrationsHistory" VALUES ('20261125160000_OwedLabels', '10.0');
INSERT INTO "checkpoints" VALUES ('access', 0);
INSERT INTO "checkpoints" VALUES ('cases', 0);
