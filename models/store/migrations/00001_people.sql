-- Who there is: organisations, people, their posts and grants, and how they sign in.
-- The types are those that SQLite and PostgreSQL share. Times are UTC, to the microsecond.

-- +goose Up
CREATE TABLE organisations (
    id           text PRIMARY KEY NOT NULL,
    code         text NOT NULL UNIQUE,
    name         text NOT NULL,
    short_name   text NOT NULL,
    kind         text NOT NULL,
    ods_code     text NOT NULL,
    opened       date,
    closed       date,
    successor_id text REFERENCES organisations (id)
);

CREATE TABLE links (
    id              text PRIMARY KEY NOT NULL,
    organisation_id text NOT NULL REFERENCES organisations (id),
    other_id        text NOT NULL REFERENCES organisations (id),
    kind            text NOT NULL CHECK (kind IN ('part_of', 'serves')),
    started         date,
    ended           date,
    UNIQUE (organisation_id, other_id, kind, started)
);
CREATE INDEX links_other ON links (other_id, kind);

CREATE TABLE people (
    id            text PRIMARY KEY NOT NULL,
    email         text NOT NULL,
    email_key     text NOT NULL UNIQUE,
    name          text NOT NULL,
    name_key      text NOT NULL,
    welcomed_at   timestamp,
    sign_in_epoch integer NOT NULL,
    created_at    timestamp NOT NULL
);
CREATE INDEX people_name ON people (name_key, id);

CREATE TABLE frameworks (
    id   text PRIMARY KEY NOT NULL,
    code text NOT NULL UNIQUE,
    name text NOT NULL
);

CREATE TABLE framework_versions (
    id           text PRIMARY KEY NOT NULL,
    framework_id text NOT NULL REFERENCES frameworks (id),
    version      text NOT NULL,
    state        text NOT NULL CHECK (state IN ('draft', 'in_review', 'published', 'retired')),
    language     text NOT NULL,
    licence      text NOT NULL,
    description  text NOT NULL,
    notes        text NOT NULL,
    content_hash text NOT NULL,
    created_at   timestamp NOT NULL,
    published_at timestamp,
    UNIQUE (framework_id, version)
);

CREATE TABLE levels (
    framework_version_id text NOT NULL REFERENCES framework_versions (id),
    value                integer NOT NULL,
    label                text NOT NULL,
    description          text NOT NULL,
    PRIMARY KEY (framework_version_id, value)
);

CREATE TABLE domains (
    id                   text PRIMARY KEY NOT NULL,
    framework_version_id text NOT NULL REFERENCES framework_versions (id),
    code                 text NOT NULL,
    name                 text NOT NULL,
    description          text NOT NULL,
    position             integer NOT NULL,
    UNIQUE (framework_version_id, code)
);

CREATE TABLE competencies (
    id                   text PRIMARY KEY NOT NULL,
    framework_version_id text NOT NULL REFERENCES framework_versions (id),
    domain_id            text NOT NULL REFERENCES domains (id),
    code                 text NOT NULL,
    slug                 text NOT NULL,
    name                 text NOT NULL,
    name_key             text NOT NULL,
    description          text NOT NULL,
    see_also             text NOT NULL,
    position             integer NOT NULL,
    UNIQUE (framework_version_id, code),
    UNIQUE (framework_version_id, slug)
);
CREATE INDEX competencies_domain ON competencies (domain_id);

CREATE TABLE descriptors (
    competency_id text NOT NULL REFERENCES competencies (id),
    level         integer NOT NULL,
    text          text NOT NULL,
    PRIMARY KEY (competency_id, level)
);

CREATE TABLE role_profiles (
    id                   text PRIMARY KEY NOT NULL,
    framework_version_id text NOT NULL REFERENCES framework_versions (id),
    code                 text NOT NULL,
    name                 text NOT NULL,
    family               text NOT NULL,
    description          text NOT NULL,
    bands                text NOT NULL,
    position             integer NOT NULL,
    decision_maker       boolean NOT NULL,
    retired              boolean NOT NULL,
    UNIQUE (framework_version_id, code)
);

CREATE TABLE requirements (
    role_profile_id text NOT NULL REFERENCES role_profiles (id),
    competency_id   text NOT NULL REFERENCES competencies (id),
    level           integer NOT NULL,
    core            boolean NOT NULL,
    PRIMARY KEY (role_profile_id, competency_id)
);
CREATE INDEX requirements_competency ON requirements (competency_id);

CREATE TABLE posts (
    id              text PRIMARY KEY NOT NULL,
    person_id       text NOT NULL REFERENCES people (id),
    organisation_id text NOT NULL REFERENCES organisations (id),
    team            text NOT NULL,
    title           text NOT NULL,
    band            text NOT NULL,
    role_profile_id text REFERENCES role_profiles (id),
    manager_id      text REFERENCES people (id),
    started         date NOT NULL,
    ended           date,
    manager_unknown boolean NOT NULL,
    CHECK (ended IS NULL OR started <= ended),
    CHECK (manager_id IS NULL OR manager_id <> person_id)
);
CREATE INDEX posts_person ON posts (person_id);
CREATE INDEX posts_manager ON posts (manager_id);
CREATE INDEX posts_organisation ON posts (organisation_id);
CREATE INDEX posts_role_profile ON posts (role_profile_id);

CREATE TABLE delegations (
    id         text PRIMARY KEY NOT NULL,
    manager_id text NOT NULL REFERENCES people (id),
    deputy_id  text NOT NULL REFERENCES people (id),
    started    date NOT NULL,
    until      date NOT NULL,
    CHECK (manager_id <> deputy_id)
);
CREATE INDEX delegations_deputy ON delegations (deputy_id);
CREATE INDEX delegations_manager ON delegations (manager_id);

CREATE TABLE grants (
    id          text PRIMARY KEY NOT NULL,
    person_id   text NOT NULL REFERENCES people (id),
    role        text NOT NULL CHECK (role IN ('trainer', 'lead', 'administrator')),
    scope_kind  text NOT NULL CHECK (scope_kind IN ('network', 'organisation', 'course', 'cohort')),
    scope_id    text NOT NULL,
    started     date NOT NULL,
    ended       date,
    given_by_id text REFERENCES people (id),
    UNIQUE (person_id, role, scope_kind, scope_id, started)
);
CREATE INDEX grants_scope ON grants (scope_kind, scope_id);

CREATE TABLE passwords (
    person_id  text PRIMARY KEY NOT NULL REFERENCES people (id),
    hash       text NOT NULL,
    changed_at timestamp NOT NULL
);

CREATE TABLE sign_in_links (
    id         text PRIMARY KEY NOT NULL,
    person_id  text NOT NULL REFERENCES people (id),
    token_hash text NOT NULL UNIQUE,
    made_by_id text REFERENCES people (id),
    created_at timestamp NOT NULL,
    expires_at timestamp NOT NULL,
    used_at    timestamp
);
CREATE INDEX sign_in_links_person ON sign_in_links (person_id);

CREATE TABLE sign_ins (
    token      text PRIMARY KEY NOT NULL,
    data       bytea NOT NULL,
    expires_at timestamp NOT NULL
);
CREATE INDEX sign_ins_expiry ON sign_ins (expires_at);

CREATE TABLE looks (
    viewer_id text NOT NULL REFERENCES people (id),
    person_id text NOT NULL REFERENCES people (id),
    day       date NOT NULL,
    PRIMARY KEY (viewer_id, person_id, day)
);
CREATE INDEX looks_person ON looks (person_id, day);

CREATE TABLE throttles (
    key     text PRIMARY KEY NOT NULL,
    since   timestamp NOT NULL,
    counted integer NOT NULL
);
