-- What somebody has sent in a round is found by the two together: a round alone has everybody's assessments.

-- +goose Up
CREATE INDEX assessments_reply ON assessments (person_id, round_id);
DROP INDEX assessments_round;
