package store

import (
	"cmp"
	"context"
	"slices"

	"trellis/models"
)

// partOf says that one thing is a part of another.
type partOf struct {
	ID, OtherID models.ID
	Code        string
}

// Circles are the organisations that are part of themselves by way of others, as links stand on the day, and the competencies
// that stand under themselves.
func (r Reads) Circles(ctx context.Context, day models.Date, most int) ([]Found, error) {
	var links, parents []partOf
	db := r.db.WithContext(ctx)
	err := db.Raw(`SELECT links.organisation_id AS id, links.other_id, organisations.code FROM links JOIN organisations ON organisations.id = links.organisation_id
		WHERE links.kind = @kind AND (links.started IS NULL OR links.started <= @day) AND (links.ended IS NULL OR links.ended >= @day)`,
		map[string]any{"kind": models.PartOf, "day": day}).Scan(&links).Error
	if err != nil {
		return nil, err
	}
	if err := db.Raw("SELECT id, parent_id AS other_id, code FROM competencies WHERE parent_id IS NOT NULL").Scan(&parents).Error; err != nil {
		return nil, err
	}
	return []Found{circles("organisations", links, most), circles("competencies", parents, most)}, nil
}

// circles finds what is part of itself: what is left when whatever has no whole, or no part, is taken away again and again.
func circles(table string, list []partOf, most int) Found {
	for {
		whole, part := map[models.ID]bool{}, map[models.ID]bool{}
		for _, p := range list {
			part[p.ID], whole[p.OtherID] = true, true
		}
		before := len(list)
		list = slices.DeleteFunc(list, func(p partOf) bool { return !part[p.OtherID] || !whole[p.ID] })
		if len(list) == before {
			break
		}
	}
	slices.SortFunc(list, func(a, b partOf) int { return cmp.Or(cmp.Compare(a.Code, b.Code), cmp.Compare(a.ID, b.ID)) })
	list = slices.CompactFunc(list, func(a, b partOf) bool { return a.ID == b.ID })
	found := Found{Count: len(list)}
	for _, p := range list[:min(len(list), most)] {
		found.Rows = append(found.Rows, Broken{Table: table, Key: string(p.ID), How: p.Code + " is part of itself, by way of others"})
	}
	return found
}
