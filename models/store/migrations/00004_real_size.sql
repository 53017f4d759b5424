-- What is counted for the whole network, competencies under others, and events that tell when they were edited.

-- +goose Up
ALTER TABLE competencies ADD COLUMN parent_id text REFERENCES competencies (id);
CREATE INDEX competencies_parent ON competencies (parent_id);

-- How the current posts of an organisation stand in a competency, on the day that summary_days says.
CREATE TABLE organisation_tallies (
    organisation_id text NOT NULL REFERENCES organisations (id),
    competency_id   text NOT NULL REFERENCES competencies (id),
    asked           integer NOT NULL,
    assessed        integer NOT NULL,
    at_target       integer NOT NULL,
    confirmed       integer NOT NULL,
    used            integer NOT NULL,
    use_asked       integer NOT NULL,
    version         integer NOT NULL,
    PRIMARY KEY (organisation_id, competency_id)
);
CREATE INDEX organisation_tallies_competency ON organisation_tallies (competency_id);

CREATE TABLE summary_days (
    name text PRIMARY KEY NOT NULL,
    day  date NOT NULL
);

-- What changes by the calendar is found by these.
CREATE INDEX posts_started ON posts (started);
CREATE INDEX posts_ended ON posts (ended);

-- Events of an earlier version have no digest until they are sealed.
ALTER TABLE events ADD COLUMN digest text NOT NULL DEFAULT '';

CREATE TABLE seals (
    number    integer PRIMARY KEY NOT NULL,
    events    integer NOT NULL,
    last_id   text NOT NULL,
    digest    text NOT NULL,
    sealed_at timestamp NOT NULL
);
