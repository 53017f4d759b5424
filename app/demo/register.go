package demo

import (
	"context"
	"crypto/rand"

	"trellis/models"
	"trellis/models/store"
)

// noteMarks says of those who came in part how long they were there, and of some why.
func (n *network) noteMarks() {
	length := make(map[models.ID]int, len(n.sessions))
	for _, session := range n.sessions {
		length[session.ID] = session.Minutes()
	}
	notes := map[models.Mark][]string{
		models.Part:      {"Left at the break", "", "Called away to a board meeting", ""},
		models.Apologies: {"On leave", "", "Covering for a colleague", ""},
	}
	seen := 0
	for i := range n.attendances {
		a := &n.attendances[i]
		why := notes[a.Mark]
		if len(why) == 0 {
			continue
		}
		a.Note = why[seen%len(why)]
		seen++
		if half := length[a.SessionID] / 2; a.Mark == models.Part && half > 0 {
			a.Minutes = &half
		}
	}
}

// keepSaves keeps how the registers came about, each with one save, and opens the check-in of a session that is on.
func (n *network) keepSaves(ctx context.Context, tx *store.Tx) error {
	var saves []models.RegisterSave
	var changes []models.RegisterChange
	at := map[models.ID]int{}
	for _, a := range n.attendances {
		i, found := at[a.SessionID]
		if !found {
			i, at[a.SessionID] = len(saves), len(saves)
			saves = append(saves, models.RegisterSave{ID: store.NewID(), SessionID: a.SessionID, Source: a.Source, ByID: a.MarkedByID, SavedAt: a.MarkedAt})
		}
		changes = append(changes, saves[i].Change(models.Attendance{}, a))
	}
	if err := tx.Add(ctx, &saves); err != nil {
		return err
	}
	if err := tx.Add(ctx, &changes); err != nil {
		return err
	}
	for _, session := range n.sessions {
		if !session.CheckableAt(n.now) {
			continue
		}
		secret := make([]byte, 32)
		if _, err := rand.Read(secret); err != nil {
			return err
		}
		check := models.CheckIn{
			SessionID: session.ID, Secret: secret, OpenedByID: n.byName["Rhys Pritchard"].ID, OpenedAt: n.now, ClosesAt: session.CheckInCloses(),
		}
		if err := tx.KeepCheckIn(ctx, check); err != nil {
			return err
		}
	}
	return nil
}
