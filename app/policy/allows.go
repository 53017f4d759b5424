package policy

import (
	"slices"

	"trellis/models"
)

// Allows answers models.ErrForbidden unless the actor may do the act to the object, which the caller has loaded under
// its lock. The object is a noun: Cohort, Enrolment, LogEntry, CompletionRecord, Person, or the current Posts of a person
// whose skills are meant.
func Allows(actor models.Actor, act Act, object any) error {
	if May(actor, act) && reaches(actor, act, object) {
		return nil
	}
	return models.ErrForbidden
}

func reaches(actor models.Actor, act Act, object any) bool { //nolint:gocyclo // a table, to be read whole
	switch o := object.(type) {
	case models.Cohort:
		return reachesCohort(actor, act, o)
	case models.Course:
		return reachesCourse(actor, act, o)
	case models.Person:
		return reachesPerson(actor, act, o)
	case models.Assessment:
		return discusses(actor, act, o)
	case models.FrameworkVersion:
		return reachesVersion(actor, act, o)
	case models.Organisation:
		return act == ExportCompletions && exports(actor, o.ID)
	case []models.Post:
		return reachesPosts(actor, act, o)
	case models.TeamNeed:
		return act == KeepNeeds && keeps(actor, o)
	}
	owner, owned := ownerOf(act, object)
	return owned && owner == actor.ID && act != RevokeRecord
}

// discusses tells whether the actor may talk about an assessment, as the one whom it is about or who made it. Whoever manages the
// person is asked by way of their posts.
func discusses(actor models.Actor, act Act, a models.Assessment) bool {
	return act == Discuss && (a.PersonID == actor.ID || a.ByID == actor.ID)
}

// reachesPerson tells whether the actor may do the act to a person. Who was erased can only be seen.
func reachesPerson(actor models.Actor, act Act, p models.Person) bool {
	return isAdministrator(actor) && (p.ErasedAt == nil || act == SeePeople || act == ForgetPeople)
}

// reachesVersion tells whether the actor may do the act to a version: an editor to those of their framework, whoever leads the
// network to all where the table lets them. A draft is seen by those who write it, and so are its role profiles.
func reachesVersion(actor models.Actor, act Act, v models.FrameworkVersion) bool {
	if (act == SeeFrameworks || act == DrawRoles) && v.PublishedAt == nil {
		act = WriteFrameworks
	}
	reach := Scope(actor, act)
	return reach.All || slices.Contains(reach.Frameworks, v.FrameworkID)
}

// exports tells whether the actor may hand the completions of an employer's people to it.
func exports(actor models.Actor, employer models.ID) bool {
	return isAdministrator(actor) || is(actor, NetworkLeads) || actor.HoldsFor(models.Lead, models.OneOrganisation, employer)
}

// mentorOf is who is named in an action, to answer that.
func mentorOf(act Act, a models.PlanAction) (models.ID, bool) {
	if act != MentorOthers || a.MentorID == nil {
		return "", false
	}
	return *a.MentorID, true
}

// ownerOf is whose a thing is that only its owner may reach.
func ownerOf(act Act, object any) (models.ID, bool) { //nolint:gocyclo // a table, to be read whole
	switch o := object.(type) {
	case models.Enrolment:
		return o.PersonID, true
	case models.LogEntry:
		return o.PersonID, true
	case models.CompletionRecord:
		return o.PersonID, true
	case models.FollowUp:
		return o.PersonID, true
	case models.TranscriptLink:
		return o.PersonID, true
	case models.Evidence:
		return o.PersonID, true
	case models.DevelopmentPlan:
		return o.PersonID, true
	case models.PlanAction:
		return mentorOf(act, o)
	case models.PlanTemplate:
		return o.OwnerID, true
	case models.FrameworkReview:
		return o.ReviewerID, true
	case models.AssessmentRequest:
		if act == AssessOther { // it is for whoever is asked
			if o.OfID == nil {
				return "", true
			}
			return *o.OfID, true
		}
		return o.PersonID, true
	}
	return "", false
}

// reachesCourse tells whether the actor may plan a cohort of the course, or write it: its trainers may, and for writing whoever
// leads the network. A draft is seen by those who write it.
func reachesCourse(actor models.Actor, act Act, c models.Course) bool {
	id := c.ID
	if c.VersionOfID != nil {
		id = *c.VersionOfID
	}
	writes := actor.HoldsFor(models.Trainer, models.OneCourse, id) || isAdministrator(actor)
	switch act {
	case PlanCohort:
		return writes
	case WriteCourses, ChangeRule:
		return writes || writesAll(actor, act)
	default:
		return c.State != models.CourseDraft || writes || is(actor, NetworkLeads)
	}
}

func reachesCohort(actor models.Actor, act Act, c models.Cohort) bool {
	switch act {
	case EnrolSelf, SeeCourses, NominatePeople, BookPeople:
		return c.State != models.CohortDraft
	case SeeNeeds, SeeWorkHandedIn:
		return trains(actor, c)
	default:
		return trains(actor, c) || isAdministrator(actor)
	}
}

// trains tells whether the actor is a trainer of the cohort or of its course.
func trains(actor models.Actor, c models.Cohort) bool {
	return actor.HoldsFor(models.Trainer, models.OneCohort, c.ID) || actor.HoldsFor(models.Trainer, models.OneCourse, c.CourseID)
}

func reachesPosts(actor models.Actor, act Act, posts []models.Post) bool {
	return slices.ContainsFunc(posts, func(p models.Post) bool {
		return manages(actor, p) || (act == SeeTeam || act == BookPeople || act == TemplatePlans) && leads(actor, p)
	})
}

// keeps tells whether the actor keeps what the team of the need needs: they lead it, or act for the manager of its people.
func keeps(actor models.Actor, n models.TeamNeed) bool {
	return n.OrganisationID != nil && slices.Contains(actor.LeadsTeams, *n.OrganisationID) || n.ManagerID != nil && slices.Contains(actor.Manages, *n.ManagerID)
}

func manages(actor models.Actor, p models.Post) bool {
	return p.PersonID != actor.ID && p.ManagerID != nil && slices.Contains(actor.Manages, *p.ManagerID)
}

// leads tells whether the work of the post is done in a team, or a decision support unit, that the actor leads.
func leads(actor models.Actor, p models.Post) bool {
	return p.PersonID != actor.ID && (slices.Contains(actor.LeadsTeams, p.OrganisationID) || p.TeamID != nil && slices.Contains(actor.LeadsTeams, *p.TeamID))
}

func isAdministrator(actor models.Actor) bool {
	return actor.HoldsFor(models.Administrator, models.WholeNetwork, "")
}

// Reach is what a list may hold: everything, or only what the ids name.
type Reach struct {
	All      bool
	Managers []models.ID // people whose current post names one of these
	Teams    []models.ID // people whose current post is in one of these
	Cohorts  []models.ID
	Courses  []models.ID // cohorts of these courses
	// Organisations are those whose figures, and those of what belongs to them, the actor may see.
	Organisations []models.ID
	Frameworks    []models.ID // all versions of these
}

// Scope says what a list of the act may hold for the actor.
func Scope(actor models.Actor, act Act) Reach {
	if !May(actor, act) {
		return Reach{}
	}
	reach := Reach{Managers: actor.Manages}
	switch act {
	case Teach, PlanCohort, WriteCourses, ChangeRule, ChangeCohort, KeepLine, Announce, KeepRegister, SeeWorkHandedIn, SeeEvaluations, IssueRecords, RevokeRecord:
		reach.All = teaches(actor, act)
		reach.Cohorts = scopes(actor, models.Trainer, models.OneCohort)
		reach.Courses = scopes(actor, models.Trainer, models.OneCourse)
	case AddCourses, MoveVersions, KeepRounds:
		reach.All = leadsAll(actor)
	case SeeTeam, BookPeople, TemplatePlans, KeepNeeds:
		reach.Teams = actor.LeadsTeams
	case ExportCompletions:
		reach.All = leadsAll(actor)
		reach.Organisations = scopes(actor, models.Lead, models.OneOrganisation)
	case SeeNetwork:
		reach.All = seesNetwork(actor)
		reach.Organisations = scopes(actor, models.Lead, models.OneOrganisation)
	case SeeFrameworks, KeepFrameworks, WriteFrameworks, DrawRoles:
		reach.All = edits(actor, act)
		reach.Frameworks = scopes(actor, models.Editor, models.OneFramework)
	case LetIn, NameLeads:
		reach.All = isAdministrator(actor)
		reach.Organisations = scopes(actor, models.Lead, models.OneOrganisation)
	case InvitePeople, SeeOutbox, SeeWork, SeePeople, SeeOrganisations, SeeTraining, SeeEvents, WriteLetters,
		ChangeSettings, KeepOrganisations, KeepPeople, ImportPeople, ForgetPeople, KeepKeys, KeepPastLearning:
		reach.All = isAdministrator(actor)
	default:
	}
	return reach
}

// edits tells whether the actor may do the act to every framework: an editor of all, and whoever leads the network where it is to
// see what is published, or to draw role profiles.
func edits(actor models.Actor, act Act) bool {
	return isAdministrator(actor) || actor.HoldsFor(models.Editor, models.WholeNetwork, "") || (act == DrawRoles || act == SeeFrameworks) && is(actor, NetworkLeads)
}

// leadsAll tells whether the actor leads the network, or administers it.
func leadsAll(actor models.Actor) bool { return isAdministrator(actor) || is(actor, NetworkLeads) }

// seesNetwork tells whether the actor sees the figures of every organisation.
func seesNetwork(actor models.Actor) bool {
	return isAdministrator(actor) || is(actor, NetworkLeads) || actor.HoldsFor(models.DataAnalyst, models.WholeNetwork, "")
}

// teaches tells whether the actor may do the act to every course.
func teaches(actor models.Actor, act Act) bool {
	return isAdministrator(actor) || writesAll(actor, act)
}

// writesAll tells whether the act is to write courses, by whoever leads the network: they write all.
func writesAll(actor models.Actor, act Act) bool {
	return (act == WriteCourses || act == ChangeRule) && is(actor, NetworkLeads)
}

// scopes are the things of a kind for which the actor has the role.
func scopes(actor models.Actor, role models.Role, kind models.ScopeKind) (ids []models.ID) {
	for _, g := range actor.Grants {
		if g.Role == role && g.ScopeKind == kind {
			ids = append(ids, g.ScopeID)
		}
	}
	return ids
}
