package store

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"gorm.io/gorm"

	"trellis/models"
)

// list is a question whose answer is read page by page. Its columns hold one called id.
type list struct {
	from    *gorm.DB // the tables, their joins, and what the rows must be
	columns string
	values  []any // of the columns
	orders  map[string]order
	usual   string // the order where none is named, or one that the list does not know
}

// order is a way to sort a list: by an expression that is never NULL, and then by id. It may need a join of its own. Its
// kind reads what an address holds of it.
type order struct {
	join   string
	joined []any // values of the join
	by     string
	values []any // of the expression
	kind   func(key string) (value any, ok bool)
}

// keyed is a row with the edge that it makes.
type keyed[T any] struct {
	Row     T `gorm:"embedded"`
	EdgeKey string
	EdgeID  models.ID
}

func (k keyed[T]) edge() models.Edge { return models.Edge{Key: k.EdgeKey, ID: k.EdgeID} }

// readPage reads one page. An edge that is none in this order, or beyond which nothing is left, gives the first page.
func readPage[T any](l list, at models.PageAt) (models.Page[T], error) {
	if at.Order == "" {
		at.Order = l.usual
	} else if _, known := l.orders[at.SortedBy()]; !known {
		at = models.PageAt{Order: l.usual, Size: at.Size}
	}
	by, edge := l.orders[at.SortedBy()], at.Edge()
	key, ok := by.kind(edge.Key)
	if !ok {
		at = at.First()
	}
	rows, err := readRows[T](l, by, at, key)
	if err == nil && len(rows) == 0 && at.Edge().Known() {
		at = at.First()
		rows, err = readRows[T](l, by, at, nil)
	}
	if err != nil {
		return models.Page[T]{At: at}, err
	}
	return cut(rows, at), nil
}

// readRows reads the rows of a page and one more, which tells that there is another page. The key is that of the edge.
func readRows[T any](l list, by order, at models.PageAt, key any) ([]keyed[T], error) {
	from := l.from.Session(&gorm.Session{})
	if by.join != "" {
		from = from.Joins(by.join, by.joined...)
	}
	inner := from.Select(l.columns+", "+by.by+" AS sorted_by", slices.Concat(l.values, by.values)...)
	query := l.from.Session(&gorm.Session{NewDB: true}).Table("(?) AS listed", inner).
		Select("listed.*, CAST(listed.sorted_by AS text) AS edge_key, listed.id AS edge_id")
	than, direction := ">", ""
	if at.Backward() != at.Falls() {
		than, direction = "<", " DESC"
	}
	if edge := at.Edge(); edge.Known() {
		query = query.Where("(listed.sorted_by, listed.id) "+than+" (?, ?)", key, edge.ID)
	}
	var rows []keyed[T]
	err := query.Order("listed.sorted_by" + direction + ", listed.id" + direction).Limit(at.Rows() + 1).Scan(&rows).Error
	return rows, err
}

// count counts the rows of all pages.
func (l list) count() (int, error) {
	var n int64
	err := l.from.Session(&gorm.Session{}).Count(&n).Error
	return int(n), err
}

// cut drops the row too many, and finds the edges.
func cut[T any](rows []keyed[T], at models.PageAt) models.Page[T] {
	page := models.Page[T]{At: at}
	more := len(rows) > at.Rows()
	rows = rows[:min(len(rows), at.Rows())]
	if at.Backward() {
		slices.Reverse(rows)
	}
	if len(rows) == 0 {
		return page
	}
	if at.After.Known() || at.Backward() && more {
		page.Previous = rows[0].edge()
	}
	if at.Backward() || more {
		page.Next = rows[len(rows)-1].edge()
	}
	page.Rows = make([]T, len(rows))
	for i := range rows {
		page.Rows[i] = rows[i].Row
	}
	return page
}

// asText is the kind of an order by words.
func asText(key string) (any, bool) { return key, true }

// asNumber is the kind of an order by a whole number.
func asNumber(key string) (any, bool) {
	n, err := strconv.ParseInt(key, 10, 64)
	return n, err == nil
}

// asDay is the kind of an order by a date.
func asDay(key string) (any, bool) {
	day, err := models.ParseDate(key)
	return day, err == nil && day != ""
}

// asMoment is the kind of an order by a time, as either engine writes one.
func asMoment(key string) (any, bool) {
	t, err := time.Parse("2006-01-02 15:04:05", strings.TrimSuffix(key, "+00:00"))
	return t, err == nil
}
