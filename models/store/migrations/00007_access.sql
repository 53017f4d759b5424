-- Everybody in the right place: settings, teams, ways in, imports that can be undone, and what the law asks.

-- +goose Up

-- One row: what an administrator says of the installation on the screen.
CREATE TABLE settings (
    id                   integer PRIMARY KEY NOT NULL CHECK (id = 1),
    version              integer NOT NULL,
    strapline            text NOT NULL,
    colour               text NOT NULL,
    emblem               text NOT NULL,
    contact_name         text NOT NULL,
    contact_email        text NOT NULL,
    contact_phone        text NOT NULL,
    system_word          text NOT NULL,
    systems_word         text NOT NULL,
    second_factor        text NOT NULL CHECK (second_factor IN ('', 'none', 'admins', 'grants')),
    half_from            integer NOT NULL,
    share_from           integer NOT NULL,
    welcome_text         text NOT NULL,
    help_text            text NOT NULL,
    controller           text NOT NULL,
    lawful_basis         text NOT NULL,
    protection_officer   text NOT NULL,
    privacy_text         text NOT NULL,
    accessibility_tested date,
    accessibility_how    text NOT NULL,
    accessibility_issues text NOT NULL,
    enforcement_body     text NOT NULL,
    first_day_over       boolean NOT NULL,
    changed_at           timestamp NOT NULL,
    changed_by_id        text REFERENCES people (id)
);

-- Pictures that stand for the network, by the digest of what is in them.
CREATE TABLE emblems (
    digest text PRIMARY KEY NOT NULL,
    data   bytea NOT NULL
);

-- The organisation employs; the team, which may draw from several organisations, is where the work is done.
ALTER TABLE posts ADD COLUMN team_id text REFERENCES organisations (id);
CREATE INDEX posts_team ON posts (team_id);

ALTER TABLE delegations ADD COLUMN kind text NOT NULL DEFAULT 'deputy' CHECK (kind IN ('deputy', 'acting'));
ALTER TABLE delegations ADD COLUMN given_by_id text REFERENCES people (id);

CREATE TABLE grants_of_more_kinds (
    id          text PRIMARY KEY NOT NULL,
    person_id   text NOT NULL REFERENCES people (id),
    role        text NOT NULL CHECK (role IN ('trainer', 'lead', 'administrator', 'analyst', 'editor')),
    scope_kind  text NOT NULL CHECK (scope_kind IN ('network', 'organisation', 'course', 'cohort', 'framework')),
    scope_id    text NOT NULL,
    started     date NOT NULL,
    ended       date,
    given_by_id text REFERENCES people (id),
    ended_by_id text REFERENCES people (id),
    UNIQUE (person_id, role, scope_kind, scope_id, started)
);
INSERT INTO grants_of_more_kinds (id, person_id, role, scope_kind, scope_id, started, ended, given_by_id)
    SELECT id, person_id, role, scope_kind, scope_id, started, ended, given_by_id FROM grants;
DROP TABLE grants;
ALTER TABLE grants_of_more_kinds RENAME TO grants;
CREATE INDEX grants_scope ON grants (scope_kind, scope_id);

-- Who has moved is still known by the addresses they had.
CREATE TABLE former_emails (
    email_key text PRIMARY KEY NOT NULL,
    person_id text NOT NULL REFERENCES people (id),
    left_at   timestamp NOT NULL
);
CREATE INDEX former_emails_person ON former_emails (person_id);

ALTER TABLE people ADD COLUMN erased_at timestamp;
CREATE INDEX people_there ON people (name_key, id) WHERE erased_at IS NULL;
ALTER TABLE people DROP COLUMN sign_in_epoch;

-- Signed-in browsers, one by one. They take the place of people.sign_in_epoch.
CREATE TABLE devices (
    id        text PRIMARY KEY NOT NULL,
    person_id text NOT NULL REFERENCES people (id),
    way       text NOT NULL CHECK (way IN ('password', 'link', 'single_sign_on', 'demonstration')),
    browser   text NOT NULL,
    begun_at  timestamp NOT NULL,
    seen_on   date NOT NULL,
    ended_at  timestamp
);
CREATE INDEX devices_person ON devices (person_id, ended_at);

-- A link that was asked for with an address belongs to nobody until its letter is written.
CREATE TABLE links_of_more_kinds (
    id         text PRIMARY KEY NOT NULL,
    person_id  text REFERENCES people (id),
    purpose    text NOT NULL CHECK (purpose IN ('sign_in', 'reset', 'invitation', 'email')),
    email      text NOT NULL,
    token_hash text NOT NULL UNIQUE,
    made_by_id text REFERENCES people (id),
    created_at timestamp NOT NULL,
    expires_at timestamp NOT NULL,
    used_at    timestamp
);
INSERT INTO links_of_more_kinds (id, person_id, purpose, email, token_hash, made_by_id, created_at, expires_at, used_at)
    SELECT id, person_id, 'sign_in', '', token_hash, made_by_id, created_at, expires_at, used_at FROM sign_in_links;
DROP TABLE sign_in_links;
ALTER TABLE links_of_more_kinds RENAME TO sign_in_links;
CREATE INDEX sign_in_links_person ON sign_in_links (person_id, purpose);

-- Some messages go to people whom the network does not know yet, and some hold a secret, which is kept apart from their text.
CREATE TABLE messages_to_anybody (
    id           text PRIMARY KEY NOT NULL,
    job_id       text NOT NULL UNIQUE REFERENCES jobs (id),
    person_id    text REFERENCES people (id),
    recipient    text NOT NULL,
    subject      text NOT NULL,
    body         text NOT NULL,
    calendar     text NOT NULL,
    secret       text NOT NULL,
    secret_of    text NOT NULL,
    secret_until timestamp,
    state        text NOT NULL CHECK (state IN ('kept', 'sent', 'failed')),
    problem      text NOT NULL,
    created_at   timestamp NOT NULL,
    sent_at      timestamp
);
INSERT INTO messages_to_anybody (id, job_id, person_id, recipient, subject, body, calendar, secret, secret_of, state, problem, created_at, sent_at)
    SELECT id, job_id, person_id, recipient, subject, body, calendar, '', '', state, problem, created_at, sent_at FROM messages;
DROP TABLE messages;
ALTER TABLE messages_to_anybody RENAME TO messages;
CREATE INDEX messages_created ON messages (created_at, id);
CREATE INDEX messages_person ON messages (person_id, created_at);
CREATE INDEX messages_secret ON messages (secret_of);

-- What another house says of who somebody is: never found by an address.
CREATE TABLE identities (
    issuer       text NOT NULL,
    subject      text NOT NULL,
    person_id    text NOT NULL REFERENCES people (id),
    added_at     timestamp NOT NULL,
    last_used_at timestamp NOT NULL,
    PRIMARY KEY (issuer, subject)
);
CREATE INDEX identities_person ON identities (person_id);

CREATE TABLE authenticators (
    person_id    text PRIMARY KEY NOT NULL REFERENCES people (id),
    secret       bytea NOT NULL,
    confirmed_at timestamp,
    last_step    integer NOT NULL
);

CREATE TABLE recovery_codes (
    id        text PRIMARY KEY NOT NULL,
    person_id text NOT NULL REFERENCES people (id),
    code_hash text NOT NULL,
    used_at   timestamp,
    UNIQUE (person_id, code_hash)
);

-- Somebody who asks to be let in.
CREATE TABLE sign_ups (
    id              text PRIMARY KEY NOT NULL,
    email           text NOT NULL,
    email_key       text NOT NULL,
    name            text NOT NULL,
    title           text NOT NULL,
    organisation_id text NOT NULL REFERENCES organisations (id),
    state           text NOT NULL CHECK (state IN ('unconfirmed', 'waiting', 'approved', 'refused')),
    token_hash      text NOT NULL UNIQUE,
    expires_at      timestamp NOT NULL,
    created_at      timestamp NOT NULL,
    decided_at      timestamp,
    decided_by_id   text REFERENCES people (id),
    reason          text NOT NULL,
    person_id       text REFERENCES people (id)
);
CREATE INDEX sign_ups_state ON sign_ups (state, organisation_id);
CREATE INDEX sign_ups_email ON sign_ups (email_key);

-- Somebody says that what is kept of their job is wrong.
CREATE TABLE corrections (
    id            text PRIMARY KEY NOT NULL,
    post_id       text NOT NULL REFERENCES posts (id),
    person_id     text NOT NULL REFERENCES people (id),
    manager_id    text REFERENCES people (id),
    says          text NOT NULL,
    state         text NOT NULL CHECK (state IN ('waiting', 'done', 'refused')),
    created_at    timestamp NOT NULL,
    decided_at    timestamp,
    decided_by_id text REFERENCES people (id),
    reason        text NOT NULL
);
CREATE INDEX corrections_state ON corrections (state, created_at);
CREATE INDEX corrections_person ON corrections (person_id);
-- One thing at a time is said of a post.
CREATE UNIQUE INDEX corrections_waiting ON corrections (post_id) WHERE state = 'waiting';

-- A file of people or organisations: checked, looked at, kept, and undone where need be.
CREATE TABLE imports (
    id           text PRIMARY KEY NOT NULL,
    kind         text NOT NULL CHECK (kind IN ('people', 'organisations')),
    file_name    text NOT NULL,
    data         bytea NOT NULL,
    leave_on     date,
    state        text NOT NULL CHECK (state IN ('checking', 'checked', 'refused', 'keeping', 'kept', 'undone', 'stopped', 'failed')),
    doing        text NOT NULL,
    done         integer NOT NULL,
    amount       integer NOT NULL,
    report       text NOT NULL,
    problem      text NOT NULL,
    made_by_id   text NOT NULL REFERENCES people (id),
    made_at      timestamp NOT NULL,
    kept_by_id   text REFERENCES people (id),
    kept_at      timestamp,
    undone_by_id text REFERENCES people (id),
    undone_at    timestamp
);
CREATE INDEX imports_made ON imports (made_at, id);

-- What an import would do, or did, with each row of its file, and with whoever is not in it.
CREATE TABLE import_rows (
    import_id   text NOT NULL REFERENCES imports (id),
    number      integer NOT NULL,
    line        integer NOT NULL,
    outcome     text NOT NULL CHECK (outcome IN ('added', 'changed', 'unchanged', 'leaver', 'refused')),
    who         text NOT NULL,
    name        text NOT NULL,
    changes     text NOT NULL,
    column_name text NOT NULL,
    value       text NOT NULL,
    problem     text NOT NULL,
    PRIMARY KEY (import_id, number)
);
CREATE INDEX import_rows_outcome ON import_rows (import_id, outcome, number);

-- What an import changed, row by row: what it was before and became, so that it can be undone while nothing depends on it.
CREATE TABLE import_changes (
    import_id text NOT NULL REFERENCES imports (id),
    number    integer NOT NULL,
    noun      text NOT NULL,
    row_id    text NOT NULL,
    was       text NOT NULL,
    became    text NOT NULL,
    PRIMARY KEY (import_id, number)
);
CREATE INDEX import_changes_row ON import_changes (row_id);

-- A move of many people, or a merger, that is done some hundred people at a time.
CREATE TABLE moves (
    id         text PRIMARY KEY NOT NULL,
    kind       text NOT NULL CHECK (kind IN ('merge', 'move')),
    from_id    text NOT NULL REFERENCES organisations (id),
    to_id      text NOT NULL REFERENCES organisations (id),
    day        date NOT NULL,
    team       text NOT NULL,
    team_id    text REFERENCES organisations (id),
    manager_id text REFERENCES people (id),
    state      text NOT NULL CHECK (state IN ('moving', 'done')),
    moved      integer NOT NULL,
    amount     integer NOT NULL,
    made_by_id text NOT NULL REFERENCES people (id),
    made_at    timestamp NOT NULL,
    done_at    timestamp
);
CREATE INDEX moves_from ON moves (from_id);
CREATE INDEX moves_to ON moves (to_id);

CREATE TABLE move_posts (
    move_id text NOT NULL REFERENCES moves (id),
    post_id text NOT NULL REFERENCES posts (id),
    done    boolean NOT NULL,
    PRIMARY KEY (move_id, post_id)
);
CREATE INDEX move_posts_post ON move_posts (post_id);

-- How long each kind of data is kept. A rule acts only once somebody has seen what it would do.
CREATE TABLE retention_rules (
    kind           text PRIMARY KEY NOT NULL,
    days           integer NOT NULL,
    accepted_at    timestamp,
    accepted_by_id text REFERENCES people (id)
);

-- Nothing of a person who is held is forgotten or erased.
CREATE TABLE holds (
    id           text PRIMARY KEY NOT NULL,
    person_id    text NOT NULL REFERENCES people (id),
    reason       text NOT NULL,
    placed_by_id text REFERENCES people (id),
    placed_at    timestamp NOT NULL,
    lifted_at    timestamp,
    lifted_by_id text REFERENCES people (id)
);
CREATE INDEX holds_person ON holds (person_id);

-- Whoever is taken back with an import, erased, or told everything about themselves is looked for in all that they did.
CREATE INDEX assessments_by ON assessments (by_id);
CREATE INDEX confirmations_by ON confirmations (by_id);
CREATE INDEX enrolment_changes_by ON enrolment_changes (by_id);
CREATE INDEX attendances_by ON attendances (marked_by_id);
CREATE INDEX passes_by ON passes (by_id);
CREATE INDEX completion_records_issued_by ON completion_records (issued_by_id);
CREATE INDEX completion_records_revoked_by ON completion_records (revoked_by_id);
CREATE INDEX interests_person ON interests (person_id);
CREATE INDEX pairs_analyst ON pairs (analyst_id);
CREATE INDEX sign_in_links_made_by ON sign_in_links (made_by_id);
