package exchange

import (
	"context"

	"trellis/models"
)

// depend says what refers to somebody or something that the import has added, and that would be left hanging.
func (u *undoing) depend(ctx context.Context) error {
	names := map[models.ID]string{}
	for _, p := range u.people.removed {
		names[p.ID] = p.Name
	}
	for _, o := range u.organisations.removed {
		names[o.ID] = o.Name
	}
	for _, post := range u.posts.removed {
		names[post.ID] = "A post that was added"
	}
	for _, noun := range []string{ofPeople, ofPosts, ofOrganisations} {
		found, err := u.tx.ImportDependents(ctx, u.id, noun, mostReasons)
		if err != nil {
			return err
		}
		told := map[string]bool{}
		for _, d := range found {
			reason := names[d.RowID] + " " + sinceThen(noun, d.Table)
			if !told[reason] {
				u.because(reason)
			}
			told[reason] = true
		}
	}
	return nil
}

// sinceThen says what has happened to somebody since they were added, by the table that refers to them.
func sinceThen(noun, table string) string {
	if noun == ofPeople {
		if text, known := aboutPeople[table]; known {
			return text
		}
	}
	if text, known := aboutOthers[table]; known {
		return text
	}
	return "is used elsewhere since (" + table + ")"
}

var aboutPeople = map[string]string{
	"assessments":        "has assessed skills since, or been assessed",
	"completion_records": "has a completion record",
	"corrections":        "has asked for a correction since",
	"delegations":        "has a deputy since, or is one",
	"devices":            "has signed in since",
	"enrolments":         "has asked to join a course since",
	"events":             "has done something since, or something was done for them",
	"former_emails":      "has another address since",
	"grants":             "has a role since, or has given one",
	"holds":              "is on legal hold",
	"identities":         "has signed in since",
	"interests":          "has asked to hear of new dates since",
	"log_entries":        "has logged learning since",
	"looks":              "has had their skills looked at since, or has looked at others'",
	"messages":           "has been written to since",
	"passwords":          "has signed in since",
	"posts":              "has another post since, or is somebody's manager",
	"sign_in_links":      "has been sent a sign-in link since",
	"sign_ups":           "has asked to be let in",
	"skills":             "has skills since",
}

var aboutOthers = map[string]string{
	"cohorts":       "has cohorts since",
	"corrections":   "is to be corrected, as its holder says",
	"courses":       "has courses since",
	"enrolments":    "is named in an enrolment since",
	"events":        "has been changed since",
	"grants":        "has somebody with a role for it since",
	"links":         "is linked to another organisation since",
	"moves":         "has been part of a merger or a move since",
	"organisations": "has followed another organisation since",
	"posts":         "has people since",
	"sign_ups":      "is named by somebody who asks to be let in",
}
