-- Evidence of learning: registers that remember how they came about, attendance files, work that is handed in, what people made
-- of it, completion rules with a date, records that others can check, and what leaves the house.

-- +goose Up

-- What a unit asks for, and where it is.
ALTER TABLE units ADD COLUMN says text NOT NULL DEFAULT '';
ALTER TABLE units ADD COLUMN url text NOT NULL DEFAULT '';
ALTER TABLE units ADD COLUMN file_id text REFERENCES files (id);
CREATE INDEX units_file ON units (file_id) WHERE file_id IS NOT NULL;

-- The bytes of a file lie on the shelf, under its key; those of files from before lie in data.
ALTER TABLE files ADD COLUMN shelf_key text NOT NULL DEFAULT '';
CREATE UNIQUE INDEX files_shelf_key ON files (shelf_key) WHERE shelf_key <> '';

-- The completion rule of a version of a course, and its changes, each from a date.
ALTER TABLE courses ADD COLUMN any_part boolean NOT NULL DEFAULT false;
ALTER TABLE courses ADD COLUMN needs_assignments boolean NOT NULL DEFAULT false;
ALTER TABLE courses ADD COLUMN needs_evaluation boolean NOT NULL DEFAULT false;
CREATE TABLE rule_changes (
    id                text PRIMARY KEY NOT NULL,
    course_id         text NOT NULL REFERENCES courses (id),
    course_version    integer NOT NULL,
    applies_from      date NOT NULL,
    any_part          boolean NOT NULL,
    minimum_sessions  integer NOT NULL CHECK (minimum_sessions >= 0),
    minimum_share     integer NOT NULL CHECK (minimum_share BETWEEN 0 AND 100),
    needs_assignments boolean NOT NULL,
    needs_evaluation  boolean NOT NULL,
    reason            text NOT NULL,
    made_by_id        text NOT NULL REFERENCES people (id),
    made_at           timestamp NOT NULL
);
CREATE INDEX rule_changes_course ON rule_changes (course_id, course_version, applies_from);
CREATE INDEX rule_changes_made_by ON rule_changes (made_by_id);

-- What a trainer decides about one person, whatever the rule says.
CREATE TABLE decisions (
    id           text PRIMARY KEY NOT NULL,
    enrolment_id text NOT NULL REFERENCES enrolments (id),
    completes    boolean NOT NULL,
    reason       text NOT NULL,
    by_id        text NOT NULL REFERENCES people (id),
    made_at      timestamp NOT NULL,
    ended_at     timestamp,
    ended_by_id  text REFERENCES people (id)
);
CREATE UNIQUE INDEX decisions_standing ON decisions (enrolment_id) WHERE ended_at IS NULL;
CREATE INDEX decisions_enrolment ON decisions (enrolment_id);
CREATE INDEX decisions_by ON decisions (by_id);
CREATE INDEX decisions_ended_by ON decisions (ended_by_id);

-- A mark says where it came from. Each save of a register is kept with what it changed, so that it can be undone.
ALTER TABLE attendances ADD COLUMN note text NOT NULL DEFAULT '';
ALTER TABLE attendances ADD COLUMN source text NOT NULL DEFAULT 'trainer' CHECK (source IN ('trainer', 'check_in', 'file'));
CREATE TABLE register_saves (
    id           text PRIMARY KEY NOT NULL,
    session_id   text NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    source       text NOT NULL CHECK (source IN ('trainer', 'check_in', 'file')),
    by_id        text NOT NULL REFERENCES people (id),
    saved_at     timestamp NOT NULL,
    undone_at    timestamp,
    undone_by_id text REFERENCES people (id)
);
CREATE INDEX register_saves_session ON register_saves (session_id, saved_at);
CREATE INDEX register_saves_by ON register_saves (by_id);
CREATE INDEX register_saves_undone_by ON register_saves (undone_by_id);
CREATE TABLE register_changes (
    register_save_id text NOT NULL REFERENCES register_saves (id) ON DELETE CASCADE,
    enrolment_id     text NOT NULL REFERENCES enrolments (id),
    was_mark         text NOT NULL,
    was_minutes      integer,
    was_note         text NOT NULL,
    was_source       text NOT NULL,
    mark             text NOT NULL,
    minutes          integer,
    note             text NOT NULL,
    PRIMARY KEY (register_save_id, enrolment_id)
);
CREATE INDEX register_changes_enrolment ON register_changes (enrolment_id);

-- While it is open, people mark themselves with the code that is shown in the room; secret is what the codes are made from.
CREATE TABLE check_ins (
    session_id   text PRIMARY KEY NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    secret       bytea NOT NULL,
    opened_by_id text NOT NULL REFERENCES people (id),
    opened_at    timestamp NOT NULL,
    closes_at    timestamp NOT NULL
);
CREATE INDEX check_ins_opened_by ON check_ins (opened_by_id);

-- A file about who came, from its arrival until somebody has said what it means; then its content is forgotten.
CREATE TABLE attendance_reports (
    id          text PRIMARY KEY NOT NULL,
    cohort_id   text NOT NULL REFERENCES cohorts (id),
    file_name   text NOT NULL,
    content     bytea NOT NULL,
    by_id       text NOT NULL REFERENCES people (id),
    uploaded_at timestamp NOT NULL,
    kept_at     timestamp,
    dropped_at  timestamp
);
CREATE INDEX attendance_reports_cohort ON attendance_reports (cohort_id, uploaded_at);
CREATE INDEX attendance_reports_by ON attendance_reports (by_id);
-- Who a name in such files is, as a trainer of the cohort has said.
CREATE TABLE attendance_names (
    cohort_id    text NOT NULL REFERENCES cohorts (id),
    name_key     text NOT NULL,
    enrolment_id text NOT NULL REFERENCES enrolments (id),
    PRIMARY KEY (cohort_id, name_key)
);
CREATE INDEX attendance_names_enrolment ON attendance_names (enrolment_id);

-- Self-study of a course is an entry of the log that names its unit.
ALTER TABLE log_entries ADD COLUMN enrolment_id text REFERENCES enrolments (id);
ALTER TABLE log_entries ADD COLUMN unit_id text REFERENCES units (id);
CREATE UNIQUE INDEX log_entries_unit ON log_entries (enrolment_id, unit_id) WHERE unit_id IS NOT NULL;

-- What is handed in for an assignment, attempt by attempt, and what was said of it.
CREATE TABLE submissions (
    id           text PRIMARY KEY NOT NULL,
    enrolment_id text NOT NULL REFERENCES enrolments (id),
    unit_id      text NOT NULL REFERENCES units (id),
    attempt      integer NOT NULL,
    state        text NOT NULL CHECK (state IN ('draft', 'submitted', 'passed', 'not_yet')),
    says         text NOT NULL,
    url          text NOT NULL,
    version      integer NOT NULL,
    saved_at     timestamp NOT NULL,
    submitted_at timestamp,
    UNIQUE (enrolment_id, unit_id, attempt)
);
CREATE UNIQUE INDEX submissions_open ON submissions (enrolment_id, unit_id) WHERE state IN ('draft', 'submitted');
CREATE INDEX submissions_queue ON submissions (submitted_at) WHERE state = 'submitted';
CREATE TABLE submission_files (
    submission_id text NOT NULL REFERENCES submissions (id),
    file_id       text NOT NULL REFERENCES files (id),
    number        integer NOT NULL,
    PRIMARY KEY (submission_id, file_id)
);
CREATE INDEX submission_files_file ON submission_files (file_id);
CREATE TABLE feedbacks (
    id            text PRIMARY KEY NOT NULL,
    submission_id text NOT NULL REFERENCES submissions (id),
    passed        boolean NOT NULL,
    says          text NOT NULL,
    by_id         text NOT NULL REFERENCES people (id),
    given_at      timestamp NOT NULL
);
CREATE INDEX feedbacks_submission ON feedbacks (submission_id, given_at);
CREATE INDEX feedbacks_by ON feedbacks (by_id);

-- What was said after a session or at the end, without who said it; and who has said something, without what.
CREATE TABLE evaluations (
    id         text PRIMARY KEY NOT NULL,
    cohort_id  text NOT NULL REFERENCES cohorts (id),
    session_id text REFERENCES sessions (id) ON DELETE CASCADE,
    unit_id    text REFERENCES units (id),
    useful     text NOT NULL CHECK (useful IN ('not', 'little', 'quite', 'very')),
    ready      text NOT NULL CHECK (ready IN ('no', 'with_help', 'yes')),
    says       text NOT NULL,
    given_on   date NOT NULL,
    released   boolean NOT NULL DEFAULT false,
    CHECK ((session_id IS NULL) <> (unit_id IS NULL))
);
CREATE INDEX evaluations_cohort ON evaluations (cohort_id);
CREATE INDEX evaluations_session ON evaluations (session_id);
CREATE INDEX evaluations_unit ON evaluations (unit_id);
CREATE TABLE evaluation_receipts (
    id           text PRIMARY KEY NOT NULL,
    enrolment_id text NOT NULL REFERENCES enrolments (id),
    session_id   text REFERENCES sessions (id) ON DELETE CASCADE,
    unit_id      text REFERENCES units (id),
    given_on     date NOT NULL,
    CHECK ((session_id IS NULL) <> (unit_id IS NULL))
);
CREATE UNIQUE INDEX evaluation_receipts_session ON evaluation_receipts (enrolment_id, session_id) WHERE session_id IS NOT NULL;
CREATE UNIQUE INDEX evaluation_receipts_unit ON evaluation_receipts (enrolment_id, unit_id) WHERE unit_id IS NOT NULL;
-- Whom a letter has asked, once for each session.
CREATE TABLE evaluation_asks (
    id           text PRIMARY KEY NOT NULL,
    session_id   text NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    enrolment_id text NOT NULL REFERENCES enrolments (id),
    asked_at     timestamp NOT NULL,
    UNIQUE (session_id, enrolment_id)
);
CREATE INDEX evaluation_asks_enrolment ON evaluation_asks (enrolment_id);

-- A record says who the provider was and what was required, and how each was met.
ALTER TABLE completion_records ADD COLUMN organisation_id text REFERENCES organisations (id);
ALTER TABLE completion_records ADD COLUMN started_on date;
ALTER TABLE completion_records ADD COLUMN rule_change_id text REFERENCES rule_changes (id);
ALTER TABLE completion_records ADD COLUMN decision_reason text NOT NULL DEFAULT '';
ALTER TABLE completion_records ADD COLUMN replaces_reason text NOT NULL DEFAULT '';
ALTER TABLE completion_records ADD COLUMN status_list integer;
ALTER TABLE completion_records ADD COLUMN status_index integer;
CREATE UNIQUE INDEX completion_records_one ON completion_records (person_id, cohort_id) WHERE revoked_at IS NULL AND superseded_at IS NULL;
CREATE UNIQUE INDEX completion_records_status ON completion_records (status_list, status_index) WHERE status_list IS NOT NULL;
CREATE INDEX completion_records_unplaced ON completion_records (issued_at) WHERE status_list IS NULL;
CREATE INDEX completion_records_organisation ON completion_records (organisation_id, completed_on);
CREATE INDEX completion_records_rule_change ON completion_records (rule_change_id) WHERE rule_change_id IS NOT NULL;
CREATE TABLE record_requirements (
    completion_record_id text NOT NULL REFERENCES completion_records (id),
    position             integer NOT NULL,
    asks                 text NOT NULL,
    met                  text NOT NULL,
    PRIMARY KEY (completion_record_id, position)
);
ALTER TABLE record_outcomes ADD COLUMN competency_id text REFERENCES competencies (id);
ALTER TABLE record_outcomes ADD COLUMN framework_code text NOT NULL DEFAULT '';
ALTER TABLE record_outcomes ADD COLUMN framework_title text NOT NULL DEFAULT '';
ALTER TABLE record_outcomes ADD COLUMN framework_version text NOT NULL DEFAULT '';
CREATE INDEX record_outcomes_competency ON record_outcomes (competency_id);

-- Records that are issued in one act, and how far that is.
CREATE TABLE issuances (
    id          text PRIMARY KEY NOT NULL,
    cohort_id   text NOT NULL REFERENCES cohorts (id),
    by_id       text NOT NULL REFERENCES people (id),
    begun_at    timestamp NOT NULL,
    finished_at timestamp
);
CREATE INDEX issuances_cohort ON issuances (cohort_id, begun_at);
CREATE INDEX issuances_by ON issuances (by_id);
CREATE TABLE issuance_lines (
    issuance_id          text NOT NULL REFERENCES issuances (id),
    enrolment_id         text NOT NULL REFERENCES enrolments (id),
    state                text NOT NULL CHECK (state IN ('waiting', 'issued', 'refused')),
    problem              text NOT NULL,
    completion_record_id text REFERENCES completion_records (id),
    PRIMARY KEY (issuance_id, enrolment_id)
);
CREATE INDEX issuance_lines_enrolment ON issuance_lines (enrolment_id);
CREATE INDEX issuance_lines_record ON issuance_lines (completion_record_id);

-- The keys that badges are signed with, sealed under the secret of the installation. A retired one stays, to be checked against.
CREATE TABLE signing_keys (
    id         text PRIMARY KEY NOT NULL,
    number     integer NOT NULL,
    algorithm  text NOT NULL CHECK (algorithm IN ('ES256', 'Ed25519')),
    public     bytea NOT NULL,
    sealed     bytea NOT NULL,
    made_at    timestamp NOT NULL,
    retired_at timestamp,
    UNIQUE (algorithm, number)
);
CREATE UNIQUE INDEX signing_keys_current ON signing_keys (algorithm) WHERE retired_at IS NULL;
-- Whom a badge is about, without saying who that is.
CREATE TABLE badge_subjects (
    person_id text PRIMARY KEY NOT NULL REFERENCES people (id),
    subject   text NOT NULL UNIQUE
);

-- What happened 12 weeks later, asked of the learner and of the manager.
CREATE TABLE follow_ups (
    id                   text PRIMARY KEY NOT NULL,
    completion_record_id text NOT NULL REFERENCES completion_records (id),
    course_id            text NOT NULL REFERENCES courses (id),
    person_id            text NOT NULL REFERENCES people (id),
    asked_as             text NOT NULL CHECK (asked_as IN ('learner', 'manager')),
    asked_at             timestamp NOT NULL,
    used                 text NOT NULL CHECK (used IN ('', 'yes', 'partly', 'no', 'unknown')),
    used_on              text NOT NULL,
    stopped              text NOT NULL,
    says                 text NOT NULL,
    answered_at          timestamp,
    UNIQUE (completion_record_id, asked_as)
);
CREATE INDEX follow_ups_person ON follow_ups (person_id, answered_at);
CREATE INDEX follow_ups_course ON follow_ups (course_id);

-- A link that shows somebody's transcript, and the days on which it was used.
CREATE TABLE transcript_links (
    id         text PRIMARY KEY NOT NULL,
    person_id  text NOT NULL REFERENCES people (id),
    label      text NOT NULL,
    token_hash text NOT NULL UNIQUE,
    whole      boolean NOT NULL,
    made_at    timestamp NOT NULL,
    expires_at timestamp NOT NULL,
    ended_at   timestamp
);
CREATE INDEX transcript_links_person ON transcript_links (person_id);
CREATE TABLE transcript_uses (
    transcript_link_id text NOT NULL REFERENCES transcript_links (id),
    used_on            date NOT NULL,
    times              integer NOT NULL,
    PRIMARY KEY (transcript_link_id, used_on)
);

-- Learning before this system, as files said it. A line of nobody we know waits until somebody says whose it is.
CREATE TABLE past_completions (
    id            text PRIMARY KEY NOT NULL,
    person_id     text REFERENCES people (id),
    email         text NOT NULL,
    email_key     text NOT NULL,
    name          text NOT NULL,
    course_title  text NOT NULL,
    provider      text NOT NULL,
    completed_on  date NOT NULL,
    minutes       integer,
    valid_until   date,
    reference     text NOT NULL,
    file_name     text NOT NULL,
    added_by_id   text REFERENCES people (id),
    added_at      timestamp NOT NULL,
    matched_by_id text REFERENCES people (id),
    matched_at    timestamp,
    dropped_at    timestamp
);
CREATE UNIQUE INDEX past_completions_once ON past_completions (email_key, course_title, provider, completed_on);
CREATE INDEX past_completions_person ON past_completions (person_id);
CREATE INDEX past_completions_added_by ON past_completions (added_by_id);
CREATE INDEX past_completions_matched_by ON past_completions (matched_by_id);

-- How an employer wants the completions of its people, and each time that they were handed out.
ALTER TABLE posts ADD COLUMN staff_number text NOT NULL DEFAULT '';
CREATE TABLE column_maps (
    organisation_id text PRIMARY KEY NOT NULL REFERENCES organisations (id),
    columns         text NOT NULL,
    date_format     text NOT NULL,
    version         integer NOT NULL,
    changed_by_id   text NOT NULL REFERENCES people (id),
    changed_at      timestamp NOT NULL
);
CREATE INDEX column_maps_changed_by ON column_maps (changed_by_id);
CREATE TABLE completion_exports (
    id              text PRIMARY KEY NOT NULL,
    organisation_id text NOT NULL REFERENCES organisations (id),
    from_on         date NOT NULL,
    until_on        date NOT NULL,
    records         integer NOT NULL,
    by_id           text NOT NULL REFERENCES people (id),
    made_at         timestamp NOT NULL
);
CREATE INDEX completion_exports_organisation ON completion_exports (organisation_id, made_at);
CREATE INDEX completion_exports_by ON completion_exports (by_id);
