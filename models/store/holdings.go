package store

import "trellis/models"

// Holding is a table, or a part of one, that holds something about a person: how it is found, where it came from, and what
// becomes of it when the person is erased. Each column that refers to a person, and each table that refers to one of
// these, is in this list or among those that are Elsewhere: a test asks the database for them.
type Holding struct {
	Table string
	Title string
	// From says where it came from.
	From string
	// Of finds the person's rows, @person is whom; By is the column that says so, where it refers to people.
	Of, By string
	// secret is handed to nobody: hashes, tokens, and why somebody is held.
	secret []string
	// others are texts that may be by somebody else: written names the column that says by whom. Where there is none, they
	// always are.
	others  []string
	written string
	// gone tells that erasing removes the rows. Of rows that stay, because events or jobs name them or because they count, the
	// columns in blank become what the SQL says, and the others are not the person's: words of the network, states, numbers.
	gone  bool
	blank map[string]string
}

// erasedText stands where the database wants a text, and erasedToken where it wants one that nobody else has.
const (
	erasedText  = "'Erased'"
	erasedToken = "'erased ' || id" //nolint:gosec // it is none any more
)

// own finds rows by a column that refers to the person.
func own(h Holding, column string) Holding {
	h.By, h.Of = column, quoted(h.Table)+"."+column+" = @person"
	return h
}

// within finds rows by the row that they belong to.
func within(h Holding, column, table, owner string) Holding {
	h.Of = h.Table + "." + column + " IN (SELECT id FROM " + table + " WHERE " + owner + " = @person)"
	return h
}

// empty are texts that erasing empties.
func empty(columns ...string) map[string]string {
	blank := map[string]string{}
	for _, c := range columns {
		blank[c] = "''"
	}
	return blank
}

// addresses are those that the person has and had.
const addresses = `(SELECT email_key FROM people WHERE id = @person UNION SELECT email_key FROM former_emails WHERE person_id = @person)`

// submitted are the ids of what the person handed in.
const submitted = `(SELECT submissions.id FROM submissions JOIN enrolments ON enrolments.id = submissions.enrolment_id WHERE enrolments.person_id = @person)`

// handedInFiles are the files that the person handed in: their own, of no session and no unit.
const handedInFiles = `(files.by_id = @person AND NOT EXISTS (SELECT 1 FROM materials WHERE materials.file_id = files.id) AND NOT EXISTS (SELECT 1 FROM units WHERE units.file_id = files.id))`

// rows are the ids of the person and of their posts, which files change.
const rows = `(SELECT id FROM people WHERE id = @person UNION SELECT id FROM posts WHERE person_id = @person)`

// Holdings are all that is kept about a person, in the order in which a file tells it.
func Holdings() []Holding {
	return append(append(whoTheyAre(), whatTheyLearn()...), append(whatTheyCan(), whatHappened()...)...)
}

func whoTheyAre() []Holding {
	return []Holding{
		{Table: "people", Title: "You", From: "Your employer or an administrator, in a file or on the screen; you, where you changed it", Of: "people.id = @person", blank: empty("email", "email_key", "name", "name_key")},
		own(Holding{Table: "former_emails", Title: "E-mail addresses you had", From: "Kept when your address changed, so that older files still find you", gone: true}, "person_id"),
		own(Holding{Table: "sign_ups", Title: "When you asked to be let in", From: "You; and whoever decided", secret: []string{"token_hash"}, others: []string{"reason"}, blank: empty("email", "email_key", "name", "title", "reason")}, "person_id").or("sign_ups.email_key IN " + addresses),
		own(Holding{Table: "posts", Title: "Your posts", From: "Your employer or an administrator; you, on your first visit", blank: empty("team", "title", "band", "staff_number")}, "person_id"),
		own(Holding{Table: "corrections", Title: "What you said is wrong", From: "You; the reason is by the administrator who answered", others: []string{"reason"}, blank: empty("says", "reason")}, "person_id"),
		own(Holding{Table: "grants", Title: "Roles you were given", From: "Whoever gave the role"}, "person_id"),
		own(Holding{Table: "delegations", Title: "Those who act for you", From: "You or an administrator"}, "manager_id"),
		own(Holding{Table: "delegations", Title: "Those for whom you act", From: "They or an administrator"}, "deputy_id"),
		{Table: "import_rows", Title: "Lines about you in files", From: "A file that was imported", Of: "lower(import_rows.who) IN " + addresses, blank: empty("who", "name", "changes", "value", "problem")},
		{Table: "import_changes", Title: "What files changed of you", From: "A file that was imported", gone: true, Of: "import_changes.row_id IN " + rows},
		own(Holding{Table: "passwords", Title: "Your password", From: "You. Only a hash is kept, which is not shown", secret: []string{"hash"}, gone: true}, "person_id"),
		own(Holding{Table: "sign_in_links", Title: "Links sent to you", From: "You or an administrator asked for them. The links themselves are not kept", secret: []string{"token_hash"}, blank: map[string]string{"email": "''", "token_hash": erasedToken}}, "person_id").or("lower(sign_in_links.email) IN " + addresses),
		own(Holding{Table: "devices", Title: "Browsers in which you signed in", From: "Your browser", gone: true}, "person_id"),
		own(Holding{Table: "identities", Title: "Who you are to another sign-in", From: "The house that signed you in", gone: true}, "person_id"),
		own(Holding{Table: "authenticators", Title: "Your authenticator app", From: "You. Its secret is not shown", secret: []string{"secret", "last_step"}, gone: true}, "person_id"),
		own(Holding{Table: "recovery_codes", Title: "Your recovery codes", From: "Made for you. The codes are not kept, only their hashes", secret: []string{"code_hash"}, gone: true}, "person_id"),
	}
}

func whatTheyLearn() []Holding {
	return []Holding{
		own(Holding{Table: "interests", Title: "Courses whose new dates you asked to hear of", From: "You", gone: true}, "person_id"),
		own(Holding{Table: "enrolments", Title: "Courses you asked to join", From: "You. Access needs are for the trainer alone", blank: empty("needs")}, "person_id"),
		within(Holding{Table: "enrolment_changes", Title: "What became of your wishes to join", From: "Whoever is named, or the calendar", others: []string{"reason"}, written: "by_id", blank: empty("reason")}, "enrolment_id", "enrolments", "person_id"),
		within(Holding{Table: "offers", Title: "Places you were offered", From: "The waiting list", secret: []string{"token"}, blank: map[string]string{"token": erasedToken}}, "enrolment_id", "enrolments", "person_id"),
		within(Holding{Table: "question_answers", Title: "What you said when you applied", From: "You", blank: empty("says")}, "enrolment_id", "enrolments", "person_id"),
		own(Holding{Table: "reply_links", Title: "Links that answer for you", From: "Sent to you in a letter. The links themselves are not kept", secret: []string{"token_hash"}, gone: true}, "person_id"),
		within(Holding{Table: "preparation_answers", Title: "What you prepared", From: "You", blank: empty("says")}, "enrolment_id", "enrolments", "person_id"),
		within(Holding{Table: "apologies", Title: "Sessions you could not come to", From: "You", blank: empty("reason")}, "enrolment_id", "enrolments", "person_id"),
		within(Holding{Table: "reminders", Title: "Reminders sent to you", From: "The calendar"}, "enrolment_id", "enrolments", "person_id"),
		own(Holding{Table: "appointments", Title: "What your calendar was told", From: "Written by this system", gone: true}, "person_id"),
		own(Holding{Table: "feeds", Title: "Your personal calendar address", From: "You asked for it. The address itself is not kept", secret: []string{"token_hash"}, gone: true}, "person_id"),
		own(Holding{Table: "mail_preferences", Title: "Which letters you get", From: "You", gone: true}, "person_id"),
		own(Holding{Table: "side_letters", Title: "Letters to you about others", From: "Written by this system; the text is among the messages"}, "person_id"),
		own(Holding{Table: "announcement_letters", Title: "Messages of trainers that went to you", From: "The trainer who wrote them; the text is among the messages"}, "person_id"),
		own(Holding{Table: "substitutes", Title: "Sessions you taught for others", From: "Whoever named you"}, "substitute_id"),
		own(Holding{Table: "substitutes", Title: "Sessions others taught for you", From: "Whoever named them"}, "trainer_id"),
		own(Holding{Table: "files", Title: "Files you added to courses and sessions", From: "You", secret: []string{"data", "shelf_key"}, blank: map[string]string{"name": erasedText}}, "by_id").and("NOT " + handedInFiles),
		own(Holding{Table: "files", Title: "Files you handed in, themselves", From: "You", secret: []string{"data", "shelf_key"}, gone: true}, "by_id").and(handedInFiles),
		own(Holding{Table: "announcements", Title: "Messages you wrote to the people of a cohort", From: "You", blank: map[string]string{"subject": erasedText, "body": "''"}}, "by_id"),
		own(Holding{Table: "pairs", Title: "Decision makers you came with", From: "Whoever enrolled the pair"}, "analyst_id"),
		own(Holding{Table: "pairs", Title: "Analysts you came with", From: "Whoever enrolled the pair"}, "decision_maker_id"),
		within(Holding{Table: "attendances", Title: "Sessions you were at", From: "The trainer who kept the register; you, where you checked in", others: []string{"note"}, blank: empty("note")}, "enrolment_id", "enrolments", "person_id"),
		within(Holding{Table: "register_changes", Title: "What was changed of your marks", From: "The trainer who kept the register; you, where you checked in", others: []string{"note", "was_note"}, blank: empty("note", "was_note")}, "enrolment_id", "enrolments", "person_id"),
		own(Holding{Table: "attendance_reports", Title: "Files about who came that you uploaded", From: "You. What was in them is forgotten when they are done", secret: []string{"content"}, blank: map[string]string{"file_name": erasedText, "content": "''"}}, "by_id"),
		within(Holding{Table: "attendance_names", Title: "Names under which you joined online", From: "Said by your trainer, of a name in a file", gone: true}, "enrolment_id", "enrolments", "person_id"),
		within(Holding{Table: "submissions", Title: "What you handed in", From: "You", blank: empty("says", "url")}, "enrolment_id", "enrolments", "person_id"),
		{Table: "submission_files", Title: "Files you handed in", From: "You", By: "submission_id", Of: "submission_files.submission_id IN " + submitted, gone: true},
		{Table: "feedbacks", Title: "What was said of what you handed in", From: "The trainer who is named", By: "submission_id", Of: "feedbacks.submission_id IN " + submitted, others: []string{"says"}, written: "by_id", blank: empty("says")},
		within(Holding{Table: "evaluation_receipts", Title: "Sessions and courses that you evaluated", From: "You. What you said is kept without your name, and nothing joins the two"}, "enrolment_id", "enrolments", "person_id"),
		within(Holding{Table: "evaluation_asks", Title: "Letters that asked you what a session was like", From: "The calendar"}, "enrolment_id", "enrolments", "person_id"),
		own(Holding{Table: "follow_ups", Title: "What you said came of a course", From: "You", blank: empty("used_on", "says")}, "person_id"),
		within(Holding{Table: "decisions", Title: "Decisions on whether you completed", From: "The trainer who is named", others: []string{"reason"}, written: "by_id", blank: empty("reason")}, "enrolment_id", "enrolments", "person_id"),
		within(Holding{Table: "issuance_lines", Title: "When your records were issued together with others", From: "The trainer who issued them"}, "enrolment_id", "enrolments", "person_id"),
		within(Holding{Table: "record_requirements", Title: "What was required for your completion records", From: "The course"}, "completion_record_id", "completion_records", "person_id"),
		own(Holding{Table: "badge_subjects", Title: "The name that stands for you in badges", From: "Made for you at random"}, "person_id"),
		own(Holding{Table: "transcript_links", Title: "Links to your transcript", From: "You. The links themselves are not kept", secret: []string{"token_hash"}, blank: map[string]string{"label": "''", "token_hash": erasedToken}}, "person_id"),
		within(Holding{Table: "transcript_uses", Title: "When links to your transcript were used", From: "Counted by the day", gone: true}, "transcript_link_id", "transcript_links", "person_id"),
		own(Holding{Table: "past_completions", Title: "Learning before this system", From: "A file that was imported", blank: map[string]string{"email": "''", "email_key": erasedToken, "name": "''", "reference": "''"}}, "person_id").or("past_completions.email_key IN " + addresses),
		within(Holding{Table: "passes", Title: "Assignments that were accepted", From: "The trainer who is named"}, "enrolment_id", "enrolments", "person_id"),
		own(Holding{Table: "log_entries", Title: "Your learning log", From: "You", blank: map[string]string{"title": erasedText, "reflection": "''"}}, "person_id"),
		within(Holding{Table: "log_entry_competencies", Title: "Skills in your learning log", From: "You"}, "log_entry_id", "log_entries", "person_id"),
		own(Holding{
			Table: "completion_records", Title: "Your completion records", From: "Issued by the trainer who is named", others: []string{"revoked_reason", "decision_reason", "replaces_reason"},
			blank: map[string]string{"person_name": "'" + models.NameErased + "'", "organisation_name": "''", "revoked_reason": "''", "decision_reason": "''", "replaces_reason": "''", "shared": "false"},
		}, "person_id"),
		within(Holding{Table: "record_outcomes", Title: "Skills on your completion records", From: "The course"}, "completion_record_id", "completion_records", "person_id"),
	}
}

func whatTheyCan() []Holding {
	return []Holding{
		own(Holding{Table: "replies", Title: "Self-assessments you began", From: "You"}, "person_id"),
		own(Holding{Table: "answers", Title: "Your answers", From: "You", blank: empty("example")}, "person_id"),
		own(Holding{Table: "assessments", Title: "Assessments of your skills", From: "Whoever is named, as the kind says: you, your manager, a trainer, a peer, or a course you completed", others: []string{"example"}, written: "by_id", blank: empty("example")}, "person_id"),
		within(Holding{Table: "confirmations", Title: "What your manager answered", From: "The manager who is named", others: []string{"comment"}, written: "by_id", blank: map[string]string{"comment": erasedText}}, "assessment_id", "assessments", "person_id"),
		within(Holding{Table: "remarks", Title: "What was said about assessments of you", From: "You, or whoever judged you", others: []string{"says"}, written: "by_id", blank: map[string]string{"says": erasedText}}, "assessment_id", "assessments", "person_id"),
		own(Holding{Table: "remarks", Title: "What you said about assessments of others", From: "You", blank: map[string]string{"says": erasedText}}, "by_id"),
		own(Holding{Table: "evidence", Title: "What shows your skills", From: "You", blank: map[string]string{"address": "''", "title": erasedText, "says": "''"}}, "person_id"),
		own(Holding{Table: "assessment_requests", Title: "Whom you asked to say where you stand", From: "You; the answer is by whoever was asked. Whom is left out: of an address it would tell whether somebody has it", secret: []string{"of_id"}, others: []string{"answer"}, blank: empty("address", "says", "answer")}, "person_id"),
		own(Holding{Table: "assessment_requests", Title: "Who asked you to say where they stand", From: "They; the answer is yours", others: []string{"says"}, blank: empty("address", "answer")}, "of_id").or("lower(assessment_requests.address) IN " + addresses),
		own(Holding{Table: "chosen_competencies", Title: "Skills you chose of those your role leaves open", From: "You", gone: true}, "person_id"),
		own(Holding{Table: "aspirations", Title: "The role you aim at", From: "You", gone: true}, "person_id"),
		own(Holding{Table: "team_needs", Title: "What the people you manage need to hold together", From: "You, or who acts for you", gone: true}, "manager_id"),
		own(Holding{Table: "added_competencies", Title: "Skills you want to be asked about", From: "You", gone: true}, "person_id"),
		own(Holding{Table: "domain_interests", Title: "What you would like to do more of", From: "You", gone: true}, "person_id"),
		own(Holding{Table: "leaves", Title: "When you are away", From: "You", gone: true}, "person_id"),
		own(Holding{Table: "round_reminders", Title: "Rounds you were reminded of", From: "The calendar"}, "person_id"),
		own(Holding{Table: "framework_comments", Title: "What you said of drafts of frameworks", From: "You", blank: map[string]string{"says": erasedText}}, "by_id"),
		own(Holding{Table: "framework_reviews", Title: "Drafts of frameworks you were asked to look at", From: "Whoever asked; what was said is yours", blank: empty("says")}, "reviewer_id"),
		own(Holding{Table: "worked_examples", Title: "Examples you wrote for levels of skills", From: "You", blank: map[string]string{"says": erasedText}}, "by_id"),
		own(Holding{Table: "development_plans", Title: "Your development plan", From: "You and your manager"}, "person_id"),
		own(Holding{Table: "plan_actions", Title: "Where you are named as a mentor", From: "Whoever named you; whether you agree is yours", secret: []string{"used_for", "use_for"}, others: []string{"title"}, blank: map[string]string{"title": erasedText}}, "mentor_id"),
		within(Holding{Table: "plan_actions", Title: "What you mean to do", From: "You, or whoever is named: your manager, or the lead of your team", blank: map[string]string{"title": erasedText, "use_for": "''", "used_for": "''"}}, "development_plan_id", "development_plans", "person_id"),
		within(Holding{Table: "plan_agreements", Title: "What was agreed of your plan", From: "You and your manager, each for themselves", blank: empty("terms")}, "development_plan_id", "development_plans", "person_id"),
		own(Holding{Table: "plan_templates", Title: "Actions you give to several people", From: "You", blank: map[string]string{"name": erasedText}}, "owner_id"),
		within(Holding{Table: "plan_lines", Title: "What they are", From: "You", blank: map[string]string{"title": erasedText, "use_for": "''"}}, "plan_template_id", "plan_templates", "owner_id"),
		own(Holding{Table: "plan_reminders", Title: "When you were reminded of plans", From: "The calendar", gone: true}, "person_id"),
		own(Holding{Table: "helpers", Title: "That others may ask you for help", From: "You", gone: true}, "person_id"),
		own(Holding{Table: "skills", Title: "Where you stand", From: "Worked out from the assessments and what managers answered"}, "person_id"),
		own(Holding{Table: "looks", Title: "Who looked at your skills", From: "Noted when a page shows them with your name", gone: true}, "person_id"),
		own(Holding{Table: "looks", Title: "Whose skills you looked at", From: "Noted when you opened a page that shows them", gone: true}, "viewer_id"),
	}
}

func whatHappened() []Holding {
	return []Holding{
		own(Holding{Table: "messages", Title: "Messages written to you", From: "Written by this system", secret: []string{"job_id", "secret", "secret_of", "secret_until"}, gone: true}, "person_id").or("messages.recipient IN (SELECT email FROM people WHERE id = @person)"),
		own(Holding{Table: "digest_items", Title: "Messages that wait to go out together", From: "Written by this system", secret: []string{"job_id"}, gone: true}, "person_id"),
		own(Holding{Table: "digests", Title: "Messages that went out together", From: "Written by this system"}, "person_id"),
		own(Holding{Table: "holds", Title: "Holds: whether what is kept about you may be forgotten", From: "An administrator. Why is not shown", secret: []string{"reason"}, gone: true}, "person_id"),
		own(Holding{Table: "events", Title: "What you did", From: "Noted when you did it"}, "actor_id"),
		own(Holding{Table: "events", Title: "What was done about you", From: "Noted when it was done"}, "person_id").and("(events.actor_id IS NULL OR events.actor_id <> @person)"),
	}
}

func (h Holding) or(condition string) Holding {
	h.Of = "(" + h.Of + " OR " + condition + ")"
	return h
}

func (h Holding) and(condition string) Holding {
	h.Of = "(" + h.Of + " AND " + condition + ")"
	return h
}

// Elsewhere are the columns that refer to people, or to what is kept about them, and that are in no holding; and the tables
// that hold nothing about one person. Each says why.
func Elsewhere() map[string]string { //nolint:funlen // a table, to be read whole
	const deed = "it is about somebody or something else; that they did it is among the events"
	return map[string]string{
		"posts.manager_id":                     "it is the post of somebody else, who is told who manages them",
		"corrections.manager_id":               "it is about the post of somebody else",
		"corrections.post_id":                  "the correction is found by its person",
		"corrections.decided_by_id":            deed,
		"delegations.given_by_id":              deed,
		"grants.given_by_id":                   deed,
		"grants.ended_by_id":                   deed,
		"sign_in_links.made_by_id":             deed,
		"sign_ups.decided_by_id":               deed,
		"enrolment_changes.by_id":              deed,
		"enrolments.nominated_by_id":           deed,
		"enrolments.post_id":                   "the enrolment is found by its person",
		"offers.made_by_id":                    deed,
		"reservations.made_by_id":              deed,
		"substitutes.named_by_id":              deed,
		"reply_links.enrolment_id":             "the link is found by its person",
		"reply_links.pair_id":                  "the link is found by its person",
		"side_letters.enrolment_id":            "the letter is found by its person",
		"digest_items.digest_id":               "the message is found by its person",
		"materials.file_id":                    "it belongs to a session; the file is told to whoever added it",
		"announcement_letters.announcement_id": "the letter is found by its person",
		"letter_templates.changed_by_id":       deed,
		"programme_sets":                       "content",
		"shares":                               "about a run of a course",
		"reservations":                         "about a run of a course, and a team",
		"questions":                            "about a run of a course",
		"preparations":                         "about a run of a course",
		"materials":                            "about a run of a course",
		"letter_templates":                     "content",
		"attendances.marked_by_id":             deed,
		"register_saves.by_id":                 deed,
		"register_saves.undone_by_id":          deed,
		"check_ins.opened_by_id":               deed,
		"feedbacks.by_id":                      deed,
		"submission_files.file_id":             "the file is told to whoever added it",
		"units.file_id":                        "it belongs to a course; the file is told to whoever added it",
		"log_entries.enrolment_id":             "the entry is found by its person",
		"decisions.by_id":                      deed,
		"decisions.ended_by_id":                deed,
		"rule_changes.made_by_id":              deed,
		"issuances.by_id":                      deed,
		"issuance_lines.completion_record_id":  "the line is found by its enrolment",
		"follow_ups.completion_record_id":      "it is asked of whoever is named, who may be the manager",
		"past_completions.added_by_id":         deed,
		"past_completions.matched_by_id":       deed,
		"column_maps.changed_by_id":            deed,
		"completion_exports.by_id":             deed,
		"register_saves":                       "about a session",
		"check_ins":                            "about a session",
		"evaluations":                          "nothing says who said it",
		"rule_changes":                         "content",
		"issuances":                            "about a run of a course",
		"signing_keys":                         "of the installation",
		"column_maps":                          "about an organisation",
		"completion_exports":                   "about an organisation; that it was made is among the events",
		"passes.by_id":                         deed,
		"completion_records.issued_by_id":      deed + ". Erasing takes their name off the records they issued",
		"completion_records.revoked_by_id":     deed,
		"completion_records.enrolment_id":      "the record is found by its person",
		"completion_records.successor_id":      "the record is found by its person",
		"assessments.by_id":                    deed,
		"confirmations.by_id":                  deed,
		"confirmations.own_id":                 "the answer is found by the assessment",
		"assessments.carried_from_id":          "the assessment is found by its person",
		"assessment_requests.assessment_id":    "the request is found by its person",
		"evidence.log_entry_id":                "the evidence is found by its person",
		"evidence.completion_record_id":        "the evidence is found by its person",
		"framework_comments.settled_by_id":     deed,
		"framework_comments.answers_id":        "the comment is found by whoever said it",
		"framework_reviews.asked_by_id":        deed,
		"successions":                          "content",
		"successions.by_id":                    deed,
		"version_moves":                        "about versions of a framework",
		"version_moves.by_id":                  deed,
		"crosswalks":                           "content",
		"crosswalks.by_id":                     deed,
		"skills.assessment_id":                 "the skill is found by its person",
		"plan_actions.added_by_id":             deed,
		"plan_actions.plan_application_id":     "the action is found by its plan",
		"plan_agreements.by_id":                deed,
		"plan_applications":                    "ids alone: when a template was given to people; that it was is among the events",
		"plan_applications.by_id":              deed,
		"plan_applications.plan_template_id":   "ids alone",
		"settings.changed_by_id":               deed,
		"imports.made_by_id":                   deed,
		"imports.kept_by_id":                   deed,
		"imports.undone_by_id":                 deed,
		"moves.made_by_id":                     deed,
		"retention_rules.accepted_by_id":       deed,
		"holds.placed_by_id":                   deed,
		"holds.lifted_by_id":                   deed,
		"moves.manager_id":                     deed,
		"move_posts":                           "ids alone: which posts a move takes along; that it did is among the events",
		"move_posts.post_id":                   "ids alone",
		"organisations":                        "about an organisation",
		"links":                                "about organisations",
		"frameworks":                           "content",
		"framework_versions":                   "content",
		"levels":                               "content",
		"domains":                              "content",
		"competencies":                         "content",
		"descriptors":                          "content",
		"role_profiles":                        "content",
		"requirements":                         "content",
		"programmes":                           "content",
		"programme_courses":                    "content",
		"courses":                              "content",
		"units":                                "content",
		"outcomes":                             "content",
		"prerequisites":                        "content",
		"cohorts":                              "about a run of a course",
		"sessions":                             "about a run of a course",
		"rounds":                               "about everybody",
		"role_tallies":                         "counts, without names",
		"tally_stamps":                         "tells that counts changed",
		"past_tallies":                         "counts of past months, without names",
		"summary_days":                         "the day that the counts stand for",
		"seals":                                "digests of events",
		"jobs":                                 "work owed, by ids; what a job wrote is among the messages",
		"throttles":                            "tries of the last minutes, by a digest",
		"sign_ins":                             "what a signed-in browser carries: the id of the person and of the browser, which is among the browsers",
		"settings":                             "about the installation",
		"emblems":                              "pictures of the installation",
		"imports":                              "files about many people, emptied by a rule; what they changed of one person is a holding. Erasing empties those that name the person",
		"moves":                                "about organisations",
		"retention_rules":                      "about kinds of data",
	}
}
