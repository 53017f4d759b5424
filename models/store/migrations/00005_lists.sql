-- What the administrator's lists ask for: events by time, by who and by what; messages by whom they were for.

-- +goose Up
CREATE INDEX events_at ON events (at, id);
CREATE INDEX events_actor ON events (actor_id, at);
CREATE INDEX events_act ON events (act, at);
CREATE INDEX messages_person ON messages (person_id, created_at);
