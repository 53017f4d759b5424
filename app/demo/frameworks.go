package demo

import (
	"context"
	"errors"
	"slices"

	"trellis/models"
	"trellis/models/store"
)

// nextVersion is the second version of the framework, which editors write.
const nextVersion = "0.2.0"

// keepFrameworks keeps a draft of the next version of the framework, with what is said of it and who looks at it, and a role
// profile that was drawn on the version that holds.
func (n *network) keepFrameworks(ctx context.Context, tx *store.Tx) error {
	now, err := tx.FrameworkContent(ctx, n.content.Version.ID)
	if err != nil {
		return err
	}
	draft, err := tx.AddFramework(ctx, n.drafted(now))
	if err != nil {
		return err
	}
	if err := errors.Join(tx.CopyExamples(ctx, now, draft), tx.CopyCrosswalks(ctx, now.Version.ID, draft)); err != nil {
		return err
	}
	comments, reviews, successions := n.drafting(draft)
	for _, rows := range []any{&comments, &reviews, &successions} {
		if err := tx.Add(ctx, rows); err != nil {
			return err
		}
	}
	_, err = tx.AddRole(ctx, n.capacityPlanner())
	return err
}

// drafted is what the draft says: one competency reworded, one added, and one gone into another.
func (n *network) drafted(now store.FrameworkContent) store.FrameworkContent {
	from, v := now.Version.ID, now.Version
	c := now.ByCode()
	c.Version = models.FrameworkVersion{
		Version: nextVersion, State: models.InReview, Language: v.Language, Licence: v.Licence, Description: v.Description, BasedOnID: &from, Revision: 4,
		Notes: "Evidence searching and appraisal become one, and automated tools get a competency of their own.",
	}
	for i, d := range c.Descriptors {
		if d.CompetencyID == "TA8" && d.Level == 2 {
			c.Descriptors[i].Text = "Applies a documented method to prepared data, and says for which people it does worse."
		}
	}
	c.Competencies = slices.DeleteFunc(c.Competencies, func(k models.Competency) bool { return k.Code == "EV5" })
	c.Descriptors = slices.DeleteFunc(c.Descriptors, func(d models.Descriptor) bool { return d.CompetencyID == "EV5" })
	c.Requirements = slices.DeleteFunc(c.Requirements, func(q models.Requirement) bool { return q.CompetencyID == "EV5" })
	c.Competencies = append(c.Competencies, models.Competency{
		Code: "QP6", Name: "Working with automated tools", Slug: "working-with-automated-tools", DomainID: "QP", Kind: models.Tool, Position: len(c.Competencies) + 1,
		Description: "Using tools that write code or text, and answering for what they produce.",
	})
	for i, text := range []string{
		"Knows what may not be typed into such a tool, and whom to ask.",
		"Uses an approved tool for a familiar task, and checks every line of what comes back.",
		"Tests what a tool produces as thoroughly as a colleague’s work, and says in the product where it was used.",
		"Sets the team’s rules for such tools, and takes one out of use when it does harm.",
	} {
		c.Descriptors = append(c.Descriptors, models.Descriptor{CompetencyID: "QP6", Level: i + 1, Text: text})
	}
	for _, role := range []models.ID{"analyst", "senior-analyst", "data-scientist"} {
		c.Requirements = append(c.Requirements, models.Requirement{RoleProfileID: role, CompetencyID: "QP6", Level: 2})
	}
	return c
}

// drafting is what is said of the draft, who was asked to look at it, and what became of the competency that is gone.
func (n *network) drafting(draft store.FrameworkContent) ([]models.FrameworkComment, []models.FrameworkReview, []models.Succession) {
	editor, trainer, helen := n.byName["Sunita Rao"].ID, n.byName["Mei-Ling Hart"].ID, n.byName["Helen Whitcombe"].ID
	comment := func(by models.ID, code, says string, days int) models.FrameworkComment {
		return models.FrameworkComment{ID: store.NewID(), FrameworkVersionID: draft.Version.ID, CompetencyCode: code, ByID: by, Says: says, MadeAt: n.ago(days)}
	}
	comments := []models.FrameworkComment{
		comment(helen, "", "Please keep the codes: our job descriptions name them.", 12),
		comment(trainer, "QP6", "“Checks every line” will not hold for a long script. What do we want to see them do?", 6),
		comment(editor, "TA8", "Working says nothing of fairness yet. Is this enough?", 5),
	}
	settled := n.ago(11)
	comments[0].SettledAt, comments[0].SettledByID = &settled, &editor
	answer := comment(editor, "QP6", "Tests that they wrote themselves, I think. I will try a wording.", 4)
	answer.AnswersID = &comments[1].ID
	review := func(of models.ID, asked, revision int) models.FrameworkReview {
		return models.FrameworkReview{ID: store.NewID(), FrameworkVersionID: draft.Version.ID, ReviewerID: of, AskedByID: editor, AskedAt: n.ago(asked), Revision: revision}
	}
	reviews := []models.FrameworkReview{review(helen, 10, 3), review(trainer, 8, 4), review(n.byName["Rhys Pritchard"].ID, 2, 4)}
	first, second := n.ago(9), n.ago(6)
	reviews[0].Verdict, reviews[0].Says, reviews[0].AnsweredAt = models.SignedOff, "Good for us.", &first
	reviews[1].Verdict, reviews[1].Says, reviews[1].AnsweredAt = models.ChangesWanted, "I have said what at the new competency.", &second
	at := slices.IndexFunc(draft.Competencies, func(k models.Competency) bool { return k.Code == "EV6" })
	successions := []models.Succession{{
		FromID: n.content.Competencies["EV5"].ID, ToID: draft.Competencies[at].ID, Kind: models.Merged, ByID: editor, SaidAt: n.ago(7),
		Note: "Nobody appraises what they did not look for. Levels of searching alone say too little of appraising, so they are asked again.",
	}}
	return append(comments, answer), reviews, successions
}

// capacityPlanner is drawn from the senior analyst: more of forecasting, with a choice of two.
func (n *network) capacityPlanner() models.DrawnRole {
	senior := n.content.Profiles["senior-analyst"]
	role := models.DrawnRole{RoleProfile: models.RoleProfile{
		FrameworkVersionID: n.content.Version.ID, Code: "capacity-planner", Name: "Capacity planner", Family: "Analysis", Bands: "7",
		Description: "Plans beds, staff and clinics with those who run them.", OptionalMinimum: 1,
	}}
	deeper := map[string]int{"TA5": 4, "TA6": 3}
	for _, q := range n.content.Requirements["senior-analyst"] {
		if q.RoleProfileID != senior.ID || q.Level == 0 {
			continue
		}
		code := n.content.competency[q.CompetencyID].Code
		ask := models.Requirement{CompetencyID: q.CompetencyID, Level: max(q.Level, deeper[code]), Core: q.Core || deeper[code] > 0}
		if code == "EV7" || code == "TA8" {
			ask.Core, ask.Optional = false, true
		}
		role.Asks = append(role.Asks, ask)
	}
	return role
}
