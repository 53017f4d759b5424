-- What a team needs to hold together: at least so many people at a level in a competency.

-- +goose Up
CREATE TABLE team_needs (
    id              text PRIMARY KEY NOT NULL,
    organisation_id text REFERENCES organisations (id),
    manager_id      text REFERENCES people (id),
    competency_id   text NOT NULL REFERENCES competencies (id),
    level           integer NOT NULL CHECK (level > 0),
    people          integer NOT NULL CHECK (people > 0),
    mix_id          text NOT NULL,
    revision        integer NOT NULL,
    changed_at      timestamp NOT NULL,
    CHECK ((organisation_id IS NULL) <> (manager_id IS NULL))
);
CREATE UNIQUE INDEX team_needs_organisation ON team_needs (organisation_id, competency_id);
CREATE UNIQUE INDEX team_needs_manager ON team_needs (manager_id, competency_id);
CREATE INDEX team_needs_competency ON team_needs (competency_id);
