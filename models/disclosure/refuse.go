package disclosure

import "strconv"

// Refuses says in words why a filter is refused: it leaves fewer people of a shown group than a half may be told of, or leaves
// out so few that what is shown of both would tell of them. It answers nothing where the filter may be used. Nobody at all is
// never refused, and so is a filter that leaves everybody.
func (t Thresholds) Refuses(shown, left int) string {
	switch out := shown - left; {
	case left > 0 && left < t.HalfFrom:
		return "This would leave fewer than " + strconv.Itoa(t.HalfFrom) + " people. Choose a larger group, to protect them"
	case out > 0 && out < t.HalfFrom && left > 0:
		return "This would leave out fewer than " + strconv.Itoa(t.HalfFrom) + " people of a group that is shown. Choose a smaller group, to protect them"
	}
	return ""
}
