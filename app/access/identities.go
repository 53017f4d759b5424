package access

import (
	"context"
	"errors"
	"net/url"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/paths"
	"trellis/models/store"
)

// Identified is who another house says somebody is. What it calls them is shown, and decides nothing.
type Identified struct{ Issuer, Subject, Name string }

// House is where the issuer is, as people know it: login.example.org.
func (i Identified) House() string { return hostOf(i.Issuer) }

// Named is what the house calls them, or how they are spoken of where it says nothing.
func (i Identified) Named() string {
	if i.Name == "" {
		return "somebody without a name"
	}
	return i.Name
}

func hostOf(issuer string) string {
	at, err := url.Parse(issuer)
	if err != nil || at.Host == "" {
		return issuer
	}
	return at.Host
}

// House is the house by which people may sign in; empty where there is none.
func (s *Service) House() string { return hostOf(s.Config.OpenID.Issuer) }

// ByIdentity is the person to whom the identity is connected, who signs in by it. It answers models.ErrNotFound where it is
// nobody's: no address is ever looked at.
func (s *Service) ByIdentity(ctx context.Context, who Identified) (models.Person, error) {
	var person models.Person
	err := s.Store.InTx(ctx, func(tx *store.Tx) error {
		identity, err := tx.Identity(ctx, who.Issuer, who.Subject)
		if err != nil {
			return err
		}
		if person, err = tx.Person(ctx, identity.PersonID); err != nil {
			return err
		}
		if person.ErasedAt != nil {
			return models.ErrNotFound
		}
		return tx.UseIdentity(ctx, who.Issuer, who.Subject)
	})
	return person, err
}

var errTaken = models.Invalid{"way": "That account is connected to somebody else here. If it is yours, ask your network’s administrator"}

// ConnectIdentity makes the identity a way in of the actor, and tells them by mail: it may have been somebody who found an open
// browser. One that is theirs already stays so; one that is somebody else's is refused.
func (s *Service) ConnectIdentity(ctx context.Context, actor models.Actor, who Identified) error {
	if !policy.May(actor, policy.UseAccount) {
		return models.ErrForbidden
	}
	err := s.Store.InTx(ctx, func(tx *store.Tx) error {
		identity, err := tx.Identity(ctx, who.Issuer, who.Subject)
		switch {
		case err == nil && identity.PersonID == actor.ID:
			return nil
		case err == nil:
			return errTaken
		case !errors.Is(err, models.ErrNotFound):
			return err
		}
		fresh := models.Identity{Issuer: who.Issuer, Subject: who.Subject, PersonID: actor.ID, AddedAt: tx.Now(), LastUsedAt: tx.Now()}
		if err := tx.Add(ctx, &fresh); err != nil {
			return err
		}
		owed := models.Job{Kind: models.MailIdentityConnected, SubjectID: actor.ID}
		return tx.Publish(ctx, models.AboutPerson("identity.connected", &actor.ID, actor.ID), owed)
	})
	if errors.Is(err, models.ErrTaken) { // by somebody at the same moment
		return errTaken
	}
	return err
}

// IdentityLetter is what a letter about a connected account may say.
type IdentityLetter struct {
	Person     models.Person
	House      string
	AccountURL string
}

// IdentityLetterFor gathers the facts of a letter to the person.
func (s *Service) IdentityLetterFor(ctx context.Context, person models.ID) (IdentityLetter, error) {
	found, err := s.Store.Person(ctx, person)
	return IdentityLetter{Person: found, House: s.House(), AccountURL: s.Config.BaseURL + paths.Account}, err
}

// Identities are the actor's, and whether one may be disconnected: another way in must be left.
func (s *Service) Identities(ctx context.Context, actor models.Actor) (list []models.Identity, mayLeave bool, err error) {
	if list, err = s.Store.IdentitiesOf(ctx, actor.ID); err != nil || len(list) == 0 {
		return nil, false, err
	}
	mayLeave, err = leavesAnother(ctx, s.Store.Reads, actor, list)
	return list, mayLeave, err
}

func leavesAnother(ctx context.Context, reads store.Reads, actor models.Actor, list []models.Identity) (bool, error) {
	if len(list) > 1 {
		return true, nil
	}
	way, err := reads.WayInOf(ctx, actor.ID)
	return way.Hash != "", err
}

// DisconnectIdentity is which identity somebody disconnects.
type DisconnectIdentity struct {
	Issuer  string `form:"issuer"`
	Subject string `form:"subject"`
	// Device is this browser: it stays signed in.
	Device models.ID `form:"-"`
}

// DisconnectIdentity takes a way in from the actor, and signs them out of all other browsers. The last one stays.
func (s *Service) DisconnectIdentity(ctx context.Context, actor models.Actor, in DisconnectIdentity) error {
	if !policy.May(actor, policy.UseAccount) {
		return models.ErrForbidden
	}
	return s.Store.InTx(ctx, func(tx *store.Tx) error {
		if err := tx.LockPeople(ctx, []models.ID{actor.ID}); err != nil { // two at once would leave none
			return err
		}
		if err := tx.RemoveIdentity(ctx, actor.ID, in.Issuer, in.Subject); err != nil {
			return err
		}
		left, err := tx.IdentitiesOf(ctx, actor.ID)
		if err != nil {
			return err
		}
		way, err := tx.WayInOf(ctx, actor.ID)
		if err != nil {
			return err
		}
		if len(left) == 0 && way.Hash == "" {
			return models.Invalid{"way": "Set a password first: this is your only way in"}
		}
		if err := tx.EndDevices(ctx, in.Device, actor.ID); err != nil {
			return err
		}
		return tx.Publish(ctx, models.AboutPerson("identity.disconnected", &actor.ID, actor.ID))
	})
}
