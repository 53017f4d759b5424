package frameworks

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"trellis/app/input"
	"trellis/models"
	"trellis/models/store"
)

// WriteCompetency is what somebody writes of a competency, as it was typed.
type WriteCompetency struct {
	Code         string                `form:"code" validate:"required,max=40" problem:"required=Enter a code|max=Use 40 characters or fewer for the code"`
	Name         string                `form:"name" validate:"required,max=200" problem:"required=Enter the name of the competency|max=Use 200 characters or fewer for the name"`
	Domain       models.ID             `form:"domain"`
	PartOf       models.ID             `form:"part_of"` // empty: directly under its domain
	Description  string                `form:"description" validate:"max=4000" problem:"max=Use 4,000 characters or fewer for the description"`
	Kind         models.CompetencyKind `form:"kind"`
	Flags        string                `form:"flags" validate:"max=500" problem:"max=Use 500 characters or fewer for the flags"`
	SeeAlso      string                `form:"see_also" validate:"max=2000" problem:"max=Use 2,000 characters or fewer for what to see also"`
	HoldsMonths  string                `form:"holds_months"`
	Levels       []WriteDescriptor     `form:"levels"`
	NotNHSNumber bool                  `form:"not_nhs_number"`
	Edition      string                `form:"edition"`
}

// WriteDescriptor is what a competency looks like at a level. An empty one leaves the level undefined.
type WriteDescriptor struct {
	Value string `form:"value"`
	Text  string `form:"text"`
}

// CompetencyPage is the form in which a competency is written, with what is said of it.
type CompetencyPage struct {
	store.FrameworkContent
	ID      models.ID // New for one that is not there yet
	In      WriteCompetency
	Threads []Thread
	Asked   int // role profiles of the draft that ask for it
	Parts   int
}

// Competency is the page of that form. A new one stands in the domain given.
func (s *Service) Competency(ctx context.Context, actor models.Actor, code, version string, id, in models.ID) (page CompetencyPage, err error) {
	v, err := draft(ctx, s.Store.Reads, actor, code, version)
	if err != nil {
		return page, err
	}
	if page.FrameworkContent, err = s.Store.FrameworkContent(ctx, v.ID); err != nil {
		return page, err
	}
	page.ID = id
	c := page.FrameworkContent
	if id == New {
		page.In = WriteCompetency{Domain: in, HoldsMonths: "0", Code: nextCode("C", len(c.Competencies), func(code string) bool { return codeTaken(c, code, "") })}
		page.In.Levels = descriptorsOf(c, "")
		return page, nil
	}
	k, found := competency(c, id)
	if !found {
		return page, models.ErrNotFound
	}
	page.In = competencyOf(c, k)
	for _, q := range c.Requirements {
		if q.CompetencyID == id {
			page.Asked++
		}
	}
	page.Parts = len(models.Family(models.Nest(c.Domains, c.Competencies), id)) - 1
	comments, err := s.Store.CommentsOn(ctx, v.ID)
	page.Threads = threads(comments, k.Code)
	return page, err
}

func codeTaken(c store.FrameworkContent, code string, but models.ID) bool {
	return slices.ContainsFunc(c.Competencies, func(k models.Competency) bool { return k.ID != but && store.Fold(k.Code) == store.Fold(code) })
}

// competencyOf is what a competency says, as the form shows it.
func competencyOf(c store.FrameworkContent, k models.Competency) WriteCompetency {
	in := WriteCompetency{
		Code: k.Code, Name: k.Name, Domain: k.DomainID, Description: k.Description, Kind: k.Kind, Flags: k.Flags, SeeAlso: k.SeeAlso,
		HoldsMonths: strconv.Itoa(k.HoldsMonths), Levels: descriptorsOf(c, k.ID), Edition: k.EditionWith(at(c, k.ID)),
	}
	if k.ParentID != nil {
		in.PartOf = *k.ParentID
	}
	return in
}

// at is what a competency looks like at each level that it does not leave undefined.
func at(c store.FrameworkContent, id models.ID) []models.Descriptor {
	var list []models.Descriptor
	for _, d := range c.Descriptors {
		if d.CompetencyID == id {
			list = append(list, d)
		}
	}
	return list
}

func descriptorsOf(c store.FrameworkContent, id models.ID) []WriteDescriptor {
	said := map[int]string{}
	for _, d := range at(c, id) {
		said[d.Level] = d.Text
	}
	var list []WriteDescriptor
	for _, l := range c.Levels {
		list = append(list, WriteDescriptor{Value: strconv.Itoa(l.Value), Text: said[l.Value]})
	}
	return list
}

// SaveCompetency keeps a competency of a draft.
func (s *Service) SaveCompetency(ctx context.Context, actor models.Actor, code, version string, id models.ID, in WriteCompetency) error {
	return s.write(ctx, actor, code, version, func(tx *store.Tx, c store.FrameworkContent) (bool, error) {
		k, found := competency(c, id)
		was := ""
		if found {
			was = k.EditionWith(at(c, id))
		} else {
			if id != New {
				return false, models.ErrNotFound
			}
			k = models.Competency{ID: store.NewID(), FrameworkVersionID: c.Version.ID, Position: len(c.Competencies) + 1}
		}
		if in.Edition != was {
			return false, models.ErrStale
		}
		next, descriptors, err := in.onto(c, k)
		if err != nil {
			return false, err
		}
		if next.EditionWith(descriptors) == was {
			return false, nil
		}
		return true, keepCompetency(ctx, tx, c, k, next, descriptors)
	})
}

func keepCompetency(ctx context.Context, tx *store.Tx, c store.FrameworkContent, was, next models.Competency, descriptors []models.Descriptor) error {
	if err := tx.KeepCompetency(ctx, next, descriptors); err != nil {
		return err
	}
	if was.Code != next.Code && was.Code != "" {
		if err := tx.RenameComments(ctx, c.Version.ID, was.Code, next.Code); err != nil {
			return err
		}
	}
	i := slices.IndexFunc(c.Competencies, func(k models.Competency) bool { return k.ID == next.ID })
	if i < 0 {
		c.Competencies = append(c.Competencies, next)
	} else {
		c.Competencies[i] = next
	}
	return arrange(ctx, tx, following(c, next))
}

// following is the content in which the parts of a competency stand in its domain.
func following(c store.FrameworkContent, k models.Competency) store.FrameworkContent {
	under := map[models.ID]bool{k.ID: true}
	for range models.MostDepth {
		for i := range c.Competencies {
			if p := c.Competencies[i].ParentID; p != nil && under[*p] {
				c.Competencies[i].DomainID = k.DomainID
				under[c.Competencies[i].ID] = true
			}
		}
	}
	return c
}

// onto is the competency with what was typed, and what is wrong with that.
func (in WriteCompetency) onto(c store.FrameworkContent, k models.Competency) (models.Competency, []models.Descriptor, error) {
	in.Code, in.Name, in.Description = input.Line(in.Code), input.Line(in.Name), input.Tidy(in.Description)
	problems, err := input.Problems(in)
	if err != nil {
		return k, nil, err
	}
	problems.Add(input.Patients(in.NotNHSNumber, input.Text{Field: "name", Text: in.Name}, input.Text{Field: "description", Text: in.Description}))
	if codeTaken(c, in.Code, k.ID) {
		problems.Add(models.Invalid{"code": "Another competency has this code: enter a different one"})
	}
	if in.Kind != "" && !slices.Contains(models.CompetencyKinds(), in.Kind) {
		problems.Add(models.Invalid{"kind": "Choose a kind, or none"})
	}
	months, err := strconv.Atoi(input.Line(in.HoldsMonths))
	if err != nil && input.Line(in.HoldsMonths) != "" || months < 0 || months > 120 {
		problems["holds_months"] = "Enter a whole number of months from 0 to 120"
	}
	in.place(c, &k, problems)
	renamed := k.Name != in.Name
	k.Code, k.Name, k.Description, k.Kind, k.HoldsMonths = in.Code, in.Name, in.Description, in.Kind, months
	k.Flags, k.SeeAlso = strings.Join(models.Lines(in.Flags), "\n"), strings.Join(models.Lines(in.SeeAlso), "\n")
	if renamed || k.Slug == "" {
		k.Slug = slug(c, k)
	}
	descriptors := in.descriptors(c, k.ID, problems)
	return k, descriptors, problems.OrNil()
}

// place says in which domain the competency stands, and what it is a part of.
func (in WriteCompetency) place(c store.FrameworkContent, k *models.Competency, problems models.Invalid) {
	k.DomainID, k.ParentID = in.Domain, nil
	if in.PartOf.Known() {
		order := models.Nest(c.Domains, c.Competencies)
		own := models.Family(order, k.ID)
		deepest := 1
		for _, part := range own {
			deepest = max(deepest, part.Depth-own[0].Depth+1)
		}
		above := models.Family(order, in.PartOf)
		switch {
		case len(above) == 0:
			problems["part_of"] = "Choose a competency of the list, or none"
		case slices.ContainsFunc(own, func(part models.Nested) bool { return part.ID == in.PartOf }):
			problems["part_of"] = "A competency cannot be a part of itself, or of one of its parts"
		case above[0].Depth+deepest > models.MostDepth:
			problems["part_of"] = "Parts stand at most three deep: choose a competency further up"
		default:
			parent := in.PartOf
			k.ParentID, k.DomainID = &parent, above[0].DomainID
		}
	}
	if _, found := domain(c, k.DomainID); !found {
		problems["domain"] = "Choose the domain in which it stands"
	}
}

// slug is by what addresses call a competency: its name, with its code where another has that.
func slug(c store.FrameworkContent, k models.Competency) string {
	taken := func(slug string) bool {
		return slices.ContainsFunc(c.Competencies, func(other models.Competency) bool { return other.ID != k.ID && other.Slug == slug })
	}
	slug := models.Slug(store.Fold(k.Name))
	if slug == "" || taken(slug) {
		slug = strings.Trim(slug+"-"+models.Slug(store.Fold(k.Code)), "-")
	}
	if slug == "" || taken(slug) {
		slug = strings.Trim(slug+"-"+string(k.ID), "-")
	}
	return slug
}

// DescriptorField is the name of the field of what a competency looks like at the i-th level.
func DescriptorField(i int) string { return "levels[" + strconv.Itoa(i) + "].text" }

// descriptors are what was typed at the levels of the scale.
func (in WriteCompetency) descriptors(c store.FrameworkContent, id models.ID, problems models.Invalid) []models.Descriptor {
	said := map[string]int{}
	for i, d := range in.Levels {
		said[d.Value] = i
	}
	var list []models.Descriptor
	for _, l := range c.Levels {
		i, found := said[strconv.Itoa(l.Value)]
		if !found {
			continue
		}
		text := input.Tidy(in.Levels[i].Text)
		if len([]rune(text)) > 2000 {
			problems[DescriptorField(i)] = "Use 2,000 characters or fewer for " + l.Label
		}
		problems.Add(input.Patients(in.NotNHSNumber, input.Text{Field: DescriptorField(i), Text: text}))
		if text != "" {
			list = append(list, models.Descriptor{CompetencyID: id, Level: l.Value, Text: text})
		}
	}
	return list
}

// RemoveCompetency takes a competency out of a draft. Its parts go up to what it was a part of.
func (s *Service) RemoveCompetency(ctx context.Context, actor models.Actor, code, version string, id models.ID) error {
	return s.write(ctx, actor, code, version, func(tx *store.Tx, c store.FrameworkContent) (bool, error) {
		k, found := competency(c, id)
		if !found { // gone already
			return false, nil
		}
		return true, inUse(tx.TakeOutCompetency(ctx, k), "remove", "People or courses refer to this competency already: it cannot be removed")
	})
}
