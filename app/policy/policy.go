// Package policy says who may do what. The table is the whole of it: May asks it for a route or a button, Allows asks it
// for one thing, Scope turns it into what a list may hold.
package policy

import (
	"slices"

	"trellis/models"
)

// Act is something that can be done or seen. A route names the act it needs.
type Act string

// The acts.
const (
	Public Act = "public" // anybody, signed in or not

	UseAccount  Act = "use own account"
	SeeCourses  Act = "see courses"
	EnrolSelf   Act = "enrol oneself"
	KeepLog     Act = "keep own learning log"
	SeeOwn      Act = "see own learning and records"
	ShareRecord Act = "share own record"
	AssessSelf  Act = "assess oneself"
	CheckIn     Act = "check in to a session"
	DoUnits     Act = "do the units of a course"
	Evaluate    Act = "say what a course was like"

	ShareTranscript Act = "share own transcript"

	ChooseRole  Act = "choose own role and skills"
	ShowSkill   Act = "show what one can do"
	AskAssessor Act = "ask for an assessment"
	AssessOther Act = "assess somebody who asked"
	Discuss     Act = "talk about an assessment"
	SeeReviews  Act = "review a draft when asked"

	KeepPlan     Act = "keep own development plan"
	MentorOthers Act = "help others when asked"

	SeeTeam      Act = "see skills of own people"
	KeepNeeds    Act = "keep what a team needs"
	ConfirmSkill Act = "confirm an assessment"

	AgreePlans    Act = "see, change and agree plans of own people"
	TemplatePlans Act = "give actions to own people by a template"

	ApproveEnrolment Act = "approve an application of own people"
	NominatePeople   Act = "nominate for a cohort"
	BookPeople       Act = "book places for own people"

	Teach           Act = "see cohorts taught"
	WriteCourses    Act = "write courses"
	AddCourses      Act = "add courses, and write programmes"
	ChangeCohort    Act = "change, open and call off a cohort"
	KeepLine        Act = "decide applications and keep the waiting list"
	Announce        Act = "write to the people of a cohort"
	SeeNeeds        Act = "see access needs"
	PlanCohort      Act = "plan a cohort"
	KeepRegister    Act = "keep a register"
	SeeWorkHandedIn Act = "see what was handed in, and give feedback"
	SeeEvaluations  Act = "see what people say of a course"
	ChangeRule      Act = "change a completion rule"
	IssueRecords    Act = "issue completion records"
	RevokeRecord    Act = "withdraw a completion record"

	NameTrainers Act = "name trainers of a cohort"
	NameDeputy   Act = "name a deputy"
	NameLeads    Act = "name leads of organisations"
	SeeNetwork   Act = "see the network's figures"
	LeadTraining Act = "see what the network's training needs"
	LetIn        Act = "decide who is let in" // of those who ask to be

	SeeWork           Act = "see what waits in the network"
	SeePeople         Act = "see everybody"
	SeeOrganisations  Act = "see organisations"
	SeeTraining       Act = "see every course and cohort"
	SeeFrameworks     Act = "see every framework"
	KeepFrameworks    Act = "import and publish frameworks"
	WriteFrameworks   Act = "write drafts of frameworks"
	DrawRoles         Act = "draw role profiles"
	MoveVersions      Act = "move people between versions"
	KeepRounds        Act = "set rounds of assessment"
	SeeEvents         Act = "see who did what"
	SeeOutbox         Act = "see the outbox"
	WriteLetters      Act = "change what letters say"
	InvitePeople      Act = "make a sign-in link"
	ChangeSettings    Act = "change the settings"
	KeepOrganisations Act = "add, change, link and merge organisations"
	KeepPeople        Act = "add people and change their posts"
	ImportPeople      Act = "import people"
	GiveGrant         Act = "give and end roles"
	ForgetPeople      Act = "hold, erase and forget"
	KeepKeys          Act = "keep the keys of badges"
	KeepPastLearning  Act = "import past learning, and say whose it is"

	ExportCompletions Act = "hand completions to an employer"
)

// Who is a kind of person that the table names.
type Who string

// The kinds of person.
const (
	Anyone         Who = "anyone"
	Learners       Who = "learner" // everybody who has signed in
	Managers       Who = "manager" // of a current post, or a manager's deputy
	Trainers       Who = "trainer"
	Leads          Who = "lead"
	TeamLeads      Who = "lead of a team" // or of a decision support unit
	NetworkLeads   Who = "lead of the network"
	DecisionMakers Who = "decision maker"
	DataAnalysts   Who = "data analyst"
	Editors        Who = "editor"
	Administrators Who = "administrator"
)

// Rule says who may do an act at all. What they may do it to is said by Allows.
type Rule struct {
	Act Act
	Who []Who
}

// Table is every act with who may do it.
func Table() []Rule { return slices.Concat(ofEverybody(), ofManagers(), ofTraining(), ofTheNetwork()) }

// ofEverybody is what everybody may.
func ofEverybody() []Rule {
	return []Rule{
		{Public, []Who{Anyone}},
		{UseAccount, []Who{Learners}},
		{SeeCourses, []Who{Learners}},
		{EnrolSelf, []Who{Learners}},
		{KeepLog, []Who{Learners}},
		{SeeOwn, []Who{Learners}},
		{ShareRecord, []Who{Learners}},
		{AssessSelf, []Who{Learners}},
		{CheckIn, []Who{Learners}},
		{DoUnits, []Who{Learners}},
		{Evaluate, []Who{Learners}},
		{ShareTranscript, []Who{Learners}},
		{ChooseRole, []Who{Learners}},
		{ShowSkill, []Who{Learners}},
		{AskAssessor, []Who{Learners}},
		{AssessOther, []Who{Learners}},
		{Discuss, []Who{Learners}},
		{SeeReviews, []Who{Learners}},
		{KeepPlan, []Who{Learners}},
		{MentorOthers, []Who{Learners}},
	}
}

// ofManagers is what they may who look after people.
func ofManagers() []Rule {
	return []Rule{
		{SeeTeam, []Who{Managers, TeamLeads}},
		{KeepNeeds, []Who{Managers, TeamLeads}},
		{ConfirmSkill, []Who{Managers}},
		{AgreePlans, []Who{Managers}},
		{TemplatePlans, []Who{Managers, TeamLeads}},
		{ApproveEnrolment, []Who{Managers}},
		{NominatePeople, []Who{Managers, DecisionMakers}},
		{BookPeople, []Who{Managers, TeamLeads}},
	}
}

// ofTraining is what they may who teach, lead and count.
func ofTraining() []Rule {
	return []Rule{
		{Teach, []Who{Trainers, Administrators}},
		{WriteCourses, []Who{Trainers, NetworkLeads, Administrators}},
		{AddCourses, []Who{NetworkLeads, Administrators}},
		{ChangeCohort, []Who{Trainers, Administrators}},
		{KeepLine, []Who{Trainers, Administrators}},
		{Announce, []Who{Trainers, Administrators}},
		{SeeNeeds, []Who{Trainers}}, // people are promised that their trainer alone sees them
		{PlanCohort, []Who{Trainers, Administrators}},
		{KeepRegister, []Who{Trainers, Administrators}},
		{SeeWorkHandedIn, []Who{Trainers}}, // what people hand in is for those who teach them
		{SeeEvaluations, []Who{Trainers, Administrators}},
		{ChangeRule, []Who{Trainers, NetworkLeads, Administrators}},
		{IssueRecords, []Who{Trainers, Administrators}},
		{RevokeRecord, []Who{Trainers, Administrators}},
		{NameTrainers, []Who{Trainers, Administrators}},
		{NameDeputy, []Who{Managers}},
		{NameLeads, []Who{Leads, Administrators}},
		{SeeNetwork, []Who{Leads, DataAnalysts, Administrators}},
		{LeadTraining, []Who{NetworkLeads, Administrators}},
		{LetIn, []Who{Leads, Administrators}},
	}
}

// ofTheNetwork is what they may who run the network and its frameworks.
func ofTheNetwork() []Rule {
	return []Rule{
		{SeeWork, []Who{Administrators}},
		{SeePeople, []Who{Administrators}},
		{SeeOrganisations, []Who{Administrators}},
		{SeeTraining, []Who{Administrators}},
		{SeeFrameworks, []Who{Editors, NetworkLeads, Administrators}},
		{KeepFrameworks, []Who{Editors, Administrators}},
		{WriteFrameworks, []Who{Editors, Administrators}},
		{DrawRoles, []Who{Editors, NetworkLeads, Administrators}},
		{MoveVersions, []Who{NetworkLeads, Administrators}},
		{KeepRounds, []Who{NetworkLeads, Administrators}},
		{SeeEvents, []Who{Administrators}},
		{SeeOutbox, []Who{Administrators}},
		{WriteLetters, []Who{Administrators}},
		{InvitePeople, []Who{Administrators}},
		{ChangeSettings, []Who{Administrators}},
		{KeepOrganisations, []Who{Administrators}},
		{KeepPeople, []Who{Administrators}},
		{ImportPeople, []Who{Administrators}},
		{GiveGrant, []Who{Administrators}},
		{ForgetPeople, []Who{Administrators}},
		{KeepKeys, []Who{Administrators}},
		{KeepPastLearning, []Who{Administrators}},
		{ExportCompletions, []Who{Leads, Administrators}},
	}
}

// May tells whether the actor may do the act to anything at all.
func May(actor models.Actor, act Act) bool {
	for _, rule := range Table() {
		if rule.Act == act {
			return slices.ContainsFunc(rule.Who, func(w Who) bool { return is(actor, w) })
		}
	}
	return false
}

func is(actor models.Actor, who Who) bool {
	switch who {
	case Anyone:
		return true
	case Learners:
		return actor.SignedIn()
	case Managers:
		return len(actor.Manages) > 0
	case Trainers:
		return actor.Holds(models.Trainer)
	case Leads:
		return actor.Holds(models.Lead)
	case TeamLeads:
		return len(actor.LeadsTeams) > 0
	case NetworkLeads:
		return actor.HoldsFor(models.Lead, models.WholeNetwork, "")
	case DecisionMakers:
		return actor.DecisionMaker
	case DataAnalysts:
		return actor.Holds(models.DataAnalyst)
	case Editors:
		return actor.Holds(models.Editor)
	case Administrators:
		return actor.Holds(models.Administrator)
	}
	return false
}
