CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);

CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");

CREATE TABLE "agenda_item" (rid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, deleted INTEGER NOT NULL DEFAULT 0, "event" TEXT, "number" INTEGER, "title" TEXT, "planned_minutes" INTEGER, "started_at" TEXT, "search" TEXT);

CREATE INDEX "agenda_item_event" ON "agenda_item" ("event");

CREATE TRIGGER "agenda_item_ad" AFTER DELETE ON "agenda_item" BEGIN
  INSERT INTO "agenda_item_fts" ("agenda_item_fts", rowid, "search") VALUES('delete', old.rowid, old."search");
END;

CREATE TRIGGER "agenda_item_ai" AFTER INSERT ON "agenda_item" BEGIN
  INSERT INTO "agenda_item_fts" (rowid, "search") VALUES (new.rowid, new."search");
END;

CREATE TRIGGER "agenda_item_au" AFTER UPDATE ON "agenda_item" BEGIN
  INSERT INTO "agenda_item_fts" ("agenda_item_fts", rowid, "search") VALUES('delete', old.rowid, old."search");
  INSERT INTO "agenda_item_fts" (rowid, "search") VALUES (new.rowid, new."search");
END;

CREATE VIRTUAL TABLE "agenda_item_fts" USING FTS5 (
    "search",
    tokenize='trigram',
    content="agenda_item"
);

CREATE TABLE "case" (rid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, deleted INTEGER NOT NULL DEFAULT 0, "name" TEXT, "case_code" TEXT, "municipality_type" TEXT, "official_key" TEXT, "district" TEXT, "is_case_study" INTEGER, "aliases" TEXT, "places" TEXT, "alliance_name" TEXT, "joined_on" TEXT, "gfs_located_at" TEXT, "gfs_staffing" TEXT, "has_thm" INTEGER, "thm_staffing" TEXT, "thm_provider" TEXT, "researcher" TEXT, "particulars" TEXT, "concepts" TEXT, "search" TEXT);

CREATE TRIGGER "case_ad" AFTER DELETE ON "case" BEGIN
  INSERT INTO "case_fts" ("case_fts", rowid, "search") VALUES('delete', old.rowid, old."search");
END;

CREATE TRIGGER "case_ai" AFTER INSERT ON "case" BEGIN
  INSERT INTO "case_fts" (rowid, "search") VALUES (new.rowid, new."search");
END;

CREATE TRIGGER "case_au" AFTER UPDATE ON "case" BEGIN
  INSERT INTO "case_fts" ("case_fts", rowid, "search") VALUES('delete', old.rowid, old."search");
  INSERT INTO "case_fts" (rowid, "search") VALUES (new.rowid, new."search");
END;

CREATE VIRTUAL TABLE "case_fts" USING FTS5 (
    "search",
    tokenize='trigram',
    content="case"
);

CREATE TABLE "category" (rid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, deleted INTEGER NOT NULL DEFAULT 0, "code" TEXT, "name" TEXT, "parent" TEXT, "dimension" TEXT, "definition" TEXT, "anchor_example" TEXT, "coding_rule" TEXT, "origin" TEXT, "colour" TEXT, "search" TEXT);

CREATE INDEX "category_code" ON "category" ("code");

CREATE TRIGGER "category_ad" AFTER DELETE ON "category" BEGIN
  INSERT INTO "category_fts" ("category_fts", rowid, "search") VALUES('delete', old.rowid, old."search");
END;

CREATE TRIGGER "category_ai" AFTER INSERT ON "category" BEGIN
  INSERT INTO "category_fts" (rowid, "search") VALUES (new.rowid, new."search");
END;

CREATE TRIGGER "category_au" AFTER UPDATE ON "category" BEGIN
  INSERT INTO "category_fts" ("category_fts", rowid, "search") VALUES('delete', old.rowid, old."search");
  INSERT INTO "category_fts" (rowid, "search") VALUES (new.rowid, new."search");
END;

CREATE VIRTUAL TABLE "category_fts" USING FTS5 (
    "search",
    tokenize='trigram',
    content="category"
);

CREATE TABLE "conflict" (record_kind TEXT NOT NULL, record_id TEXT NOT NULL, field TEXT NOT NULL, PRIMARY KEY (record_id, field));

CREATE TABLE "consent" (rid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, deleted INTEGER NOT NULL DEFAULT 0, "person" TEXT, "status" TEXT, "reason" TEXT, "interview_type" TEXT, "form" TEXT, "text_version" TEXT, "language" TEXT, "legal_basis" TEXT, "notes_allowed" INTEGER, "recording_allowed" INTEGER, "special_categories" INTEGER, "quotes" TEXT, "archiving" INTEGER, "contact_again" INTEGER, "informed_on" TEXT, "given_on" TEXT, "given_as" TEXT, "copy_handed_over" INTEGER, "restrictions" TEXT, "withdrawn_on" TEXT, "withdrawn_scope" TEXT, "delete_recording_by" TEXT, "delete_contact_by" TEXT, "delete_key_by" TEXT, "delete_text_by" TEXT);

CREATE INDEX "consent_person" ON "consent" ("person");

CREATE TABLE "counter" (scope TEXT PRIMARY KEY, last INTEGER NOT NULL);

CREATE TABLE "decision" (rid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, deleted INTEGER NOT NULL DEFAULT 0, "number" TEXT, "text" TEXT, "event" TEXT, "agenda_item" TEXT, "entry" TEXT, "search" TEXT);

CREATE INDEX "decision_event" ON "decision" ("event");

CREATE TRIGGER "decision_ad" AFTER DELETE ON "decision" BEGIN
  INSERT INTO "decision_fts" ("decision_fts", rowid, "search") VALUES('delete', old.rowid, old."search");
END;

CREATE TRIGGER "decision_ai" AFTER INSERT ON "decision" BEGIN
  INSERT INTO "decision_fts" (rowid, "search") VALUES (new.rowid, new."search");
END;

CREATE TRIGGER "decision_au" AFTER UPDATE ON "decision" BEGIN
  INSERT INTO "decision_fts" ("decision_fts", rowid, "search") VALUES('delete', old.rowid, old."search");
  INSERT INTO "decision_fts" (rowid, "search") VALUES (new.rowid, new."search");
END;

CREATE VIRTUAL TABLE "decision_fts" USING FTS5 (
    "search",
    tokenize='trigram',
    content="decision"
);

CREATE TABLE "deletion" (rid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, deleted INTEGER NOT NULL DEFAULT 0, "code" TEXT, "subject" TEXT, "cause" TEXT, "done_on" TEXT, "done_by" TEXT);

CREATE TABLE "draft" (place TEXT PRIMARY KEY, text TEXT NOT NULL, saved_at TEXT NOT NULL);

CREATE TABLE "entry" (rid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, deleted INTEGER NOT NULL DEFAULT 0, "event" TEXT, "number" TEXT, "kind" TEXT, "text" TEXT, "raw" TEXT, "time" TEXT, "position" REAL, "speaker" TEXT, "agenda_item" TEXT, "categories" TEXT, "dimension" TEXT, "no_quote" INTEGER, "is_result" INTEGER, "search" TEXT, "quote_released_on" TEXT);

CREATE INDEX "entry_event_position" ON "entry" ("event", "position");

CREATE TRIGGER "entry_ad" AFTER DELETE ON "entry" BEGIN
  INSERT INTO "entry_fts" ("entry_fts", rowid, "search") VALUES('delete', old.rowid, old."search");
END;

CREATE TRIGGER "entry_ai" AFTER INSERT ON "entry" BEGIN
  INSERT INTO "entry_fts" (rowid, "search") VALUES (new.rowid, new."search");
END;

CREATE TRIGGER "entry_au" AFTER UPDATE ON "entry" BEGIN
  INSERT INTO "entry_fts" ("entry_fts", rowid, "search") VALUES('delete', old.rowid, old."search");
  INSERT INTO "entry_fts" (rowid, "search") VALUES (new.rowid, new."search");
END;

CREATE VIRTUAL TABLE "entry_fts" USING FTS5 (
    "search",
    tokenize='trigram',
    content="entry"
);

CREATE TABLE "event" (rid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, deleted INTEGER NOT NULL DEFAULT 0, "title" TEXT, "event_type" TEXT, "organiser" TEXT, "case" TEXT, "format" TEXT, "place" TEXT, "room" TEXT, "date" TEXT, "start" TEXT, "end" TEXT, "chair" TEXT, "minute_taker" TEXT, "iaq_role" TEXT, "invited_by" TEXT, "invited_on" TEXT, "observation_announced" INTEGER, "observation_announced_on" TEXT, "observation_announced_by" TEXT, "seating" TEXT, "documents" TEXT, "distribution" TEXT, "search" TEXT, "next_meeting" TEXT DEFAULT '');

CREATE INDEX "event_case" ON "event" ("case");

CREATE TRIGGER "event_ad" AFTER DELETE ON "event" BEGIN
  INSERT INTO "event_fts" ("event_fts", rowid, "search") VALUES('delete', old.rowid, old."search");
END;

CREATE TRIGGER "event_ai" AFTER INSERT ON "event" BEGIN
  INSERT INTO "event_fts" (rowid, "search") VALUES (new.rowid, new."search");
END;

CREATE TRIGGER "event_au" AFTER UPDATE ON "event" BEGIN
  INSERT INTO "event_fts" ("event_fts", rowid, "search") VALUES('delete', old.rowid, old."search");
  INSERT INTO "event_fts" (rowid, "search") VALUES (new.rowid, new."search");
END;

CREATE VIRTUAL TABLE "event_fts" USING FTS5 (
    "search",
    tokenize='trigram',
    content="event"
);

CREATE TABLE "institution" (rid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, deleted INTEGER NOT NULL DEFAULT 0, "name" TEXT, "institution_type" TEXT, "case" TEXT, "aliases" TEXT, "in_core_group" INTEGER, "core_group_since" TEXT, "note" TEXT, "search" TEXT);

CREATE INDEX "institution_case" ON "institution" ("case");

CREATE TRIGGER "institution_ad" AFTER DELETE ON "institution" BEGIN
  INSERT INTO "institution_fts" ("institution_fts", rowid, "search") VALUES('delete', old.rowid, old."search");
END;

CREATE TRIGGER "institution_ai" AFTER INSERT ON "institution" BEGIN
  INSERT INTO "institution_fts" (rowid, "search") VALUES (new.rowid, new."search");
END;

CREATE TRIGGER "institution_au" AFTER UPDATE ON "institution" BEGIN
  INSERT INTO "institution_fts" ("institution_fts", rowid, "search") VALUES('delete', old.rowid, old."search");
  INSERT INTO "institution_fts" (rowid, "search") VALUES (new.rowid, new."search");
END;

CREATE VIRTUAL TABLE "institution_fts" USING FTS5 (
    "search",
    tokenize='trigram',
    content="institution"
);

CREATE TABLE "meta" (key TEXT PRIMARY KEY, value TEXT NOT NULL);

CREATE TABLE "minutes" (rid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, deleted INTEGER NOT NULL DEFAULT 0, "event" TEXT, "kind" TEXT, "version" INTEGER, "status" TEXT, "drafted_by" TEXT DEFAULT '', "drafted_at" TEXT, "proofread_by" TEXT DEFAULT '', "proofread_at" TEXT, "released_by" TEXT DEFAULT '', "released_at" TEXT, "frozen_hash" TEXT DEFAULT '');

CREATE INDEX "minutes_event" ON "minutes" ("event");

CREATE TABLE "minutes_correction" (rid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, deleted INTEGER NOT NULL DEFAULT 0, "minutes" TEXT, "entry" TEXT, "entry_number" TEXT, "text" TEXT, "received_from" TEXT, "received_on" TEXT, "outcome" TEXT, "note" TEXT, "search" TEXT);

CREATE INDEX "minutes_correction_minutes" ON "minutes_correction" ("minutes");

CREATE TRIGGER "minutes_correction_ad" AFTER DELETE ON "minutes_correction" BEGIN
  INSERT INTO "minutes_correction_fts" ("minutes_correction_fts", rowid, "search") VALUES('delete', old.rowid, old."search");
END;

CREATE TRIGGER "minutes_correction_ai" AFTER INSERT ON "minutes_correction" BEGIN
  INSERT INTO "minutes_correction_fts" (rowid, "search") VALUES (new.rowid, new."search");
END;

CREATE TRIGGER "minutes_correction_au" AFTER UPDATE ON "minutes_correction" BEGIN
  INSERT INTO "minutes_correction_fts" ("minutes_correction_fts", rowid, "search") VALUES('delete', old.rowid, old."search");
  INSERT INTO "minutes_correction_fts" (rowid, "search") VALUES (new.rowid, new."search");
END;

CREATE VIRTUAL TABLE "minutes_correction_fts" USING FTS5 (
    "search",
    tokenize='trigram',
    content="minutes_correction"
);

CREATE TABLE "minutes_export" (rid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, deleted INTEGER NOT NULL DEFAULT 0, "minutes" TEXT, "export_class" TEXT, "file" TEXT, "exported_at" TEXT, "names_checked" INTEGER, "content_hash" TEXT);

CREATE INDEX "minutes_export_minutes" ON "minutes_export" ("minutes");

CREATE TABLE "minutes_frozen" (rid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, deleted INTEGER NOT NULL DEFAULT 0, "minutes" TEXT, "content" TEXT, "content_hash" TEXT, "redacted" INTEGER);

CREATE INDEX "minutes_frozen_minutes" ON "minutes_frozen" ("minutes");

CREATE TABLE "name_decision" (rid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, deleted INTEGER NOT NULL DEFAULT 0, "event" TEXT, "record_kind" TEXT, "record_id" TEXT, "field_name" TEXT, "word" TEXT, "verdict" TEXT, "replacement" TEXT, "reason" TEXT, "decided_by" TEXT);

CREATE INDEX "name_decision_event" ON "name_decision" ("event");

CREATE TABLE "op" (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, site TEXT NOT NULL, time INTEGER NOT NULL, author TEXT NOT NULL, unit TEXT NOT NULL, label TEXT NOT NULL, kind TEXT NOT NULL, record_kind TEXT NOT NULL, record_id TEXT NOT NULL, "values" TEXT NOT NULL, parents TEXT NOT NULL);

CREATE INDEX "op_record" ON "op" (record_id);

CREATE TABLE "participant" (rid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, deleted INTEGER NOT NULL DEFAULT 0, "event" TEXT, "label" TEXT, "person" TEXT, "role" TEXT, "institution" TEXT, "institution_type" TEXT, "headcount" INTEGER, "attendance" TEXT, "position" REAL, "search" TEXT);

CREATE INDEX "participant_event" ON "participant" ("event");

CREATE TRIGGER "participant_ad" AFTER DELETE ON "participant" BEGIN
  INSERT INTO "participant_fts" ("participant_fts", rowid, "search") VALUES('delete', old.rowid, old."search");
END;

CREATE TRIGGER "participant_ai" AFTER INSERT ON "participant" BEGIN
  INSERT INTO "participant_fts" (rowid, "search") VALUES (new.rowid, new."search");
END;

CREATE TRIGGER "participant_au" AFTER UPDATE ON "participant" BEGIN
  INSERT INTO "participant_fts" ("participant_fts", rowid, "search") VALUES('delete', old.rowid, old."search");
  INSERT INTO "participant_fts" (rowid, "search") VALUES (new.rowid, new."search");
END;

CREATE VIRTUAL TABLE "participant_fts" USING FTS5 (
    "search",
    tokenize='trigram',
    content="participant"
);

CREATE TABLE "person" (rid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, deleted INTEGER NOT NULL DEFAULT 0, "code" TEXT, "case" TEXT, "role" TEXT, "institution" TEXT, "institution_type" TEXT, "search" TEXT, "restricted_since" TEXT, "objected_on" TEXT, "no_contact_since" TEXT);

CREATE INDEX "person_case" ON "person" ("case");

CREATE TRIGGER "person_ad" AFTER DELETE ON "person" BEGIN
  INSERT INTO "person_fts" ("person_fts", rowid, "search") VALUES('delete', old.rowid, old."search");
END;

CREATE TRIGGER "person_ai" AFTER INSERT ON "person" BEGIN
  INSERT INTO "person_fts" (rowid, "search") VALUES (new.rowid, new."search");
END;

CREATE TRIGGER "person_au" AFTER UPDATE ON "person" BEGIN
  INSERT INTO "person_fts" ("person_fts", rowid, "search") VALUES('delete', old.rowid, old."search");
  INSERT INTO "person_fts" (rowid, "search") VALUES (new.rowid, new."search");
END;

CREATE VIRTUAL TABLE "person_fts" USING FTS5 (
    "search",
    tokenize='trigram',
    content="person"
);

CREATE TABLE "project" (rid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, deleted INTEGER NOT NULL DEFAULT 0, "name" TEXT, "programme" TEXT, "search" TEXT, "purpose" TEXT DEFAULT '', "client" TEXT DEFAULT '', "institution" TEXT DEFAULT '', "address" TEXT DEFAULT '', "researchers" TEXT DEFAULT '', "contact" TEXT DEFAULT '', "data_protection_officer" TEXT DEFAULT '', "recipients" TEXT DEFAULT '', "recording_kept" TEXT DEFAULT '', "contact_data_kept" TEXT DEFAULT '', "text_kept" TEXT DEFAULT '');

CREATE TRIGGER "project_ad" AFTER DELETE ON "project" BEGIN
  INSERT INTO "project_fts" ("project_fts", rowid, "search") VALUES('delete', old.rowid, old."search");
END;

CREATE TRIGGER "project_ai" AFTER INSERT ON "project" BEGIN
  INSERT INTO "project_fts" (rowid, "search") VALUES (new.rowid, new."search");
END;

CREATE TRIGGER "project_au" AFTER UPDATE ON "project" BEGIN
  INSERT INTO "project_fts" ("project_fts", rowid, "search") VALUES('delete', old.rowid, old."search");
  INSERT INTO "project_fts" (rowid, "search") VALUES (new.rowid, new."search");
END;

CREATE VIRTUAL TABLE "project_fts" USING FTS5 (
    "search",
    tokenize='trigram',
    content="project"
);

CREATE TABLE "task" (rid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, deleted INTEGER NOT NULL DEFAULT 0, "number" TEXT, "text" TEXT, "responsible" TEXT, "due" TEXT, "status" TEXT, "event" TEXT, "agenda_item" TEXT, "entry" TEXT, "search" TEXT);

CREATE INDEX "task_event" ON "task" ("event");

CREATE TRIGGER "task_ad" AFTER DELETE ON "task" BEGIN
  INSERT INTO "task_fts" ("task_fts", rowid, "search") VALUES('delete', old.rowid, old."search");
END;

CREATE TRIGGER "task_ai" AFTER INSERT ON "task" BEGIN
  INSERT INTO "task_fts" (rowid, "search") VALUES (new.rowid, new."search");
END;

CREATE TRIGGER "task_au" AFTER UPDATE ON "task" BEGIN
  INSERT INTO "task_fts" ("task_fts", rowid, "search") VALUES('delete', old.rowid, old."search");
  INSERT INTO "task_fts" (rowid, "search") VALUES (new.rowid, new."search");
END;

CREATE VIRTUAL TABLE "task_fts" USING FTS5 (
    "search",
    tokenize='trigram',
    content="task"
);

CREATE TABLE "unit" (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, label TEXT NOT NULL, state TEXT NOT NULL, first_op INTEGER NOT NULL, last_op INTEGER NOT NULL);

CREATE INDEX "unit_undone" ON "unit" (n) WHERE state = 'undone';
