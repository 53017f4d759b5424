package exchange

import (
	"cmp"
	"context"
	"io"
	"slices"

	"trellis/models"
	"trellis/models/store"
)

// ExportPeople writes everybody as people.csv, by address: a row for each post they hold, held or will hold, the oldest
// first, and one for somebody without. Who may run commands on the machine may export, so it asks no policy.
func (s *Service) ExportPeople(ctx context.Context, w io.Writer) error {
	file := NewCSV(w)
	if err := file.Write(slices.Concat(peopleColumns, peopleOthers)...); err != nil {
		return err
	}
	for after := ""; ; {
		people, err := s.Store.PeopleAfter(ctx, after, chunk)
		if err != nil {
			return err
		}
		if len(people) == 0 {
			return file.Flush()
		}
		if err := s.exportSome(ctx, file, people); err != nil {
			return err
		}
		after = people[len(people)-1].EmailKey
	}
}

func (s *Service) exportSome(ctx context.Context, file *CSV, people []models.Person) error {
	ids := make([]models.ID, len(people))
	for i, p := range people {
		ids[i] = p.ID
	}
	posts, err := s.Store.CodedPostsOf(ctx, ids)
	if err != nil {
		return err
	}
	held := map[models.ID][]store.CodedPost{}
	for _, post := range posts {
		held[post.PersonID] = append(held[post.PersonID], post)
	}
	for _, p := range people {
		if len(held[p.ID]) == 0 {
			held[p.ID] = []store.CodedPost{{}} // a row without a post
		}
		for _, post := range held[p.ID] {
			err := file.Write(p.Email, p.Name, post.Organisation, cmp.Or(post.TeamCode, post.Team), post.Title, post.Band, post.RoleProfile, post.ManagerEmail,
				string(post.Started), string(post.Ended))
			if err != nil {
				return err
			}
		}
	}
	return nil
}
