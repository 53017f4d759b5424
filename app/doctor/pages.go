package doctor

import "trellis/models"

// page is how many rows are read at once where all are read.
const page = 500

// each goes through all rows of a kind, a page at a time in the order of their ids. It answers how many there are.
func each[T any](read func(after models.ID, most int) ([]T, error), id func(T) models.ID, look func(list []T, ids []models.ID) error) (looked int, err error) {
	for after, more := models.ID(""), true; more; {
		list, err := read(after, page)
		if err != nil {
			return looked, err
		}
		ids := make([]models.ID, len(list))
		for i, row := range list {
			ids[i], after = id(row), id(row)
		}
		if err := look(list, ids); err != nil {
			return looked, err
		}
		looked, more = looked+len(list), len(list) == page
	}
	return looked, nil
}
