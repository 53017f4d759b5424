package store

import (
	"context"
	"time"

	"trellis/models"
)

// Overview is how much there is in the network, and how much waits for an administrator.
type Overview struct {
	People        int // with a current post
	Organisations int // open
	Courses       int
	Running       int // cohorts
	// People who have not been here yet, who do not know their manager, and with a post without a role profile.
	NotWelcomed, ManagerUnknown, NoRoleProfile int
	FailedMessages, FailedJobs                 int
	Corrections                                int // of who manages whom, that wait
	SignUps                                    int // that wait
}

// Overview counts, in one query.
func (r Reads) Overview(ctx context.Context, now time.Time) (Overview, error) {
	today := models.DateOf(now)
	var o Overview
	const current = "posts.started <= @today AND (posts.ended IS NULL OR posts.ended >= @today)"
	err := r.db.WithContext(ctx).Raw(`WITH held AS (SELECT person_id, manager_unknown, role_profile_id FROM posts WHERE `+current+`)
		SELECT (SELECT count(DISTINCT person_id) FROM held) AS people,
			(SELECT count(*) FROM organisations WHERE closed IS NULL OR closed > @today) AS organisations,
			(SELECT count(*) FROM courses WHERE state = 'published') AS courses,
			(SELECT count(*) FROM cohorts WHERE state = @open AND starts <= @now AND ends >= @now) AS running,
			(SELECT count(*) FROM corrections WHERE state = @correction) AS corrections,
			(SELECT count(*) FROM people WHERE `+neverHere+`) AS not_welcomed,
			(SELECT count(DISTINCT person_id) FROM held WHERE manager_unknown) AS manager_unknown,
			(SELECT count(DISTINCT person_id) FROM held WHERE role_profile_id IS NULL) AS no_role_profile,
			(SELECT count(*) FROM messages WHERE state = @failed) AS failed_messages,
			(SELECT count(*) FROM jobs WHERE state = @dead) AS failed_jobs,
			(SELECT count(*) FROM sign_ups WHERE state = @waiting) AS sign_ups`,
		map[string]any{"today": today, "now": now, "open": models.CohortOpen, "failed": models.MessageFailed, "dead": models.JobDead, "waiting": models.SignUpWaiting, "correction": models.CorrectionWaiting}).Scan(&o).Error
	return o, err
}
