-- What people can do, and whether it is used; then what happened and what is owed.

-- +goose Up
CREATE TABLE rounds (
    id     text PRIMARY KEY NOT NULL,
    slug   text NOT NULL UNIQUE,
    name   text NOT NULL,
    opens  date NOT NULL,
    closes date NOT NULL,
    CHECK (opens <= closes)
);

CREATE TABLE assessments (
    id            text PRIMARY KEY NOT NULL,
    person_id     text NOT NULL REFERENCES people (id),
    competency_id text NOT NULL REFERENCES competencies (id),
    by_id         text NOT NULL REFERENCES people (id),
    kind          text NOT NULL CHECK (kind IN ('self', 'manager', 'trainer', 'peer', 'course')),
    level         integer NOT NULL,
    "use"         text NOT NULL CHECK ("use" IN ('', 'not_at_all', 'once_or_twice', 'several_times', 'most_weeks')),
    example       text NOT NULL,
    round_id      text REFERENCES rounds (id),
    assessed_at   timestamp NOT NULL
);
CREATE INDEX assessments_person ON assessments (person_id, competency_id, assessed_at);
CREATE INDEX assessments_round ON assessments (round_id);

CREATE TABLE confirmations (
    id            text PRIMARY KEY NOT NULL,
    assessment_id text NOT NULL UNIQUE REFERENCES assessments (id),
    by_id         text NOT NULL REFERENCES people (id),
    agrees        boolean NOT NULL,
    comment       text NOT NULL,
    own_id        text REFERENCES assessments (id),
    created_at    timestamp NOT NULL,
    CHECK (agrees OR comment <> '')
);

CREATE TABLE answers (
    person_id     text NOT NULL REFERENCES people (id),
    round_id      text NOT NULL REFERENCES rounds (id),
    competency_id text NOT NULL REFERENCES competencies (id),
    level         integer NOT NULL,
    "use"         text NOT NULL,
    example       text NOT NULL,
    saved_at      timestamp NOT NULL,
    PRIMARY KEY (person_id, round_id, competency_id)
);

CREATE TABLE replies (
    person_id text NOT NULL REFERENCES people (id),
    round_id  text NOT NULL REFERENCES rounds (id),
    begun_at  timestamp NOT NULL,
    sent_at   timestamp,
    PRIMARY KEY (person_id, round_id)
);

CREATE TABLE skills (
    person_id     text NOT NULL REFERENCES people (id),
    competency_id text NOT NULL REFERENCES competencies (id),
    level         integer NOT NULL,
    assessment_id text REFERENCES assessments (id),
    confirmed     boolean NOT NULL,
    "use"         text NOT NULL,
    assessed_at   timestamp,
    suggested     integer,
    PRIMARY KEY (person_id, competency_id)
);
CREATE INDEX skills_competency ON skills (competency_id);
CREATE INDEX skills_assessment ON skills (assessment_id);

CREATE TABLE events (
    id         text PRIMARY KEY NOT NULL,
    actor_id   text REFERENCES people (id),
    act        text NOT NULL,
    subject    text NOT NULL,
    subject_id text NOT NULL,
    person_id  text REFERENCES people (id),
    at         timestamp NOT NULL
);
CREATE INDEX events_subject ON events (subject_id, at);
CREATE INDEX events_person ON events (person_id, at);

CREATE TABLE jobs (
    id          text PRIMARY KEY NOT NULL,
    kind        text NOT NULL,
    subject_id  text NOT NULL,
    state       text NOT NULL CHECK (state IN ('ready', 'done', 'dead')),
    run_at      timestamp NOT NULL,
    lease_until timestamp,
    attempt     integer NOT NULL,
    last_error  text NOT NULL,
    created_at  timestamp NOT NULL
);
CREATE INDEX jobs_ready ON jobs (run_at) WHERE state = 'ready';

CREATE TABLE messages (
    id         text PRIMARY KEY NOT NULL,
    job_id     text NOT NULL UNIQUE REFERENCES jobs (id),
    person_id  text NOT NULL REFERENCES people (id),
    recipient  text NOT NULL,
    subject    text NOT NULL,
    body       text NOT NULL,
    calendar   text NOT NULL,
    state      text NOT NULL CHECK (state IN ('kept', 'sent', 'failed')),
    problem    text NOT NULL,
    created_at timestamp NOT NULL,
    sent_at    timestamp
);
CREATE INDEX messages_created ON messages (created_at, id);
