package learning

import (
	"context"
	"slices"
	"strings"

	"trellis/app/input"
	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// LetterWords are what administrators say in place of the product's words, by the kind of letter.
func (s *Service) LetterWords(ctx context.Context) (map[string]models.LetterTemplate, error) {
	list, err := s.Store.LetterTemplates(ctx)
	words := make(map[string]models.LetterTemplate, len(list))
	for _, t := range list {
		words[t.Kind] = t
	}
	return words, err
}

// WrittenLetters are LetterWords for who may change them.
func (s *Service) WrittenLetters(ctx context.Context, actor models.Actor) (map[string]models.LetterTemplate, error) {
	if !policy.Scope(actor, policy.WriteLetters).All {
		return nil, models.ErrForbidden
	}
	return s.LetterWords(ctx)
}

// WriteLetter says something else in a kind of letter.
type WriteLetter struct {
	Kind    string
	Names   []string // that the letter knows facts for
	Subject string   `form:"subject" validate:"required,max=200" problem:"required=Enter a subject|max=Use 200 characters or fewer"`
	Body    string   `form:"body" validate:"required,max=4000" problem:"required=Enter what the letter says|max=Use 4,000 characters or fewer"`
	Version int      `form:"version"` // of the words that were changed; 0 for the product's own
}

// Check finds what is wrong with the words, without keeping them.
func (in *WriteLetter) Check() error {
	in.Subject = strings.Join(strings.Fields(in.Subject), " ")
	in.Body = strings.TrimSpace(strings.ReplaceAll(in.Body, "\r\n", "\n"))
	if err := input.Check(*in); err != nil {
		return err
	}
	invalid := models.Invalid{}
	for field, text := range map[string]string{"subject": in.Subject, "body": in.Body} {
		if unknown := models.UnknownNames(text, in.Names); len(unknown) > 0 {
			invalid[field] = "This letter knows nothing called {" + strings.Join(unknown, "}, {") + "}. It knows {" + strings.Join(in.Names, "}, {") + "}"
		}
	}
	if slices.Contains(in.Names, "link") && !strings.Contains(in.Body, "{link}") && invalid["body"] == "" {
		invalid["body"] = "Put {link} somewhere: without it nobody finds the page that the letter is about"
	}
	if len(invalid) > 0 {
		return invalid
	}
	return nil
}

// WriteLetter keeps other words for a kind of letter: letters are written with them from then on. It answers models.ErrStale
// when somebody has changed them since they were looked at.
func (s *Service) WriteLetter(ctx context.Context, actor models.Actor, in WriteLetter) error {
	if !policy.Scope(actor, policy.WriteLetters).All {
		return models.ErrForbidden
	}
	if err := in.Check(); err != nil {
		return err
	}
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		t := models.LetterTemplate{Kind: in.Kind, Subject: in.Subject, Body: in.Body, Version: in.Version, ChangedByID: actor.ID}
		if err := tx.KeepLetterTemplate(ctx, &t); err != nil {
			return err
		}
		return tx.Publish(ctx, models.Event{ActorID: &actor.ID, Act: "letter.changed", Subject: "letter_templates", SubjectID: t.ID})
	})
}

// RestoreLetter gives a kind of letter the product's own words again.
func (s *Service) RestoreLetter(ctx context.Context, actor models.Actor, kind string) error {
	if !policy.Scope(actor, policy.WriteLetters).All {
		return models.ErrForbidden
	}
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		id, err := tx.RemoveLetterTemplate(ctx, kind)
		if err != nil || !id.Known() {
			return err
		}
		return tx.Publish(ctx, models.Event{ActorID: &actor.ID, Act: "letter.restored", Subject: "letter_templates", SubjectID: id})
	})
}
