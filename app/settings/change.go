package settings

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"strconv"
	"strings"

	"trellis/app/input"
	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// Change is what an administrator says of the installation, as it was typed.
type Change struct {
	Version     int    `form:"version"`
	Name        string `form:"name" validate:"required,max=200" problem:"required=Enter the full name of your network|max=Use 200 characters or fewer for the name"`
	Strapline   string `form:"strapline" validate:"max=80" problem:"max=Use 80 characters or fewer for the line under the name"`
	Colour      string `form:"colour"` // one of the choices, or OtherColour
	OtherColour string `form:"other_colour"`

	EmblemFile   []byte // empty: the emblem stays as it is
	RemoveEmblem bool   `form:"remove_emblem"`

	ContactName  string `form:"contact_name" validate:"max=120" problem:"max=Use 120 characters or fewer for the name"`
	ContactEmail string `form:"contact_email" validate:"max=320" problem:"max=Enter an email address, like name@example.org"`
	ContactPhone string `form:"contact_phone" validate:"max=40" problem:"max=Use 40 characters or fewer for the telephone number"`

	SystemWord  string `form:"system_word" validate:"required,max=40" problem:"required=Enter what your network calls a system|max=Use 40 characters or fewer"`
	SystemsWord string `form:"systems_word" validate:"required,max=40" problem:"required=Enter what your network calls several systems|max=Use 40 characters or fewer"`

	HalfFrom  string `form:"half_from"`
	ShareFrom string `form:"share_from"`

	HoldsMonths string `form:"holds_months"`

	SecondFactor models.SecondFactorRule `form:"second_factor"`
	NoneAgreed   bool                    `form:"none_agreed"` // administrators need no second factor: that is meant

	WelcomeText string `form:"welcome_text" validate:"max=2000" problem:"max=Use 2000 characters or fewer for the welcome"`
	HelpText    string `form:"help_text" validate:"max=2000" problem:"max=Use 2000 characters or fewer for the help"`

	Controller        string `form:"controller" validate:"max=500" problem:"max=Use 500 characters or fewer"`
	LawfulBasis       string `form:"lawful_basis" validate:"max=500" problem:"max=Use 500 characters or fewer"`
	ProtectionOfficer string `form:"protection_officer" validate:"max=500" problem:"max=Use 500 characters or fewer"`
	PrivacyText       string `form:"privacy_text" validate:"max=4000" problem:"max=Use 4000 characters or fewer"`

	AccessibilityTested string `form:"accessibility_tested"`
	AccessibilityHow    string `form:"accessibility_how" validate:"max=2000" problem:"max=Use 2000 characters or fewer"`
	AccessibilityIssues string `form:"accessibility_issues" validate:"max=4000" problem:"max=Use 4000 characters or fewer"`
	EnforcementBody     string `form:"enforcement_body" validate:"max=500" problem:"max=Use 500 characters or fewer"`
}

// OtherColour is the choice of a colour that is typed.
const OtherColour = "other"

// Change keeps what an administrator says of the installation, and the full name of the organisation that runs it: one is
// added where there is none. It answers models.ErrStale when somebody else was quicker, and models.Invalid by field.
func (s *Service) Change(ctx context.Context, actor models.Actor, in Change) error {
	var emblem *models.Emblem
	problems := models.Invalid{}
	if len(in.EmblemFile) > 0 {
		drawn, err := drawEmblem(in.EmblemFile) // before the transaction: it takes a while
		if !errors.As(err, &problems) && err != nil {
			return err
		}
		emblem = &drawn
	}
	in.trim()
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		if !policy.Scope(actor, policy.ChangeSettings).All {
			return models.ErrForbidden
		}
		now, err := tx.Settings(ctx)
		if err != nil {
			return err
		}
		if in.Version != now.Version {
			return models.ErrStale
		}
		wanted, found := in.over(now, tx.Today())
		maps.Copy(found, problems)
		if err := found.OrNil(); err != nil {
			return err
		}
		wanted.ChangedByID = &actor.ID
		if err := keepEmblem(ctx, tx, &wanted, emblem, in.RemoveEmblem); err != nil {
			return err
		}
		if err := nameNetwork(ctx, tx, actor, in.Name); err != nil {
			return err
		}
		return keep(ctx, tx, actor, wanted)
	})
}

// keep keeps the settings and tells that they changed.
func keep(ctx context.Context, tx *store.Tx, actor models.Actor, wanted models.Settings) error {
	if err := tx.KeepSettings(ctx, wanted); err != nil {
		return err
	}
	return tx.Publish(ctx, models.Event{ActorID: &actor.ID, Act: "settings.changed", Subject: "settings", SubjectID: "1"})
}

func keepEmblem(ctx context.Context, tx *store.Tx, wanted *models.Settings, emblem *models.Emblem, remove bool) error {
	switch {
	case emblem != nil:
		wanted.Emblem = emblem.Digest
	case remove:
		wanted.Emblem = ""
	default:
		return nil
	}
	return tx.KeepEmblem(ctx, emblem)
}

// nameNetwork gives the organisation that runs the installation its full name, and adds it where there is none.
func nameNetwork(ctx context.Context, tx *store.Tx, actor models.Actor, name string) error {
	network, err := tx.LockNetworkOrganisation(ctx)
	act := "organisation.changed"
	switch {
	case errors.Is(err, models.ErrNotFound):
		act = "organisation.added"
		network = models.Organisation{ID: store.NewID(), Name: name, ShortName: name, Kind: models.Network, Opened: tx.Today()}
		if network.Code, err = freeCode(ctx, tx, name); err != nil {
			return err
		}
		err = tx.Add(ctx, &network)
	case err != nil:
		return err
	case network.Name == name:
		return nil
	default:
		if network.ShortName == network.Name {
			network.ShortName = name
		}
		network.Name = name
		err = tx.ChangeOrganisations(ctx, []models.Organisation{network})
	}
	if err != nil {
		return err
	}
	return tx.Publish(ctx, models.Event{ActorID: &actor.ID, Act: act, Subject: "organisations", SubjectID: network.ID})
}

// freeCode makes a code of the name that no organisation has.
func freeCode(ctx context.Context, tx *store.Tx, name string) (string, error) {
	const longest = 24
	slug := strings.ToUpper(models.Slug(store.Fold(name)))
	code := cmp.Or(strings.Trim(slug[:min(len(slug), longest)], "-"), "NETWORK")
	for n := 2; ; n++ {
		_, err := tx.OrganisationByCode(ctx, code)
		if errors.Is(err, models.ErrNotFound) {
			return code, nil
		}
		if err != nil {
			return "", err
		}
		code = strings.TrimRight(slug[:min(len(slug), longest)], "-") + "-" + strconv.Itoa(n)
	}
}

func (c *Change) trim() {
	for _, text := range []*string{
		&c.Name, &c.Strapline, &c.Colour, &c.OtherColour, &c.ContactName, &c.ContactEmail, &c.ContactPhone, &c.SystemWord, &c.SystemsWord,
		&c.HalfFrom, &c.ShareFrom, &c.HoldsMonths, &c.WelcomeText, &c.HelpText, &c.Controller, &c.LawfulBasis, &c.ProtectionOfficer, &c.PrivacyText,
		&c.AccessibilityTested, &c.AccessibilityHow, &c.AccessibilityIssues, &c.EnforcementBody,
	} {
		*text = input.Tidy(*text)
	}
}

// over is what is said now with the change on it, and what stands in the way. The map is never nil.
func (c Change) over(now models.Settings, today models.Date) (models.Settings, models.Invalid) {
	problems := models.Invalid{}
	if found, ok := errors.AsType[models.Invalid](input.Check(c)); ok {
		problems = found
	}
	if c.ContactEmail != "" && !input.IsEmail(c.ContactEmail) {
		problems["contact_email"] = "Enter an email address, like name@example.org"
	}
	wanted := now
	wanted.Colour = c.colour(problems)
	wanted.HalfFrom, wanted.ShareFrom = c.thresholds(now, problems)
	wanted.HoldsMonths = c.months(problems)
	wanted.SecondFactor = c.rule(now, problems)
	wanted.AccessibilityTested = c.tested(today, problems)
	wanted.Strapline = c.Strapline
	wanted.ContactName, wanted.ContactEmail, wanted.ContactPhone = c.ContactName, c.ContactEmail, c.ContactPhone
	wanted.SystemWord, wanted.SystemsWord = c.SystemWord, c.SystemsWord
	wanted.WelcomeText, wanted.HelpText = c.WelcomeText, c.HelpText
	wanted.Controller, wanted.LawfulBasis, wanted.ProtectionOfficer, wanted.PrivacyText = c.Controller, c.LawfulBasis, c.ProtectionOfficer, c.PrivacyText
	wanted.AccessibilityHow, wanted.AccessibilityIssues, wanted.EnforcementBody = c.AccessibilityHow, c.AccessibilityIssues, c.EnforcementBody
	return wanted, problems
}
