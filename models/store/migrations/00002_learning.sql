-- What is learned: programmes, courses, cohorts, enrolments, registers, the learning log and completion records.

-- +goose Up
CREATE TABLE programmes (
    id              text PRIMARY KEY NOT NULL,
    code            text NOT NULL UNIQUE,
    title           text NOT NULL,
    role_profile_id text REFERENCES role_profiles (id)
);

CREATE TABLE courses (
    id               text PRIMARY KEY NOT NULL,
    code             text NOT NULL UNIQUE,
    slug             text NOT NULL UNIQUE,
    version          integer NOT NULL,
    title            text NOT NULL,
    title_key        text NOT NULL,
    summary          text NOT NULL,
    format           text NOT NULL,
    delivery         text NOT NULL,
    aims             text NOT NULL,
    capacity         integer NOT NULL CHECK (capacity > 0),
    minutes          integer NOT NULL,
    minimum_sessions integer NOT NULL,
    minimum_share    integer NOT NULL CHECK (minimum_share BETWEEN 0 AND 100),
    valid_months     integer NOT NULL
);
CREATE INDEX courses_title ON courses (title_key, id);

CREATE TABLE programme_courses (
    programme_id text NOT NULL REFERENCES programmes (id),
    course_id    text NOT NULL REFERENCES courses (id),
    position     integer NOT NULL,
    PRIMARY KEY (programme_id, course_id)
);

CREATE TABLE units (
    id        text PRIMARY KEY NOT NULL,
    course_id text NOT NULL REFERENCES courses (id),
    kind      text NOT NULL CHECK (kind IN ('session', 'self_study', 'assignment', 'evaluation')),
    position  integer NOT NULL,
    title     text NOT NULL,
    minutes   integer NOT NULL,
    required  boolean NOT NULL,
    UNIQUE (course_id, position)
);

CREATE TABLE outcomes (
    course_id     text NOT NULL REFERENCES courses (id),
    competency_id text NOT NULL REFERENCES competencies (id),
    level         integer NOT NULL,
    PRIMARY KEY (course_id, competency_id)
);
CREATE INDEX outcomes_competency ON outcomes (competency_id);

CREATE TABLE prerequisites (
    id            text PRIMARY KEY NOT NULL,
    course_id     text NOT NULL REFERENCES courses (id),
    alternative   integer NOT NULL,
    other_id      text REFERENCES courses (id),
    competency_id text REFERENCES competencies (id),
    level         integer NOT NULL,
    CHECK ((other_id IS NULL) <> (competency_id IS NULL))
);
CREATE INDEX prerequisites_course ON prerequisites (course_id);

CREATE TABLE interests (
    course_id  text NOT NULL REFERENCES courses (id),
    person_id  text NOT NULL REFERENCES people (id),
    created_on date NOT NULL,
    PRIMARY KEY (course_id, person_id)
);

CREATE TABLE cohorts (
    id          text PRIMARY KEY NOT NULL,
    code        text NOT NULL UNIQUE,
    course_id   text NOT NULL REFERENCES courses (id),
    name        text NOT NULL,
    state       text NOT NULL CHECK (state IN ('draft', 'open', 'cancelled')),
    capacity    integer NOT NULL CHECK (capacity > 0),
    overbook    integer NOT NULL CHECK (overbook >= 0),
    minimum     integer NOT NULL,
    opens       timestamp NOT NULL,
    closes      timestamp NOT NULL,
    offer_hours integer NOT NULL CHECK (offer_hours > 0),
    place       text NOT NULL,
    join_url    text NOT NULL,
    starts      timestamp NOT NULL,
    ends        timestamp NOT NULL,
    created_at  timestamp NOT NULL,
    CHECK (opens < closes),
    CHECK (starts < ends)
);
CREATE INDEX cohorts_course ON cohorts (course_id, starts);
CREATE INDEX cohorts_starts ON cohorts (starts);

CREATE TABLE sessions (
    id               text PRIMARY KEY NOT NULL,
    cohort_id        text NOT NULL REFERENCES cohorts (id),
    unit_id          text REFERENCES units (id),
    number           integer NOT NULL,
    title            text NOT NULL,
    starts           timestamp NOT NULL,
    ends             timestamp NOT NULL,
    place            text NOT NULL,
    join_url         text NOT NULL,
    sequence         integer NOT NULL,
    register_version integer NOT NULL,
    UNIQUE (cohort_id, number),
    CHECK (starts < ends)
);
CREATE INDEX sessions_starts ON sessions (starts);

CREATE TABLE enrolments (
    id              text PRIMARY KEY NOT NULL,
    cohort_id       text NOT NULL REFERENCES cohorts (id),
    person_id       text NOT NULL REFERENCES people (id),
    organisation_id text REFERENCES organisations (id),
    state           text NOT NULL CHECK (state IN ('applied', 'waiting', 'offered', 'placed', 'withdrawn', 'declined', 'lapsed', 'refused', 'cancelled', 'completed', 'not_completed')),
    priority        integer NOT NULL,
    applied_at      timestamp NOT NULL,
    changed_at      timestamp NOT NULL,
    needs           text NOT NULL
);
-- Nobody is on a cohort, or in line for it, twice.
CREATE UNIQUE INDEX enrolments_live ON enrolments (cohort_id, person_id)
    WHERE state IN ('applied', 'waiting', 'offered', 'placed', 'completed', 'not_completed');
CREATE INDEX enrolments_line ON enrolments (cohort_id, state, priority, applied_at);
CREATE INDEX enrolments_person ON enrolments (person_id);

CREATE TABLE enrolment_changes (
    id           text PRIMARY KEY NOT NULL,
    enrolment_id text NOT NULL REFERENCES enrolments (id),
    from_state   text NOT NULL,
    to_state     text NOT NULL,
    by_id        text REFERENCES people (id),
    reason       text NOT NULL,
    changed_at   timestamp NOT NULL
);
CREATE INDEX enrolment_changes_enrolment ON enrolment_changes (enrolment_id, changed_at);

CREATE TABLE offers (
    id           text PRIMARY KEY NOT NULL,
    enrolment_id text NOT NULL REFERENCES enrolments (id),
    token        text NOT NULL UNIQUE,
    made_at      timestamp NOT NULL,
    expires_at   timestamp NOT NULL,
    closed_at    timestamp
);
-- A place is offered to one person once.
CREATE UNIQUE INDEX offers_open ON offers (enrolment_id) WHERE closed_at IS NULL;
CREATE INDEX offers_due ON offers (expires_at) WHERE closed_at IS NULL;

CREATE TABLE pairs (
    id                text PRIMARY KEY NOT NULL,
    cohort_id         text NOT NULL REFERENCES cohorts (id),
    analyst_id        text NOT NULL REFERENCES people (id),
    decision_maker_id text NOT NULL REFERENCES people (id),
    UNIQUE (cohort_id, analyst_id),
    CHECK (analyst_id <> decision_maker_id)
);
CREATE INDEX pairs_decision_maker ON pairs (decision_maker_id);

CREATE TABLE attendances (
    session_id   text NOT NULL REFERENCES sessions (id),
    enrolment_id text NOT NULL REFERENCES enrolments (id),
    mark         text NOT NULL CHECK (mark IN ('attended', 'part', 'missed', 'apologies')),
    minutes      integer,
    marked_by_id text NOT NULL REFERENCES people (id),
    marked_at    timestamp NOT NULL,
    PRIMARY KEY (session_id, enrolment_id)
);
CREATE INDEX attendances_enrolment ON attendances (enrolment_id);

CREATE TABLE passes (
    enrolment_id text NOT NULL REFERENCES enrolments (id),
    unit_id      text NOT NULL REFERENCES units (id),
    by_id        text NOT NULL REFERENCES people (id),
    passed_at    timestamp NOT NULL,
    PRIMARY KEY (enrolment_id, unit_id)
);

CREATE TABLE log_entries (
    id         text PRIMARY KEY NOT NULL,
    person_id  text NOT NULL REFERENCES people (id),
    title      text NOT NULL,
    minutes    integer NOT NULL CHECK (minutes BETWEEN 1 AND 1440),
    learned_on date NOT NULL,
    kind       text NOT NULL CHECK (kind IN ('self-study', 'reading', 'project', 'conference', 'other')),
    reflection text NOT NULL,
    version    integer NOT NULL,
    created_at timestamp NOT NULL,
    changed_at timestamp NOT NULL
);
CREATE INDEX log_entries_person ON log_entries (person_id, learned_on);

CREATE TABLE log_entry_competencies (
    log_entry_id  text NOT NULL REFERENCES log_entries (id),
    competency_id text NOT NULL REFERENCES competencies (id),
    PRIMARY KEY (log_entry_id, competency_id)
);

CREATE TABLE completion_records (
    id                text PRIMARY KEY NOT NULL,
    code              text NOT NULL UNIQUE,
    enrolment_id      text NOT NULL REFERENCES enrolments (id),
    person_id         text NOT NULL REFERENCES people (id),
    course_id         text NOT NULL REFERENCES courses (id),
    cohort_id         text NOT NULL REFERENCES cohorts (id),
    person_name       text NOT NULL,
    organisation_name text NOT NULL,
    provider_name     text NOT NULL,
    course_title      text NOT NULL,
    course_version    integer NOT NULL,
    cohort_name       text NOT NULL,
    minutes           integer NOT NULL,
    sessions_attended integer NOT NULL,
    sessions_held     integer NOT NULL,
    rule              text NOT NULL,
    completed_on      date NOT NULL,
    valid_until       date,
    issued_at         timestamp NOT NULL,
    issued_by_id      text NOT NULL REFERENCES people (id),
    issued_by         text NOT NULL,
    shared            boolean NOT NULL,
    revoked_at        timestamp,
    revoked_by_id     text REFERENCES people (id),
    revoked_reason    text NOT NULL,
    superseded_at     timestamp,
    successor_id      text REFERENCES completion_records (id)
);
-- At most one live record per person and cohort.
CREATE UNIQUE INDEX completion_records_live ON completion_records (enrolment_id)
    WHERE revoked_at IS NULL AND superseded_at IS NULL;
CREATE INDEX completion_records_person ON completion_records (person_id);
CREATE INDEX completion_records_cohort ON completion_records (cohort_id);

CREATE TABLE record_outcomes (
    completion_record_id text NOT NULL REFERENCES completion_records (id),
    position             integer NOT NULL,
    competency_code      text NOT NULL,
    competency_name      text NOT NULL,
    level                integer NOT NULL,
    level_label          text NOT NULL,
    PRIMARY KEY (completion_record_id, position)
);
