-- What is counted for the whole network, now by role profile too; what changed of it; and how it stood at the end of each month.
-- What is counted goes with the competency or role profile that it counts.

-- +goose Up
DROP TABLE organisation_tallies;
DELETE FROM summary_days WHERE name = 'organisation_tallies';

-- How the current posts of an organisation that name a role profile stand in a competency, on the day that summary_days says.
CREATE TABLE role_tallies (
    organisation_id text NOT NULL REFERENCES organisations (id),
    role_profile_id text NOT NULL REFERENCES role_profiles (id) ON DELETE CASCADE,
    competency_id   text NOT NULL REFERENCES competencies (id) ON DELETE CASCADE,
    asked           integer NOT NULL,
    assessed        integer NOT NULL,
    at_target       integer NOT NULL,
    confirmed       integer NOT NULL,
    used            integer NOT NULL,
    use_asked       integer NOT NULL,
    below_used      integer NOT NULL,
    below_use_asked integer NOT NULL,
    months          integer NOT NULL,
    level_0         integer NOT NULL,
    level_1         integer NOT NULL,
    level_2         integer NOT NULL,
    level_3         integer NOT NULL,
    level_4         integer NOT NULL,
    level_5         integer NOT NULL,
    level_6         integer NOT NULL,
    PRIMARY KEY (organisation_id, role_profile_id, competency_id)
);
CREATE INDEX role_tallies_competency ON role_tallies (competency_id);
CREATE INDEX role_tallies_role_profile ON role_tallies (role_profile_id);

-- Rises with every change of what is counted in a competency. Shards keep two who write at once out of each other's way.
CREATE TABLE tally_stamps (
    competency_id text NOT NULL REFERENCES competencies (id) ON DELETE CASCADE,
    shard         integer NOT NULL,
    version       integer NOT NULL,
    PRIMARY KEY (competency_id, shard)
);

-- The same as role_tallies, as things stood on the last day of a month. It is counted once and never changed.
CREATE TABLE past_tallies (
    day             date NOT NULL,
    organisation_id text NOT NULL REFERENCES organisations (id),
    role_profile_id text NOT NULL REFERENCES role_profiles (id) ON DELETE CASCADE,
    competency_id   text NOT NULL REFERENCES competencies (id) ON DELETE CASCADE,
    asked           integer NOT NULL,
    assessed        integer NOT NULL,
    at_target       integer NOT NULL,
    confirmed       integer NOT NULL,
    used            integer NOT NULL,
    use_asked       integer NOT NULL,
    below_used      integer NOT NULL,
    below_use_asked integer NOT NULL,
    months          integer NOT NULL,
    level_0         integer NOT NULL,
    level_1         integer NOT NULL,
    level_2         integer NOT NULL,
    level_3         integer NOT NULL,
    level_4         integer NOT NULL,
    level_5         integer NOT NULL,
    level_6         integer NOT NULL,
    PRIMARY KEY (day, competency_id, organisation_id, role_profile_id)
);
CREATE INDEX past_tallies_organisation ON past_tallies (organisation_id);
CREATE INDEX past_tallies_role_profile ON past_tallies (role_profile_id);
CREATE INDEX past_tallies_competency ON past_tallies (competency_id);
