package privacy_test

// notTheirs are the columns of what is kept about people whose texts are not theirs, and stay: states, kinds, and what the
// network says of its courses and skills.
var notTheirs = map[string]string{
	"people.email": "looked for by itself", "people.email_key": "looked for by itself", "posts.band": "", "grants.role": "", "grants.scope_kind": "", "grants.scope_id": "an organisation, a course or a cohort", "delegations.kind": "",
	"sign_in_links.purpose": "", "sign_ups.state": "", "sign_ups.token_hash": "of a random token", "corrections.state": "",
	"enrolments.state": "", "enrolments.awaits": "", "pairs.state": "", "reply_links.kind": "", "preparation_answers.state": "", "reminders.kind": "", "mail_preferences.way": "",
	"reply_links.token_hash": "removed with the row", "files.type": "of the content", "announcements.kind": "", "announcements.audience": "", "enrolment_changes.from_state": "", "enrolment_changes.to_state": "", "attendances.mark": "", "log_entries.kind": "",
	"completion_records.code": "the number of the check page", "completion_records.course_title": "the course", "completion_records.cohort_name": "the cohort",
	"completion_records.provider_name": "the network", "completion_records.rule": "the course",
	"record_outcomes.competency_code": "the course", "record_outcomes.competency_name": "the course", "record_outcomes.level_label": "the course",
	"completion_records.issued_by": "the trainer's name, who is not erased",
	"assessments.chance":           "", "assessments.barrier": "", "answers.chance": "", "answers.barrier": "", "evidence.kind": "",
	"assessment_requests.kind": "", "assessment_requests.state": "", "assessment_requests.says": "theirs who asked, where the person is asked",
	"plan_actions.kind": "", "plan_actions.consent": "", "plan_actions.state": "", "plan_agreements.side": "", "plan_reminders.side": "", "plan_lines.kind": "",
	"domain_interests.interest": "", "round_reminders.stage": "", "framework_comments.competency_code": "the framework", "framework_reviews.verdict": "",
	"assessments.kind": "", "assessments.use": "", "answers.use": "", "skills.use": "",
	"events.act": "", "events.subject": "", "events.subject_id": "an id", "events.digest": "",
	"import_rows.outcome": "", "import_rows.column_name": "of the file", "import_rows.who": "looked for by itself",
	"attendances.source": "", "register_changes.was_mark": "", "register_changes.was_source": "", "register_changes.mark": "", "submissions.state": "",
	"follow_ups.asked_as": "", "follow_ups.used": "", "follow_ups.stopped": "a word of the network", "issuance_lines.state": "", "issuance_lines.problem": "of the rule",
	"record_requirements.asks": "the course", "record_requirements.met": "the course", "badge_subjects.subject": "random, and in badges that are out",
	"record_outcomes.framework_code": "the framework", "record_outcomes.framework_title": "the framework", "record_outcomes.framework_version": "the framework",
	"past_completions.course_title": "the course", "past_completions.provider": "the provider", "past_completions.file_name": "whoever sent the file",
	"files.shelf_key": "a random name", "passwords.hash": "removed with the row", "devices.way": "", "messages.state": "",
}
