package store

// onDay asks of a row of the table (posts, grants) that it holds on a day, which is asked for twice.
func onDay(table string) string {
	return table + ".started <= ? AND (" + table + ".ended IS NULL OR " + table + ".ended >= ?)"
}

// linkedOn asks of a link that it holds on a day, which is asked for twice. Unlike a post, a link may always have been.
const linkedOn = `(links.started IS NULL OR links.started <= ?) AND (links.ended IS NULL OR links.ended >= ?)`
