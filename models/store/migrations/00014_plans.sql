
-- What somebody means to do about their skills, agreed with their manager; and who may be asked for help.

-- +goose Up
CREATE TABLE development_plans (
    id        text PRIMARY KEY NOT NULL,
    person_id text NOT NULL UNIQUE REFERENCES people (id),
    review_on date,
    revision  integer NOT NULL DEFAULT 1,
    begun_at  timestamp NOT NULL
);
CREATE INDEX development_plans_review ON development_plans (review_on);
CREATE TABLE plan_templates (
    id         text PRIMARY KEY NOT NULL,
    owner_id   text NOT NULL REFERENCES people (id),
    name       text NOT NULL,
    revision   integer NOT NULL DEFAULT 1,
    made_at    timestamp NOT NULL,
    retired_at timestamp
);
CREATE INDEX plan_templates_owner ON plan_templates (owner_id);
CREATE TABLE plan_lines (
    id               text PRIMARY KEY NOT NULL,
    plan_template_id text NOT NULL REFERENCES plan_templates (id),
    position         integer NOT NULL,
    kind             text NOT NULL CHECK (kind IN ('course', 'work', 'mentor', 'reading')),
    competency_id    text REFERENCES competencies (id),
    to_level         integer,
    course_id        text REFERENCES courses (id),
    title            text NOT NULL,
    use_for          text NOT NULL,
    days             integer NOT NULL CHECK (days > 0)
);
CREATE INDEX plan_lines_template ON plan_lines (plan_template_id);
CREATE INDEX plan_lines_competency ON plan_lines (competency_id);
CREATE INDEX plan_lines_course ON plan_lines (course_id);
CREATE TABLE plan_applications (
    id               text PRIMARY KEY NOT NULL,
    plan_template_id text NOT NULL REFERENCES plan_templates (id),
    by_id            text NOT NULL REFERENCES people (id),
    applied_at       timestamp NOT NULL,
    undone_at        timestamp
);
CREATE INDEX plan_applications_template ON plan_applications (plan_template_id, applied_at);
CREATE INDEX plan_applications_by ON plan_applications (by_id);
CREATE TABLE plan_actions (
    id                  text PRIMARY KEY NOT NULL,
    development_plan_id text NOT NULL REFERENCES development_plans (id),
    kind                text NOT NULL CHECK (kind IN ('course', 'work', 'mentor', 'reading')),
    competency_id       text REFERENCES competencies (id),
    from_level          integer,
    to_level            integer,
    course_id           text REFERENCES courses (id),
    mentor_id           text REFERENCES people (id),
    consent             text NOT NULL DEFAULT '' CHECK (consent IN ('', 'asked', 'agreed', 'declined')),
    title               text NOT NULL,
    use_for             text NOT NULL,
    due_on              date NOT NULL,
    state               text NOT NULL CHECK (state IN ('open', 'done', 'dropped')),
    ended_on            date,
    used_for            text NOT NULL DEFAULT '',
    added_by_id         text NOT NULL REFERENCES people (id),
    added_at            timestamp NOT NULL,
    plan_application_id text REFERENCES plan_applications (id),
    revision            integer NOT NULL DEFAULT 1
);
CREATE INDEX plan_actions_plan ON plan_actions (development_plan_id, state, due_on);
CREATE INDEX plan_actions_due ON plan_actions (state, due_on);
CREATE INDEX plan_actions_mentor ON plan_actions (mentor_id, consent);
CREATE INDEX plan_actions_competency ON plan_actions (competency_id);
CREATE INDEX plan_actions_course ON plan_actions (course_id);
CREATE INDEX plan_actions_added_by ON plan_actions (added_by_id);
CREATE INDEX plan_actions_application ON plan_actions (plan_application_id);
CREATE TABLE plan_agreements (
    id                  text PRIMARY KEY NOT NULL,
    development_plan_id text NOT NULL REFERENCES development_plans (id),
    by_id               text NOT NULL REFERENCES people (id),
    side                text NOT NULL CHECK (side IN ('person', 'manager')),
    talked_on           date NOT NULL,
    terms               text NOT NULL,
    agreed_at           timestamp NOT NULL
);
CREATE INDEX plan_agreements_plan ON plan_agreements (development_plan_id, agreed_at);
CREATE INDEX plan_agreements_by ON plan_agreements (by_id);
CREATE TABLE plan_reminders (
    person_id text NOT NULL REFERENCES people (id),
    side      text NOT NULL CHECK (side IN ('person', 'manager')),
    sent_at   timestamp NOT NULL,
    PRIMARY KEY (person_id, side, sent_at)
);
CREATE TABLE helpers (
    person_id text PRIMARY KEY NOT NULL REFERENCES people (id),
    since     timestamp NOT NULL
);
