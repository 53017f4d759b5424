package teachingviews

import (
	"strconv"

	"trellis/app/learning"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/components"
)

// MaterialsForm is what belongs to a session, with what somebody typed and what is wrong with it.
type MaterialsForm struct {
	learning.MaterialsPage
	Add      learning.AddMaterial
	Retitled learning.ChangeMaterial
	Texts    *learning.SessionTexts // as typed; nil for as they are
	Stale    bool                   // somebody changed the texts meanwhile
	Problems models.Invalid
}

// texts are those to show in the form.
func (f MaterialsForm) texts() learning.SessionTexts {
	if f.Texts != nil {
		return *f.Texts
	}
	return learning.SessionTexts{JoiningText: f.Session.JoiningText, RecordingURL: f.Session.RecordingURL, FollowUp: f.Session.FollowUp}
}

// adding are the problems of the form that adds, and changing those of the texts.
func (f MaterialsForm) adding() models.Invalid {
	return f.problemsOf(f.Texts == nil && !f.retitling(""))
}

func (f MaterialsForm) changing() models.Invalid { return f.problemsOf(f.Texts != nil) }

func (f MaterialsForm) problemsOf(mine bool) models.Invalid {
	if mine {
		return f.Problems
	}
	return nil
}

// retitling tells whether the title of the material was refused; of any, when none is named.
func (f MaterialsForm) retitling(id models.ID) bool {
	return f.Problems != nil && f.Retitled.Material.Known() && (id == "" || id == f.Retitled.Material)
}

func (f MaterialsForm) summary() []components.Problem {
	fields := []string{"file", "url", "title", "joining_text", "recording_url", "follow_up"}
	list := components.Problems(f.Problems, fields...)
	for i := range list {
		if f.retitling("") && list[i].Field == "title" {
			list[i].Field = titleID(f.Retitled.Material)
		}
	}
	if f.Stale {
		list = append(list, components.Problem{Field: "changed", Text: "Someone changed this since you opened it. Compare, then save again"})
	}
	return list
}

func titleID(id models.ID) string { return "title-" + string(id) }

// title is the field in which a material gets another title.
func (f MaterialsForm) title(m learning.SessionMaterial) components.Field {
	field := components.Field{Name: "title", ID: titleID(m.ID), Label: "Title", Value: m.Title, Width: 30}
	if f.retitling(m.ID) {
		field.Value, field.Problem = f.Retitled.Title, f.Problems["title"]
	}
	return field
}

func (f MaterialsForm) path(m learning.SessionMaterial, change learning.MaterialChange) string {
	return paths.Material(f.Code, f.Session.Number, m.ID, string(change))
}

func (f MaterialsForm) sessions() []components.SubItem {
	items := make([]components.SubItem, len(f.Sessions))
	for i, s := range f.Sessions {
		items[i] = components.SubItem{Label: "Session " + strconv.Itoa(s.Number), Href: paths.Materials(f.Code, s.Number), Current: s.ID == f.Session.ID}
	}
	return items
}

func sizeOf(m learning.SessionMaterial) string {
	if m.FileID == nil {
		return m.URL
	}
	if m.FileSize < 1<<20 {
		return m.FileName + ", " + strconv.Itoa(max(1, m.FileSize>>10)) + " KB"
	}
	return m.FileName + ", " + strconv.FormatFloat(float64(m.FileSize)/(1<<20), 'f', 1, 64) + " MB"
}

// MaterialSaid says what was done to a material.
func MaterialSaid(change learning.MaterialChange) string {
	switch change {
	case learning.MaterialTitle:
		return "Title saved"
	case learning.MaterialOut:
		return "Taken out. You can put it back until midnight"
	case learning.MaterialBack:
		return "Put back, at the end"
	case learning.MaterialEarlier, learning.MaterialLater:
	}
	return "Order saved"
}
