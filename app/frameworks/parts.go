package frameworks

import (
	"context"
	"slices"
	"strconv"

	"trellis/app/input"
	"trellis/models"
	"trellis/models/store"
)

// WriteDomain is what somebody writes of a domain, as it was typed.
type WriteDomain struct {
	Code         string `form:"code" validate:"required,max=40" problem:"required=Enter a code|max=Use 40 characters or fewer for the code"`
	Name         string `form:"name" validate:"required,max=150" problem:"required=Enter the name of the domain|max=Use 150 characters or fewer for the name"`
	Description  string `form:"description" validate:"max=2000" problem:"max=Use 2,000 characters or fewer for the description"`
	NotNHSNumber bool   `form:"not_nhs_number"`
	Edition      string `form:"edition"`
}

// New names a part that is not there yet, where addresses name one.
const New = "new"

// DomainPage is the form in which a domain is written.
type DomainPage struct {
	store.FrameworkContent
	ID           models.ID // New for one that is not there yet
	In           WriteDomain
	Competencies int // that stand in it
}

// Domain is the page of that form.
func (s *Service) Domain(ctx context.Context, actor models.Actor, code, version string, id models.ID) (page DomainPage, err error) {
	v, err := draft(ctx, s.Store.Reads, actor, code, version)
	if err != nil {
		return page, err
	}
	if page.FrameworkContent, err = s.Store.FrameworkContent(ctx, v.ID); err != nil {
		return page, err
	}
	page.ID = id
	if id == New {
		page.In.Code = nextCode("D", len(page.Domains), func(code string) bool { return domainHas(page.FrameworkContent, code, "") })
		return page, nil
	}
	d, found := domain(page.FrameworkContent, id)
	if !found {
		return page, models.ErrNotFound
	}
	page.In = WriteDomain{Code: d.Code, Name: d.Name, Description: d.Description, Edition: d.Edition()}
	for _, k := range page.FrameworkContent.Competencies {
		if k.DomainID == id {
			page.Competencies++
		}
	}
	return page, nil
}

// nextCode is a code with the next number that nothing has.
func nextCode(letter string, n int, taken func(string) bool) string {
	for {
		n++
		if code := letter + strconv.Itoa(n); !taken(code) {
			return code
		}
	}
}

func domain(c store.FrameworkContent, id models.ID) (models.Domain, bool) {
	i := slices.IndexFunc(c.Domains, func(d models.Domain) bool { return d.ID == id })
	if i < 0 {
		return models.Domain{}, false
	}
	return c.Domains[i], true
}

func domainHas(c store.FrameworkContent, code string, but models.ID) bool {
	return slices.ContainsFunc(c.Domains, func(d models.Domain) bool { return d.ID != but && store.Fold(d.Code) == store.Fold(code) })
}

// SaveDomain keeps a domain of a draft.
func (s *Service) SaveDomain(ctx context.Context, actor models.Actor, code, version string, id models.ID, in WriteDomain) error {
	in.Code, in.Name, in.Description = input.Line(in.Code), input.Line(in.Name), input.Tidy(in.Description)
	return s.write(ctx, actor, code, version, func(tx *store.Tx, c store.FrameworkContent) (bool, error) {
		d, found := domain(c, id)
		was := ""
		if found {
			was = d.Edition()
		} else {
			if id != New {
				return false, models.ErrNotFound
			}
			d = models.Domain{ID: store.NewID(), FrameworkVersionID: c.Version.ID, Position: len(c.Domains) + 1}
		}
		if in.Edition != was {
			return false, models.ErrStale
		}
		problems, err := input.Problems(in)
		if err != nil {
			return false, err
		}
		problems.Add(input.Patients(in.NotNHSNumber, input.Text{Field: "name", Text: in.Name}, input.Text{Field: "description", Text: in.Description}))
		if domainHas(c, in.Code, d.ID) {
			problems.Add(models.Invalid{"code": "Another domain has this code: enter a different one"})
		}
		if err := problems.OrNil(); err != nil {
			return false, err
		}
		d.Code, d.Name, d.Description = in.Code, in.Name, in.Description
		if d.Edition() == was {
			return false, nil
		}
		return true, tx.KeepDomain(ctx, d)
	})
}

// RemoveDomain takes a domain that is empty out of a draft.
func (s *Service) RemoveDomain(ctx context.Context, actor models.Actor, code, version string, id models.ID) error {
	return s.write(ctx, actor, code, version, func(tx *store.Tx, c store.FrameworkContent) (bool, error) {
		if _, found := domain(c, id); !found { // gone already
			return false, nil
		}
		if slices.ContainsFunc(c.Competencies, func(k models.Competency) bool { return k.DomainID == id }) {
			return false, models.Invalid{"remove": "Competencies stand in this domain: move them to another one, or remove them, first"}
		}
		return true, inUse(tx.RemoveDomain(ctx, id), "remove", "People have said something of this domain: it cannot be removed")
	})
}
