package people

import (
	"context"
	"errors"
	"slices"
	"strings"

	"trellis/app/input"
	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// KeepOrganisation is what an administrator says of an organisation. Its successor is named by code.
type KeepOrganisation struct {
	Code      string                  `form:"code"`
	Name      string                  `form:"name" validate:"required,max=250" problem:"required=Enter the name|max=Use 250 characters or fewer for the name"`
	ShortName string                  `form:"short_name" validate:"max=250" problem:"max=Use 250 characters or fewer for the short name"`
	Kind      models.OrganisationKind `form:"kind"`
	ODSCode   string                  `form:"ods_code" validate:"max=120" problem:"max=Use 120 characters or fewer for the ODS code"`
	Opened    string                  `form:"opened"`
	Closed    string                  `form:"closed"`
	Successor string                  `form:"successor"`
	// Edition is that of the organisation which the administrator opened.
	Edition string `form:"edition"`
}

// OrganisationForm is the form of an organisation.
type OrganisationForm struct {
	Now    models.Organisation   // as it is; the zero Organisation for a new one
	Others []models.Organisation // that can follow it, by name
}

// Keep is the organisation as the form first shows it.
func (f OrganisationForm) Keep() KeepOrganisation {
	o := f.Now
	in := KeepOrganisation{
		Code: o.Code, Name: o.Name, ShortName: o.ShortName, Kind: o.Kind, ODSCode: o.ODSCode, Opened: string(o.Opened), Closed: string(o.Closed), Edition: o.Edition(),
	}
	if in.ShortName == in.Name { // none of its own
		in.ShortName = ""
	}
	for _, other := range f.Others {
		if o.SuccessorID != nil && *o.SuccessorID == other.ID {
			in.Successor = other.Code
		}
	}
	return in
}

// mayKeep asks whether the actor may change organisations.
func mayKeep(actor models.Actor) error {
	if policy.Scope(actor, policy.KeepOrganisations).All {
		return nil
	}
	return models.ErrForbidden
}

// NewOrganisation is the form of a new organisation.
func (s *Service) NewOrganisation(ctx context.Context, actor models.Actor) (OrganisationForm, error) {
	if err := mayKeep(actor); err != nil {
		return OrganisationForm{}, err
	}
	others, err := s.Store.Organisations(ctx)
	return OrganisationForm{Others: byName(others)}, err
}

// OrganisationForm is the form of an organisation that is there.
func (s *Service) OrganisationForm(ctx context.Context, actor models.Actor, code string) (OrganisationForm, error) {
	form, err := s.NewOrganisation(ctx, actor)
	if err != nil {
		return form, err
	}
	at := slices.IndexFunc(form.Others, func(o models.Organisation) bool { return o.Code == code })
	if at < 0 {
		return form, models.ErrNotFound
	}
	form.Now = form.Others[at]
	form.Others = slices.Delete(form.Others, at, at+1)
	return form, nil
}

func byName(list []models.Organisation) []models.Organisation {
	slices.SortStableFunc(list, func(a, b models.Organisation) int { return strings.Compare(store.Fold(a.Name), store.Fold(b.Name)) })
	return list
}

// AddOrganisation keeps a new organisation.
func (s *Service) AddOrganisation(ctx context.Context, actor models.Actor, in KeepOrganisation) (o models.Organisation, err error) {
	err = s.Store.InTx(ctx, func(tx *store.Tx) error {
		if err := mayKeep(actor); err != nil {
			return err
		}
		others, err := tx.LockOrganisations(ctx)
		if err != nil {
			return err
		}
		o = models.Organisation{ID: store.NewID(), Code: strings.TrimSpace(in.Code)}
		if o, err = in.onto(o, others); err != nil {
			return err
		}
		if err := tx.Add(ctx, &o); errors.Is(err, models.ErrTaken) {
			return models.Invalid{"code": "Another organisation has this code: enter another"}
		} else if err != nil {
			return err
		}
		return tx.Publish(ctx, aboutOrganisation("organisation.added", actor, o.ID))
	})
	return o, err
}

// ChangeOrganisation keeps what the form says of an organisation, all but its code. It answers models.ErrStale when somebody
// changed it after the form was opened.
func (s *Service) ChangeOrganisation(ctx context.Context, actor models.Actor, code string, in KeepOrganisation) (o models.Organisation, err error) {
	err = s.Store.InTx(ctx, func(tx *store.Tx) error {
		if err := mayKeep(actor); err != nil {
			return err
		}
		others, err := tx.LockOrganisations(ctx)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(others, func(o models.Organisation) bool { return o.Code == code })
		if at < 0 {
			return models.ErrNotFound
		}
		now := others[at]
		if in.Edition != now.Edition() {
			return models.ErrStale
		}
		if o, err = in.onto(now, others); err != nil || o.Edition() == now.Edition() {
			return err
		}
		if err := mayBecome(ctx, tx, now, o); err != nil {
			return err
		}
		if _, err := tx.UnfinishedMove(ctx, now.ID); err == nil {
			return models.Invalid{"name": "People are being moved from this organisation: try again when that is done"}
		} else if !errors.Is(err, models.ErrNotFound) {
			return err
		}
		if err := tx.ChangeOrganisations(ctx, []models.Organisation{o}); err != nil {
			return err
		}
		return tx.Publish(ctx, aboutOrganisation("organisation.changed", actor, o.ID))
	})
	return o, err
}

// mayBecome refuses to make a team of an organisation that has leads: they see figures, and would see names from then on,
// which nobody gave them.
func mayBecome(ctx context.Context, tx *store.Tx, before, after models.Organisation) error {
	if before.Kind.IsTeam() || !after.Kind.IsTeam() {
		return nil
	}
	leads, err := tx.LeadsOf(ctx, before.ID, tx.Today())
	if err == nil && len(leads) > 0 {
		return models.Invalid{"kind": "The lead of a team sees names, and that of this organisation figures alone: end the role of " + leads[0].Name + " first, and give it anew afterwards"}
	}
	return err
}

// onto is the organisation with what the form says of it; models.Invalid where it cannot be so among the others.
func (in KeepOrganisation) onto(o models.Organisation, others []models.Organisation) (models.Organisation, error) {
	in.Name, in.ShortName, in.ODSCode = input.Line(in.Name), input.Line(in.ShortName), input.Line(in.ODSCode)
	problems, err := input.Problems(in)
	if err != nil {
		return o, err
	}
	isNew := !slices.ContainsFunc(others, func(other models.Organisation) bool { return other.ID == o.ID })
	if problem := o.CheckCode(others); isNew && problem != "" {
		problems["code"] = problem
	}
	if !slices.Contains(models.OrganisationKinds(), in.Kind) {
		problems["kind"] = "Choose what kind of organisation it is"
	}
	o.Name, o.ShortName, o.Kind, o.ODSCode, o.SuccessorID = in.Name, in.ShortName, in.Kind, in.ODSCode, nil
	if o.ShortName == "" {
		o.ShortName = o.Name
	}
	o.Opened, o.Closed = dayOf(in.Opened, "opened", problems), dayOf(in.Closed, "closed", problems)
	if in.Successor != "" {
		at := slices.IndexFunc(others, func(other models.Organisation) bool { return other.Code == in.Successor })
		if at < 0 {
			problems["successor"] = "Choose an organisation of the list"
		} else {
			o.SuccessorID = &others[at].ID
		}
	}
	if len(problems) > 0 {
		return o, problems
	}
	return o, o.Check(others)
}

// dayOf reads a day, or says at the field that it is none.
func dayOf(text, field string, problems models.Invalid) models.Date {
	day, err := models.ParseDate(strings.TrimSpace(text))
	if err != nil {
		problems[field] = "Enter a date, such as 2026-11-23"
	}
	return day
}

// aboutOrganisation is an event that an administrator's act leaves about an organisation.
func aboutOrganisation(act string, by models.Actor, id models.ID) models.Event {
	return models.Event{ActorID: &by.ID, Act: act, Subject: "organisations", SubjectID: id}
}
