-- Courses written on screen and kept in versions, cohorts with every way in, one waiting list with shares, what stands before
-- and after a session, and the calendar and letters that tell of it.

-- +goose Up

-- A course is the version that is taught from now on. Drafts and earlier versions are rows of their own that name it.
ALTER TABLE courses ADD COLUMN state text NOT NULL DEFAULT 'published' CHECK (state IN ('draft', 'published', 'superseded'));
ALTER TABLE courses ADD COLUMN version_of_id text REFERENCES courses (id);
ALTER TABLE courses ADD COLUMN way_in text NOT NULL DEFAULT 'first_come' CHECK (way_in IN ('first_come', 'eligible', 'application', 'approval', 'nomination', 'pair'));
ALTER TABLE courses ADD COLUMN note text NOT NULL DEFAULT '';
ALTER TABLE courses ADD COLUMN no_outcomes text NOT NULL DEFAULT '';
ALTER TABLE courses ADD COLUMN published_at timestamp;
ALTER TABLE courses ADD COLUMN changed_at timestamp;
CREATE INDEX courses_version_of ON courses (version_of_id);

-- The courses of a programme stand in sets: all of a set, any of it, or at least so many.
CREATE TABLE programme_sets (
    programme_id text NOT NULL REFERENCES programmes (id),
    number       integer NOT NULL,
    title        text NOT NULL,
    rule         text NOT NULL CHECK (rule IN ('all', 'any', 'at_least')),
    at_least     integer NOT NULL,
    PRIMARY KEY (programme_id, number)
);
INSERT INTO programme_sets (programme_id, number, title, rule, at_least) SELECT id, 1, '', 'all', 0 FROM programmes;
ALTER TABLE programme_courses ADD COLUMN set_number integer NOT NULL DEFAULT 1;
ALTER TABLE programmes ADD COLUMN summary text NOT NULL DEFAULT '';
CREATE INDEX programme_courses_course ON programme_courses (course_id);

-- content_id is the earlier version of the course that the cohort keeps to the end; none is the one taught now.
ALTER TABLE cohorts ADD COLUMN content_id text REFERENCES courses (id);
ALTER TABLE cohorts ADD COLUMN way_in text NOT NULL DEFAULT 'first_come' CHECK (way_in IN ('first_come', 'eligible', 'application', 'approval', 'nomination', 'pair'));
ALTER TABLE cohorts ADD COLUMN unscheduled boolean NOT NULL DEFAULT false;
ALTER TABLE cohorts ADD COLUMN shares_until timestamp;
ALTER TABLE cohorts ADD COLUMN quiet_hours integer NOT NULL DEFAULT 0 CHECK (quiet_hours >= 0);
ALTER TABLE cohorts ADD COLUMN cutoff_hours integer NOT NULL DEFAULT 0 CHECK (cutoff_hours >= 0);
ALTER TABLE cohorts ADD COLUMN refuse_clashes boolean NOT NULL DEFAULT false;
ALTER TABLE cohorts ADD COLUMN cancelled_reason text NOT NULL DEFAULT '';
ALTER TABLE cohorts ADD COLUMN copied_from_id text REFERENCES cohorts (id);
CREATE INDEX cohorts_content ON cohorts (content_id);

-- Places held for the people of a system until shares_until.
CREATE TABLE shares (
    cohort_id       text NOT NULL REFERENCES cohorts (id),
    organisation_id text NOT NULL REFERENCES organisations (id),
    places          integer NOT NULL CHECK (places > 0),
    PRIMARY KEY (cohort_id, organisation_id)
);

-- Places held for a team until a time; who has them is named later.
CREATE TABLE reservations (
    id              text PRIMARY KEY NOT NULL,
    cohort_id       text NOT NULL REFERENCES cohorts (id),
    organisation_id text NOT NULL REFERENCES organisations (id),
    system_id       text REFERENCES organisations (id),
    places          integer NOT NULL CHECK (places > 0),
    named           integer NOT NULL CHECK (named >= 0),
    until           timestamp NOT NULL,
    made_by_id      text NOT NULL REFERENCES people (id),
    made_at         timestamp NOT NULL,
    ended_at        timestamp,
    CHECK (named <= places)
);
CREATE INDEX reservations_cohort ON reservations (cohort_id) WHERE ended_at IS NULL;
CREATE INDEX reservations_made_by ON reservations (made_by_id);

CREATE TABLE questions (
    id        text PRIMARY KEY NOT NULL,
    cohort_id text NOT NULL REFERENCES cohorts (id),
    number    integer NOT NULL,
    asks      text NOT NULL,
    required  boolean NOT NULL,
    UNIQUE (cohort_id, number)
);

CREATE TABLE substitutes (
    session_id    text NOT NULL REFERENCES sessions (id),
    trainer_id    text NOT NULL REFERENCES people (id),
    substitute_id text NOT NULL REFERENCES people (id),
    named_by_id   text NOT NULL REFERENCES people (id),
    named_at      timestamp NOT NULL,
    PRIMARY KEY (session_id, trainer_id)
);
CREATE INDEX substitutes_trainer ON substitutes (trainer_id);
CREATE INDEX substitutes_substitute ON substitutes (substitute_id);
CREATE INDEX substitutes_named_by ON substitutes (named_by_id);

-- People who come together are a party: places for all of them, or for none.
ALTER TABLE enrolments ADD COLUMN party_id text;
ALTER TABLE enrolments ADD COLUMN system_id text REFERENCES organisations (id);
ALTER TABLE enrolments ADD COLUMN post_id text REFERENCES posts (id);
ALTER TABLE enrolments ADD COLUMN awaits text NOT NULL DEFAULT '' CHECK (awaits IN ('', 'manager', 'trainer', 'person', 'partner'));
ALTER TABLE enrolments ADD COLUMN nominated_by_id text REFERENCES people (id);
ALTER TABLE enrolments ADD COLUMN reservation_id text REFERENCES reservations (id);
ALTER TABLE enrolments ADD COLUMN copy_manager boolean NOT NULL DEFAULT false;
CREATE INDEX enrolments_party ON enrolments (party_id) WHERE party_id IS NOT NULL;
CREATE INDEX enrolments_post ON enrolments (post_id);
CREATE INDEX enrolments_nominated_by ON enrolments (nominated_by_id);
CREATE INDEX enrolments_reservation ON enrolments (reservation_id) WHERE reservation_id IS NOT NULL;

-- A change of priority is a change too: from and to the same state.
ALTER TABLE enrolment_changes ADD COLUMN priority integer;

-- One of a pair may take the offer before the other does; somebody may make an offer by hand.
ALTER TABLE offers ADD COLUMN accepted_at timestamp;
ALTER TABLE offers ADD COLUMN made_by_id text REFERENCES people (id);
CREATE INDEX offers_made_by ON offers (made_by_id);

ALTER TABLE pairs ADD COLUMN state text NOT NULL DEFAULT 'accepted' CHECK (state IN ('asked', 'accepted', 'declined'));
ALTER TABLE pairs ADD COLUMN asked_at timestamp;
ALTER TABLE pairs ADD COLUMN answered_at timestamp;

CREATE TABLE question_answers (
    question_id  text NOT NULL REFERENCES questions (id),
    enrolment_id text NOT NULL REFERENCES enrolments (id),
    says         text NOT NULL,
    PRIMARY KEY (question_id, enrolment_id)
);
CREATE INDEX question_answers_enrolment ON question_answers (enrolment_id);

-- A link in a letter that opens one page with a button, for one person, without a sign-in.
CREATE TABLE reply_links (
    id           text PRIMARY KEY NOT NULL,
    kind         text NOT NULL CHECK (kind IN ('pair', 'nomination', 'apologies')),
    person_id    text NOT NULL REFERENCES people (id),
    enrolment_id text REFERENCES enrolments (id),
    pair_id      text REFERENCES pairs (id),
    session_id   text REFERENCES sessions (id),
    token_hash   text NOT NULL UNIQUE,
    created_at   timestamp NOT NULL,
    expires_at   timestamp NOT NULL
);
CREATE INDEX reply_links_person ON reply_links (person_id);
CREATE INDEX reply_links_enrolment ON reply_links (enrolment_id);
CREATE INDEX reply_links_pair ON reply_links (pair_id);

-- What to do before the first session, and who has done it, or cannot.
CREATE TABLE preparations (
    id        text PRIMARY KEY NOT NULL,
    cohort_id text NOT NULL REFERENCES cohorts (id),
    number    integer NOT NULL,
    title     text NOT NULL,
    url       text NOT NULL,
    minutes   integer NOT NULL,
    UNIQUE (cohort_id, number)
);
CREATE TABLE preparation_answers (
    preparation_id text NOT NULL REFERENCES preparations (id),
    enrolment_id   text NOT NULL REFERENCES enrolments (id),
    state          text NOT NULL CHECK (state IN ('done', 'blocked')),
    says           text NOT NULL,
    answered_at    timestamp NOT NULL,
    PRIMARY KEY (preparation_id, enrolment_id)
);
CREATE INDEX preparation_answers_enrolment ON preparation_answers (enrolment_id);

CREATE TABLE apologies (
    session_id   text NOT NULL REFERENCES sessions (id),
    enrolment_id text NOT NULL REFERENCES enrolments (id),
    reason       text NOT NULL,
    sent_at      timestamp NOT NULL,
    PRIMARY KEY (session_id, enrolment_id)
);
CREATE INDEX apologies_enrolment ON apologies (enrolment_id);

ALTER TABLE sessions ADD COLUMN joining_text text NOT NULL DEFAULT '';
ALTER TABLE sessions ADD COLUMN recording_url text NOT NULL DEFAULT '';
ALTER TABLE sessions ADD COLUMN follow_up text NOT NULL DEFAULT '';

CREATE TABLE files (
    id        text PRIMARY KEY NOT NULL,
    name      text NOT NULL,
    type      text NOT NULL,
    size      integer NOT NULL,
    data      bytea NOT NULL,
    by_id     text NOT NULL REFERENCES people (id),
    added_at  timestamp NOT NULL
);
CREATE INDEX files_by ON files (by_id);
CREATE TABLE materials (
    id         text PRIMARY KEY NOT NULL,
    session_id text NOT NULL REFERENCES sessions (id),
    number     integer NOT NULL,
    title      text NOT NULL,
    url        text NOT NULL,
    file_id    text REFERENCES files (id),
    added_at   timestamp NOT NULL
);
CREATE INDEX materials_session ON materials (session_id, number);
CREATE INDEX materials_file ON materials (file_id);

-- A session as a person's calendar was last told of it. It outlives a session that is removed, so that its cancellation can be
-- told under the same name.
CREATE TABLE appointments (
    id         text PRIMARY KEY NOT NULL,
    session_id text NOT NULL,
    cohort_id  text NOT NULL REFERENCES cohorts (id),
    person_id  text NOT NULL REFERENCES people (id),
    sequence   integer NOT NULL,
    cancelled  boolean NOT NULL,
    title      text NOT NULL,
    place      text NOT NULL,
    starts     timestamp NOT NULL,
    ends       timestamp NOT NULL,
    told_at    timestamp NOT NULL,
    UNIQUE (session_id, person_id)
);
CREATE INDEX appointments_person ON appointments (person_id);
CREATE INDEX appointments_cohort ON appointments (cohort_id, person_id);

CREATE TABLE feeds (
    person_id  text PRIMARY KEY NOT NULL REFERENCES people (id),
    token_hash text NOT NULL UNIQUE,
    made_at    timestamp NOT NULL
);

CREATE TABLE reminders (
    id           text PRIMARY KEY NOT NULL,
    session_id   text NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    enrolment_id text NOT NULL REFERENCES enrolments (id),
    kind         text NOT NULL CHECK (kind IN ('week', 'day')),
    starts       timestamp NOT NULL,
    made_at      timestamp NOT NULL,
    UNIQUE (session_id, enrolment_id, kind, starts)
);
CREATE INDEX reminders_enrolment ON reminders (enrolment_id);

CREATE TABLE mail_preferences (
    person_id text NOT NULL REFERENCES people (id),
    kind      text NOT NULL,
    way       text NOT NULL CHECK (way IN ('at_once', 'digest', 'none')),
    PRIMARY KEY (person_id, kind)
);
CREATE TABLE digests (
    id        text PRIMARY KEY NOT NULL,
    person_id text NOT NULL REFERENCES people (id),
    made_at   timestamp NOT NULL
);
CREATE INDEX digests_person ON digests (person_id);
CREATE TABLE digest_items (
    id         text PRIMARY KEY NOT NULL,
    job_id     text NOT NULL UNIQUE REFERENCES jobs (id),
    person_id  text NOT NULL REFERENCES people (id),
    digest_id  text REFERENCES digests (id),
    subject    text NOT NULL,
    body       text NOT NULL,
    created_at timestamp NOT NULL
);
CREATE INDEX digest_items_person ON digest_items (person_id, digest_id);

-- What an administrator says in the letters in place of the product's own words.
CREATE TABLE letter_templates (
    id            text PRIMARY KEY NOT NULL,
    kind          text NOT NULL UNIQUE,
    subject       text NOT NULL,
    body          text NOT NULL,
    version       integer NOT NULL,
    changed_at    timestamp NOT NULL,
    changed_by_id text NOT NULL REFERENCES people (id)
);
CREATE INDEX letter_templates_changed_by ON letter_templates (changed_by_id);

-- What a trainer writes to the people of a cohort, or to those whom it would help.
CREATE TABLE announcements (
    id        text PRIMARY KEY NOT NULL,
    cohort_id text NOT NULL REFERENCES cohorts (id),
    kind      text NOT NULL CHECK (kind IN ('message', 'invitation')),
    audience  text NOT NULL,
    subject   text NOT NULL,
    body      text NOT NULL,
    by_id     text NOT NULL REFERENCES people (id),
    sent_at   timestamp NOT NULL
);
CREATE INDEX announcements_cohort ON announcements (cohort_id, sent_at);
CREATE INDEX announcements_by ON announcements (by_id);
CREATE TABLE announcement_letters (
    id              text PRIMARY KEY NOT NULL,
    announcement_id text NOT NULL REFERENCES announcements (id),
    person_id       text NOT NULL REFERENCES people (id),
    UNIQUE (announcement_id, person_id)
);
CREATE INDEX announcement_letters_person ON announcement_letters (person_id);

-- A letter about somebody's enrolment, or about reserved places, to somebody else: whoever decides, teaches, or asked for a copy.
CREATE TABLE side_letters (
    id             text PRIMARY KEY NOT NULL,
    enrolment_id   text REFERENCES enrolments (id),
    reservation_id text REFERENCES reservations (id),
    person_id      text NOT NULL REFERENCES people (id),
    CHECK ((enrolment_id IS NULL) <> (reservation_id IS NULL))
);
CREATE INDEX side_letters_enrolment ON side_letters (enrolment_id);
CREATE INDEX side_letters_person ON side_letters (person_id);
