package handlers

import (
	"net/http"

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

// routes is every address of the product. Read as a table it says who may reach what; policy says the rest.
func (h *Handlers) routes() []Route { //nolint:funlen // a table, to be read whole
	const get, post = http.MethodGet, http.MethodPost
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
		{post, "/admin/people/:id/second-factor/reset", policy.KeepPeople, h.resetSecondFactor},

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
		{get, "/admin/sign-ups", policy.LetIn, h.signUps},
		{get, "/admin/sign-ups/:id", policy.LetIn, h.decideSignUpPage},
		{post, "/admin/sign-ups/:id/approve", policy.LetIn, h.approveSignUp},
		{post, "/admin/sign-ups/:id/refuse", policy.LetIn, h.refuseSignUp},
		{post, "/admin/people/:id/invitation", policy.InvitePeople, h.invite},
		{get, "/admin/invitations", policy.InvitePeople, h.inviteAllPage},
		{post, "/admin/invitations", policy.InvitePeople, h.inviteAll},

		{get, "/account", policy.UseAccount, h.account},
		{post, "/account/password", policy.UseAccount, h.changePassword},
		{post, "/account/sign-out-everywhere", policy.UseAccount, h.signOutEverywhere},

		{get, "/account/data", policy.UseAccount, h.accountData},
		{get, "/account/data.zip", policy.UseAccount, h.accountDataFile},
		{get, "/account/who-sees-me", policy.UseAccount, h.whoSeesMe},
		{get, "/account/posts/:id/manager", policy.UseAccount, h.correctPage},
		{post, "/account/posts/:id/manager", policy.UseAccount, h.correct},

		{get, "/welcome", policy.UseAccount, h.welcomePage},
		{post, "/welcome", policy.UseAccount, h.welcome},

		{get, "/courses", policy.SeeCourses, h.courses},
		{get, "/courses/:slug", policy.SeeCourses, h.course},
		{post, "/courses/:slug/interest", policy.SeeCourses, h.courseInterest},
		{get, "/cohorts/:code", policy.SeeCourses, h.cohort},
		{get, "/cohorts/:code/sessions.ics", policy.SeeCourses, h.cohortCalendar},
		{get, "/cohorts/:code/enrol", policy.EnrolSelf, h.enrolPage},
		{post, "/cohorts/:code/enrol", policy.EnrolSelf, h.enrol},
		{get, "/enrolments/:id", policy.EnrolSelf, h.enrolment},
		{get, "/enrolments/:id/withdraw", policy.EnrolSelf, h.withdrawPage},
		{post, "/enrolments/:id/withdraw", policy.EnrolSelf, h.withdraw},
		{get, "/offers/:token", policy.Public, h.offerPage},
		{post, "/offers/:token", policy.Public, h.answerOffer},
		{get, "/sessions/:file", policy.SeeCourses, h.sessionCalendar},

		{get, "/learning", policy.SeeOwn, h.learning},
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
		{get, "/team/confirm", policy.ConfirmSkill, h.confirmQueue},
		{get, "/team/confirm/:id", policy.ConfirmSkill, h.confirmPage},
		{post, "/team/confirm/:id", policy.ConfirmSkill, h.confirm},
		{post, "/team/confirm/:id/agree", policy.ConfirmSkill, h.confirmAgreed},

		{get, "/teaching", policy.Teach, h.teaching},
		{get, "/teaching/cohorts/new", policy.PlanCohort, h.newCohortPage},
		{post, "/teaching/cohorts/new", policy.PlanCohort, h.planCohort},
		{get, "/teaching/cohorts/:code", policy.Teach, h.taughtCohort},
		{get, "/teaching/cohorts/:code/people", policy.Teach, h.cohortPeople},
		{get, "/teaching/cohorts/:code/waiting-list", policy.Teach, h.waitingList},
		{get, "/teaching/cohorts/:code/register", policy.KeepRegister, h.register},
		{get, "/teaching/cohorts/:code/register/:n", policy.KeepRegister, h.sessionRegister},
		{post, "/teaching/cohorts/:code/register/:n", policy.KeepRegister, h.saveRegister},
		{get, "/teaching/cohorts/:code/complete", policy.IssueRecords, h.completePage},
		{post, "/teaching/cohorts/:code/complete", policy.IssueRecords, h.issueRecords},
		{post, "/teaching/cohorts/:code/complete/units", policy.IssueRecords, h.passUnits},
		{get, "/teaching/cohorts/:code/records/:record/withdraw", policy.RevokeRecord, h.revokePage},
		{post, "/teaching/cohorts/:code/records/:record/withdraw", policy.RevokeRecord, h.revokeRecord},

		{get, "/network/skills", policy.SeeNetwork, h.networkSkills},
		{get, "/network/demand", policy.SeeNetwork, h.demand},

		{get, "/admin", policy.SeeWork, h.admin},
		{get, "/admin/people", policy.SeePeople, h.people},
		{get, "/admin/people/:id", policy.SeePeople, h.person},
		{post, "/admin/people/:id/sign-in-link", policy.InvitePeople, h.makeSignInLink},

		{get, "/admin/people/new", policy.KeepPeople, h.newPersonPage},
		{post, "/admin/people/new", policy.KeepPeople, h.addPerson},
		{get, "/admin/people/:id/posts/new", policy.KeepPeople, h.newPostPage},
		{post, "/admin/people/:id/posts/new", policy.KeepPeople, h.addPost},
		{get, "/admin/people/:id/posts/:post", policy.KeepPeople, h.postPage},
		{post, "/admin/people/:id/posts/:post", policy.KeepPeople, h.changePost},
		{get, "/admin/people/:id/posts/:post/end", policy.KeepPeople, h.endPostPage},
		{post, "/admin/people/:id/posts/:post/end", policy.KeepPeople, h.endPost},

		{get, "/admin/organisations", policy.SeeOrganisations, h.organisations},
		{get, "/admin/organisations/:code", policy.SeeOrganisations, h.organisation},

		{get, "/admin/organisations/new", policy.KeepOrganisations, h.newOrganisation},
		{post, "/admin/organisations/new", policy.KeepOrganisations, h.addOrganisation},
		{get, "/admin/organisations/:code/edit", policy.KeepOrganisations, h.editOrganisation},
		{post, "/admin/organisations/:code/edit", policy.KeepOrganisations, h.changeOrganisation},
		{get, "/admin/organisations/:code/links", policy.KeepOrganisations, h.newOrganisationLink},
		{post, "/admin/organisations/:code/links", policy.KeepOrganisations, h.linkOrganisation},
		{get, "/admin/organisations/:code/links/:id", policy.KeepOrganisations, h.organisationLink},
		{post, "/admin/organisations/:code/links/:id", policy.KeepOrganisations, h.endOrganisationLink},
		{get, "/admin/organisations/:code/merge", policy.KeepOrganisations, h.mergeOrganisationPage},
		{post, "/admin/organisations/:code/merge", policy.KeepOrganisations, h.mergeOrganisation},
		{get, "/admin/organisations/:code/move", policy.KeepOrganisations, h.movePeoplePage},
		{post, "/admin/organisations/:code/move", policy.KeepOrganisations, h.movePeople},

		{get, "/admin/courses", policy.SeeTraining, h.allCourses},
		{get, "/admin/cohorts", policy.SeeTraining, h.allCohorts},
		{get, "/admin/frameworks", policy.SeeFrameworks, h.frameworks},
		{get, "/admin/frameworks/:code/:version", policy.SeeFrameworks, h.framework},
		{get, "/admin/events", policy.SeeEvents, h.events},

		{get, "/admin/corrections", policy.KeepPeople, h.corrections},
		{get, "/admin/corrections/:id", policy.KeepPeople, h.correction},
		{post, "/admin/corrections/:id", policy.KeepPeople, h.decideCorrection},
		{get, "/admin/people/:id/data", policy.ForgetPeople, h.personData},
		{post, "/admin/people/:id/data.zip", policy.ForgetPeople, h.personDataFile},
		{get, "/admin/people/:id/hold", policy.ForgetPeople, h.holdPage},
		{post, "/admin/people/:id/hold", policy.ForgetPeople, h.placeHold},
		{post, "/admin/people/:id/hold/lift", policy.ForgetPeople, h.liftHold},
		{get, "/admin/people/:id/erase", policy.ForgetPeople, h.erasePage},
		{get, "/admin/people/:id/erase/confirm", policy.ForgetPeople, h.eraseForGoodPage},
		{post, "/admin/people/:id/erase/confirm", policy.ForgetPeople, h.eraseForGood},
		{get, "/admin/retention", policy.ForgetPeople, h.retention},
		{get, "/admin/retention/:kind", policy.ForgetPeople, h.retentionRule},
		{post, "/admin/retention/:kind", policy.ForgetPeople, h.changeRetention},
		{post, "/admin/retention/:kind/accept", policy.ForgetPeople, h.acceptRetention},
		{post, "/admin/retention/:kind/stop", policy.ForgetPeople, h.stopRetention},

		{get, "/admin/outbox", policy.SeeOutbox, h.outbox},
		{get, "/admin/outbox/:id", policy.SeeOutbox, h.message},

		{get, "/admin/imports", policy.ImportPeople, h.imports},
		{get, "/admin/imports/new", policy.ImportPeople, h.newImportPage},
		{post, "/admin/imports/new", policy.ImportPeople, h.beginImport},
		{get, "/admin/imports/sample", policy.ImportPeople, h.sampleImport},
		{get, "/admin/imports/:id", policy.ImportPeople, h.importPage},
		{post, "/admin/imports/:id/confirm", policy.ImportPeople, h.confirmImport},
		{post, "/admin/imports/:id/stop", policy.ImportPeople, h.stopImport},
		{post, "/admin/imports/:id/undo", policy.ImportPeople, h.undoImport},

		{get, "/admin/settings", policy.ChangeSettings, h.settingsPage},
		{post, "/admin/settings", policy.ChangeSettings, h.changeSettings},
		{post, "/admin/first-day/over", policy.ChangeSettings, h.endFirstDay},
		{get, "/admin/first-day/:step", policy.ChangeSettings, h.firstDayStep},
		{post, "/admin/first-day/:step", policy.ChangeSettings, h.loadStarter},
		{get, "/admin/frameworks/new", policy.KeepFrameworks, h.newFrameworkPage},
		{post, "/admin/frameworks/new", policy.KeepFrameworks, h.uploadFramework},
		{post, "/admin/frameworks/:code/:version/publish", policy.KeepFrameworks, h.publishFramework},

		{get, "/demo", policy.Public, h.demo},
		{post, "/demo/enter", policy.Public, h.demoEnter},
		{post, "/demo/again", policy.Public, h.demoAgain},
	}
}
