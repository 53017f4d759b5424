package handlers

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"trellis/app/policy"
)

// Route is one door: an address, the act it needs, and what answers.
type Route struct {
	Method string
	Path   string
	Act    policy.Act
	Do     echo.HandlerFunc
}

const get, post = http.MethodGet, http.MethodPost

// routes is every address of the product. Read as tables they say who may reach what; policy says the rest.
func (h *Handlers) routes() []Route {
	return slices.Concat(h.rollupRoutes(),
		h.everybodysRoutes(),
		h.transcriptRoutes(),
		h.teachingRoutes(),
		h.attendanceFileRoutes(),
		h.completionRoutes(),
		h.workRoutes(),
		h.registerRoutes(),
		h.adminRoutes(),
		h.evaluationRoutes(),
		h.badgeRoutes(),
		h.progressRoutes(),
		h.frameworkRoutes(),
		h.crosswalkRoutes(),
		h.assessRoutes(),
		h.contentRoutes(),
		h.othersRoutes(),
		h.roleRoutes(),
		h.roundRoutes(),
		h.planRoutes(),
		h.needRoutes(),
	)
}

// everybodysRoutes are the public addresses, and those of learners, managers and leads.
func (h *Handlers) everybodysRoutes() []Route { //nolint:funlen // a table, to be read whole
	return []Route{
		{get, "/", policy.Public, h.home},
		{get, "/healthz", policy.Public, h.healthy},
		{get, "/readyz", policy.Public, h.ready},
		{get, "/help", policy.Public, h.help},
		{get, "/privacy", policy.Public, h.privacy},
		{get, "/accessibility", policy.Public, h.accessibility},

		{get, "/theme.css", policy.Public, h.theme},
		{get, "/emblem/:file", policy.Public, h.emblem},
		{get, "/help/who-sees-what", policy.UseAccount, h.whoSeesWhat},
		{get, "/help/figures", policy.UseAccount, h.figures},

		{get, "/sign-in", policy.Public, h.signInPage},
		{post, "/sign-in", policy.Public, h.signIn},
		{get, "/sign-in/link/:token", policy.Public, h.signInLinkPage},
		{post, "/sign-in/link/:token", policy.Public, h.signInLink},

		{get, "/sign-in/second-factor", policy.Public, h.secondFactorPage},
		{post, "/sign-in/second-factor", policy.Public, h.proveSecondFactor},
		{post, "/sign-in/openid", policy.Public, h.beginOpenID},
		{get, "/sign-in/openid/callback", policy.Public, h.finishOpenID},
		{get, "/sign-in/openid/unknown", policy.Public, h.unknownIdentityPage},
		{get, "/sign-in/openid/connect", policy.UseAccount, h.connectIdentityPage},
		{post, "/sign-in/openid/connect", policy.UseAccount, h.connectIdentity},
		{post, "/sign-in/openid/forget", policy.UseAccount, h.forgetIdentity},
		{post, "/account/identities/disconnect", policy.UseAccount, h.disconnectIdentity},
		{get, "/account/second-factor", policy.UseAccount, h.secondFactor},
		{post, "/account/second-factor", policy.UseAccount, h.confirmSecondFactor},
		{post, "/account/second-factor/begin", policy.UseAccount, h.beginSecondFactor},
		{post, "/account/second-factor/codes", policy.UseAccount, h.newRecoveryCodes},
		{post, "/account/second-factor/off", policy.UseAccount, h.turnOffSecondFactor},

		{post, "/sign-out", policy.Public, h.signOut},

		{get, "/sign-in/link", policy.Public, h.askForLinkPage},
		{post, "/sign-in/link", policy.Public, h.askForLink},
		{get, "/sign-in/reset", policy.Public, h.askForResetPage},
		{post, "/sign-in/reset", policy.Public, h.askForReset},
		{get, "/sign-in/reset/:token", policy.Public, h.resetPage},
		{post, "/sign-in/reset/:token", policy.Public, h.reset},
		{get, "/invitations/:token", policy.Public, h.invitationPage},
		{post, "/invitations/:token", policy.Public, h.useInvitation},
		{get, "/sign-up", policy.Public, h.signUpPage},
		{post, "/sign-up", policy.Public, h.signUp},
		{get, "/sign-up/:token", policy.Public, h.confirmSignUpPage},
		{post, "/sign-up/:token", policy.Public, h.confirmSignUp},
		{get, "/account/name", policy.UseAccount, h.changeNamePage},
		{post, "/account/name", policy.UseAccount, h.changeName},
		{get, "/account/email", policy.UseAccount, h.changeEmailPage},
		{post, "/account/email", policy.UseAccount, h.changeEmail},
		{get, "/account/email/:token", policy.UseAccount, h.newEmailPage},
		{post, "/account/email/:token", policy.UseAccount, h.useNewEmail},
		{post, "/account/devices/:id/end", policy.UseAccount, h.endDevice},

		{get, "/account", policy.UseAccount, h.account},
		{post, "/account/password", policy.UseAccount, h.changePassword},
		{post, "/account/sign-out-everywhere", policy.UseAccount, h.signOutEverywhere},

		{get, "/account/data", policy.UseAccount, h.accountData},
		{get, "/account/data.zip", policy.UseAccount, h.accountDataFile},
		{get, "/account/who-sees-me", policy.UseAccount, h.whoSeesMe},
		{get, "/account/posts/:id/manager", policy.UseAccount, h.correctPage},
		{post, "/account/posts/:id/manager", policy.UseAccount, h.correct},

		{get, "/calendar/:file", policy.Public, h.feed},
		{get, "/account/calendar", policy.UseAccount, h.calendar},
		{post, "/account/calendar", policy.UseAccount, h.makeFeed},
		{post, "/account/calendar/end", policy.UseAccount, h.endFeed},
		{get, "/account/notifications", policy.UseAccount, h.notifications},
		{post, "/account/notifications", policy.UseAccount, h.prefer},

		{get, "/welcome", policy.UseAccount, h.welcomePage},
		{post, "/welcome", policy.UseAccount, h.welcome},

		{get, "/courses", policy.SeeCourses, h.courses},
		{get, "/courses/:slug", policy.SeeCourses, h.course},
		{post, "/courses/:slug/interest", policy.SeeCourses, h.courseInterest},
		{get, "/cohorts/:code", policy.SeeCourses, h.cohort},
		{get, "/cohorts/:code/sessions.ics", policy.SeeCourses, h.cohortCalendar},
		{get, "/cohorts/:code/enrol", policy.EnrolSelf, h.enrolPage},
		{post, "/cohorts/:code/enrol", policy.EnrolSelf, h.enrol},
		{get, "/cohorts/:code/nominate", policy.NominatePeople, h.nominatePage},
		{post, "/cohorts/:code/nominate", policy.NominatePeople, h.nominate},
		{post, "/enrolments/:id/answer", policy.EnrolSelf, h.answerOwnNomination},
		{get, "/nominations/:token", policy.Public, h.nominationPage},
		{post, "/nominations/:token", policy.Public, h.answerNomination},
		{get, "/pairs/:token", policy.Public, h.pairPage},
		{post, "/pairs/:token", policy.Public, h.answerPair},
		{get, "/enrolments/:id", policy.EnrolSelf, h.enrolment},
		{get, "/enrolments/:id/withdraw", policy.EnrolSelf, h.withdrawPage},
		{post, "/enrolments/:id/withdraw", policy.EnrolSelf, h.withdraw},
		{get, "/enrolments/:id/preparations/:preparation", policy.EnrolSelf, h.preparationPage},
		{post, "/enrolments/:id/preparations/:preparation", policy.EnrolSelf, h.prepare},
		{get, "/enrolments/:id/needs", policy.EnrolSelf, h.needsPage},
		{post, "/enrolments/:id/needs", policy.EnrolSelf, h.changeNeeds},
		{get, "/offers/:token", policy.Public, h.offerPage},
		{post, "/offers/:token", policy.Public, h.answerOffer},
		{get, "/sessions/:file", policy.SeeCourses, h.session},
		{get, "/sessions/:id/files/:material", policy.SeeCourses, h.sessionFile},
		{get, "/sessions/:id/apologies", policy.EnrolSelf, h.sessionApologiesPage},
		{post, "/sessions/:id/apologies", policy.EnrolSelf, h.sendSessionApologies},
		{get, "/apologies/:token", policy.Public, h.apologiesPage},
		{post, "/apologies/:token", policy.Public, h.sendApologies},

		{get, "/learning", policy.SeeOwn, h.learning},
		{get, "/learning/pairs/:pair", policy.EnrolSelf, h.ownPairPage},
		{post, "/learning/pairs/:pair", policy.EnrolSelf, h.answerOwnPair},
		{get, "/learning/log/new", policy.KeepLog, h.newLogEntryPage},
		{post, "/learning/log/new", policy.KeepLog, h.addLogEntry},
		{get, "/learning/log/:id", policy.KeepLog, h.logEntryPage},
		{post, "/learning/log/:id", policy.KeepLog, h.changeLogEntry},

		{get, "/skills", policy.AssessSelf, h.skills},
		{get, "/skills/:slug", policy.AssessSelf, h.skill},
		{get, "/skills/assessments/:round", policy.AssessSelf, h.assessment},
		{get, "/skills/assessments/:round/check", policy.AssessSelf, h.assessmentCheck},
		{post, "/skills/assessments/:round/check", policy.AssessSelf, h.sendAssessment},
		{get, "/skills/assessments/:round/sent", policy.AssessSelf, h.assessmentSent},
		{get, "/skills/assessments/:round/:n", policy.AssessSelf, h.assessmentStep},
		{post, "/skills/assessments/:round/:n", policy.AssessSelf, h.saveAnswer},

		{get, "/records", policy.SeeOwn, h.records},
		{get, "/records/:code", policy.SeeOwn, h.record},
		{post, "/records/:code/share", policy.ShareRecord, h.shareRecord},
		{get, "/verify", policy.Public, h.verifyPage},
		{get, "/verify/:code", policy.Public, h.verify},

		{get, "/team/skills", policy.SeeTeam, h.teamSkills},
		{get, "/team/skills/:slug", policy.SeeTeam, h.teamSkill},
		{get, "/team/people", policy.SeeTeam, h.teamPeople},
		{get, "/team/people/:id", policy.SeeTeam, h.teamPerson},
		{get, "/team/enrolments", policy.BookPeople, h.teamEnrolments},
		{get, "/team/enrolments/book", policy.BookPeople, h.bookTeamPage},
		{post, "/team/enrolments/book", policy.BookPeople, h.bookTeam},
		{get, "/team/enrolments/:id", policy.ApproveEnrolment, h.teamEnrolmentPage},
		{post, "/team/enrolments/:id", policy.ApproveEnrolment, h.decideTeamEnrolment},
		{get, "/team/reservations/:id", policy.BookPeople, h.teamReservationPage},
		{post, "/team/reservations/:id", policy.BookPeople, h.nameReserved},
		{get, "/team/confirm", policy.ConfirmSkill, h.confirmQueue},
		{get, "/team/confirm/:id", policy.ConfirmSkill, h.confirmPage},
		{post, "/team/confirm/:id", policy.ConfirmSkill, h.confirm},
		{post, "/team/confirm/:id/agree", policy.ConfirmSkill, h.confirmAgreed},

		{get, "/programmes", policy.SeeCourses, h.programmes},
		{get, "/programmes/:code", policy.SeeCourses, h.programme},

		{get, "/network/demand", policy.SeeNetwork, h.demand},
		{get, "/network/training", policy.LeadTraining, h.networkTraining},
		{get, "/network/training/calendar", policy.LeadTraining, h.networkCalendar},
		{get, "/network/training/supply", policy.LeadTraining, h.networkSupply},

		{get, "/team/deputies", policy.NameDeputy, h.deputies},
		{post, "/team/deputies", policy.NameDeputy, h.nameDeputy},
		{post, "/team/deputies/:delegation/end", policy.NameDeputy, h.endDeputy},
		{get, "/network/leads", policy.NameLeads, h.leads},
		{post, "/network/leads", policy.NameLeads, h.nameLead},
		{post, "/network/leads/:grant/end", policy.NameLeads, h.endLead},

		{get, "/demo", policy.Public, h.demo},
		{post, "/demo/enter", policy.Public, h.demoEnter},
		{post, "/demo/again", policy.Public, h.demoAgain},
	}
}
