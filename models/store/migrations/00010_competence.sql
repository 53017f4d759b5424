-- Competence described well and judged by several: frameworks with a life, role profiles drawn here, and what an answer says.

-- +goose Up

-- Where a framework comes from, what it was drawn from, and how it ends. revision rises with each change of a draft.
ALTER TABLE framework_versions ADD COLUMN source text NOT NULL DEFAULT '';
ALTER TABLE framework_versions ADD COLUMN attribution text NOT NULL DEFAULT '';
ALTER TABLE framework_versions ADD COLUMN export_barred boolean NOT NULL DEFAULT false;
ALTER TABLE framework_versions ADD COLUMN identifier text NOT NULL DEFAULT '';
ALTER TABLE framework_versions ADD COLUMN based_on_id text REFERENCES framework_versions (id);
ALTER TABLE framework_versions ADD COLUMN revision integer NOT NULL DEFAULT 1;
ALTER TABLE framework_versions ADD COLUMN cutoff date;
ALTER TABLE framework_versions ADD COLUMN retires date;
ALTER TABLE framework_versions ADD COLUMN retires_because text NOT NULL DEFAULT '';
CREATE INDEX framework_versions_based_on ON framework_versions (based_on_id);
ALTER TABLE domains ADD COLUMN identifier text NOT NULL DEFAULT '';

-- flags is a word a line; holds_months is how long an assessment stands before it is looked at again, 0 as the settings say.
ALTER TABLE competencies ADD COLUMN kind text NOT NULL DEFAULT '' CHECK (kind IN ('', 'method', 'tool', 'knowledge', 'behaviour'));
ALTER TABLE competencies ADD COLUMN flags text NOT NULL DEFAULT '';
ALTER TABLE competencies ADD COLUMN holds_months integer NOT NULL DEFAULT 0 CHECK (holds_months >= 0);
ALTER TABLE competencies ADD COLUMN identifier text NOT NULL DEFAULT '';
ALTER TABLE settings ADD COLUMN holds_months integer NOT NULL DEFAULT 12 CHECK (holds_months > 0);

-- What editors say of a draft, and who has looked at it.
CREATE TABLE framework_comments (
    id                   text PRIMARY KEY NOT NULL,
    framework_version_id text NOT NULL REFERENCES framework_versions (id),
    competency_code      text NOT NULL,
    answers_id           text REFERENCES framework_comments (id),
    by_id                text NOT NULL REFERENCES people (id),
    says                 text NOT NULL,
    made_at              timestamp NOT NULL,
    settled_at           timestamp,
    settled_by_id        text REFERENCES people (id)
);
CREATE INDEX framework_comments_version ON framework_comments (framework_version_id, competency_code, made_at);
CREATE INDEX framework_comments_answers ON framework_comments (answers_id);
CREATE INDEX framework_comments_by ON framework_comments (by_id);
CREATE INDEX framework_comments_settled_by ON framework_comments (settled_by_id);
CREATE TABLE framework_reviews (
    id                   text PRIMARY KEY NOT NULL,
    framework_version_id text NOT NULL REFERENCES framework_versions (id),
    reviewer_id          text NOT NULL REFERENCES people (id),
    asked_by_id          text NOT NULL REFERENCES people (id),
    asked_at             timestamp NOT NULL,
    revision             integer NOT NULL,
    verdict              text NOT NULL CHECK (verdict IN ('', 'signed_off', 'changes_wanted')),
    says                 text NOT NULL,
    answered_at          timestamp,
    UNIQUE (framework_version_id, reviewer_id)
);
CREATE INDEX framework_reviews_reviewer ON framework_reviews (reviewer_id);
CREATE INDEX framework_reviews_asked_by ON framework_reviews (asked_by_id);

-- What became of a competency in a later version of its framework. One with the same code and words needs no row.
CREATE TABLE successions (
    from_id text NOT NULL REFERENCES competencies (id),
    to_id   text NOT NULL REFERENCES competencies (id),
    kind    text NOT NULL CHECK (kind IN ('unchanged', 'reworded', 'merged', 'split')),
    carries boolean NOT NULL,
    note    text NOT NULL,
    by_id   text NOT NULL REFERENCES people (id),
    said_at timestamp NOT NULL,
    PRIMARY KEY (from_id, to_id)
);
CREATE INDEX successions_to ON successions (to_id);
CREATE INDEX successions_by ON successions (by_id);

-- People and role profiles taken from one version to another, by one act.
CREATE TABLE version_moves (
    id              text PRIMARY KEY NOT NULL,
    from_version_id text NOT NULL REFERENCES framework_versions (id),
    to_version_id   text NOT NULL REFERENCES framework_versions (id),
    state           text NOT NULL CHECK (state IN ('moving', 'done')),
    posts           integer NOT NULL,
    moved           integer NOT NULL,
    carried         integer NOT NULL,
    plan            text NOT NULL,
    by_id           text NOT NULL REFERENCES people (id),
    begun_at        timestamp NOT NULL,
    ended_at        timestamp
);
CREATE INDEX version_moves_from ON version_moves (from_version_id);
CREATE INDEX version_moves_to ON version_moves (to_version_id);
CREATE INDEX version_moves_by ON version_moves (by_id);

-- How competencies of different frameworks compare.
CREATE TABLE crosswalks (
    id       text PRIMARY KEY NOT NULL,
    from_id  text NOT NULL REFERENCES competencies (id),
    to_id    text NOT NULL REFERENCES competencies (id),
    strength text NOT NULL CHECK (strength IN ('exact', 'close', 'broader', 'narrower', 'related')),
    note     text NOT NULL,
    by_id    text REFERENCES people (id),
    said_at  timestamp NOT NULL,
    UNIQUE (from_id, to_id)
);
CREATE INDEX crosswalks_to ON crosswalks (to_id);
CREATE INDEX crosswalks_by ON crosswalks (by_id);

CREATE TABLE worked_examples (
    id            text PRIMARY KEY NOT NULL,
    competency_id text NOT NULL REFERENCES competencies (id),
    level         integer NOT NULL,
    says          text NOT NULL,
    by_id         text NOT NULL REFERENCES people (id),
    added_at      timestamp NOT NULL,
    withdrawn_at  timestamp
);
CREATE INDEX worked_examples_competency ON worked_examples (competency_id, level);
CREATE INDEX worked_examples_by ON worked_examples (by_id);

-- Role profiles drawn here stand on a published version and are no part of it. up_to is the top of a range.
ALTER TABLE role_profiles ADD COLUMN drawn_here boolean NOT NULL DEFAULT false;
ALTER TABLE role_profiles ADD COLUMN optional_minimum integer NOT NULL DEFAULT 0 CHECK (optional_minimum >= 0);
ALTER TABLE role_profiles ADD COLUMN revision integer NOT NULL DEFAULT 1;
ALTER TABLE requirements ADD COLUMN up_to integer;
ALTER TABLE requirements ADD COLUMN optional boolean NOT NULL DEFAULT false;

-- What a person has chosen: of what their role leaves open, the role they aim at, and what they want to be asked besides.
CREATE TABLE chosen_competencies (
    person_id       text NOT NULL REFERENCES people (id),
    role_profile_id text NOT NULL REFERENCES role_profiles (id),
    competency_id   text NOT NULL REFERENCES competencies (id),
    chosen_at       timestamp NOT NULL,
    PRIMARY KEY (person_id, role_profile_id, competency_id)
);
CREATE INDEX chosen_competencies_profile ON chosen_competencies (role_profile_id);
CREATE INDEX chosen_competencies_competency ON chosen_competencies (competency_id);
CREATE TABLE aspirations (
    person_id       text PRIMARY KEY NOT NULL REFERENCES people (id),
    role_profile_id text NOT NULL REFERENCES role_profiles (id),
    said_at         timestamp NOT NULL
);
CREATE INDEX aspirations_profile ON aspirations (role_profile_id);
CREATE TABLE added_competencies (
    person_id     text NOT NULL REFERENCES people (id),
    competency_id text NOT NULL REFERENCES competencies (id),
    added_at      timestamp NOT NULL,
    PRIMARY KEY (person_id, competency_id)
);
CREATE INDEX added_competencies_competency ON added_competencies (competency_id);
CREATE TABLE domain_interests (
    person_id text NOT NULL REFERENCES people (id),
    domain_id text NOT NULL REFERENCES domains (id),
    interest  text NOT NULL CHECK (interest IN ('little', 'some', 'much')),
    said_at   timestamp NOT NULL,
    PRIMARY KEY (person_id, domain_id)
);
CREATE INDEX domain_interests_domain ON domain_interests (domain_id);

-- What an answer says: the chance to use what is held, what stands in the way, and that it was confirmed at a glance.
-- carried_from_id is the assessment of an earlier version that this one repeats.
ALTER TABLE assessments ADD COLUMN chance text NOT NULL DEFAULT '' CHECK (chance IN ('', 'none', 'some', 'plenty'));
ALTER TABLE assessments ADD COLUMN barrier text NOT NULL DEFAULT ''
    CHECK (barrier IN ('', 'no_time', 'no_data', 'no_software', 'nobody_asked', 'other'));
ALTER TABLE assessments ADD COLUMN still_right boolean NOT NULL DEFAULT false;
ALTER TABLE assessments ADD COLUMN carried_from_id text REFERENCES assessments (id);
CREATE UNIQUE INDEX assessments_carried ON assessments (carried_from_id, competency_id) WHERE carried_from_id IS NOT NULL;
CREATE INDEX assessments_carried_from ON assessments (carried_from_id);
ALTER TABLE answers ADD COLUMN chance text NOT NULL DEFAULT '';
ALTER TABLE answers ADD COLUMN barrier text NOT NULL DEFAULT '';
ALTER TABLE answers ADD COLUMN still_right boolean NOT NULL DEFAULT false;

-- What shows a skill: a log entry, a record, an address, a question of a decision maker, or words.
CREATE TABLE evidence (
    id                   text PRIMARY KEY NOT NULL,
    person_id            text NOT NULL REFERENCES people (id),
    competency_id        text NOT NULL REFERENCES competencies (id),
    kind                 text NOT NULL CHECK (kind IN ('log_entry', 'record', 'address', 'brief', 'words')),
    log_entry_id         text REFERENCES log_entries (id),
    completion_record_id text REFERENCES completion_records (id),
    address              text NOT NULL,
    title                text NOT NULL,
    says                 text NOT NULL,
    added_at             timestamp NOT NULL,
    withdrawn_at         timestamp
);
CREATE INDEX evidence_person ON evidence (person_id, competency_id, added_at);
CREATE INDEX evidence_competency ON evidence (competency_id);
CREATE INDEX evidence_log_entry ON evidence (log_entry_id);
CREATE INDEX evidence_record ON evidence (completion_record_id);

-- Whom a person has asked to say where they stand.
CREATE TABLE assessment_requests (
    id            text PRIMARY KEY NOT NULL,
    person_id     text NOT NULL REFERENCES people (id),
    competency_id text NOT NULL REFERENCES competencies (id),
    of_id         text NOT NULL REFERENCES people (id),
    kind          text NOT NULL CHECK (kind IN ('peer', 'trainer')),
    says          text NOT NULL,
    state         text NOT NULL CHECK (state IN ('asked', 'answered', 'declined', 'withdrawn')),
    asked_at      timestamp NOT NULL,
    answered_at   timestamp,
    assessment_id text REFERENCES assessments (id),
    answer        text NOT NULL
);
CREATE UNIQUE INDEX assessment_requests_open ON assessment_requests (person_id, competency_id, of_id) WHERE state = 'asked';
CREATE INDEX assessment_requests_person ON assessment_requests (person_id, asked_at);
CREATE INDEX assessment_requests_of ON assessment_requests (of_id, state);
CREATE INDEX assessment_requests_competency ON assessment_requests (competency_id);
CREATE INDEX assessment_requests_assessment ON assessment_requests (assessment_id);

-- What is said between a person and those who judge them.
CREATE TABLE remarks (
    id             text PRIMARY KEY NOT NULL,
    assessment_id  text NOT NULL REFERENCES assessments (id),
    by_id          text NOT NULL REFERENCES people (id),
    says           text NOT NULL,
    wants_evidence boolean NOT NULL,
    made_at        timestamp NOT NULL
);
CREATE INDEX remarks_assessment ON remarks (assessment_id, made_at);
CREATE INDEX remarks_by ON remarks (by_id);

-- When a person is away, so that nobody reminds them; and who was reminded of a round.
CREATE TABLE leaves (
    id        text PRIMARY KEY NOT NULL,
    person_id text NOT NULL REFERENCES people (id),
    from_day  date NOT NULL,
    until_day date NOT NULL,
    said_at   timestamp NOT NULL,
    CHECK (from_day <= until_day)
);
CREATE INDEX leaves_person ON leaves (person_id, until_day);
CREATE TABLE round_reminders (
    round_id  text NOT NULL REFERENCES rounds (id),
    person_id text NOT NULL REFERENCES people (id),
    stage     text NOT NULL CHECK (stage IN ('open', 'halfway', 'last_week')),
    sent_at   timestamp NOT NULL,
    PRIMARY KEY (round_id, person_id, stage)
);
CREATE INDEX round_reminders_person ON round_reminders (person_id);
ALTER TABLE rounds ADD COLUMN says text NOT NULL DEFAULT '';
ALTER TABLE rounds ADD COLUMN revision integer NOT NULL DEFAULT 1;
