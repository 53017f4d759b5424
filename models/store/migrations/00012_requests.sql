-- A request goes to somebody by name, or to whoever has an address, which may be nobody.

-- +goose Up
CREATE TABLE requests_before AS SELECT * FROM assessment_requests;
DROP TABLE assessment_requests;
CREATE TABLE assessment_requests (
    id            text PRIMARY KEY NOT NULL,
    person_id     text NOT NULL REFERENCES people (id),
    competency_id text NOT NULL REFERENCES competencies (id),
    of_id         text REFERENCES people (id),
    address       text NOT NULL DEFAULT '',
    kind          text NOT NULL CHECK (kind IN ('peer', 'trainer')),
    says          text NOT NULL,
    state         text NOT NULL CHECK (state IN ('asked', 'answered', 'declined', 'withdrawn')),
    asked_at      timestamp NOT NULL,
    answered_at   timestamp,
    assessment_id text REFERENCES assessments (id),
    answer        text NOT NULL
);
INSERT INTO assessment_requests (id, person_id, competency_id, of_id, kind, says, state, asked_at, answered_at, assessment_id, answer)
    SELECT id, person_id, competency_id, of_id, kind, says, state, asked_at, answered_at, assessment_id, answer FROM requests_before;
DROP TABLE requests_before;
CREATE UNIQUE INDEX assessment_requests_open ON assessment_requests (person_id, competency_id, of_id) WHERE state = 'asked';
CREATE INDEX assessment_requests_person ON assessment_requests (person_id, asked_at);
CREATE INDEX assessment_requests_of ON assessment_requests (of_id, state);
CREATE INDEX assessment_requests_competency ON assessment_requests (competency_id);
CREATE INDEX assessment_requests_assessment ON assessment_requests (assessment_id);
