package exchange

// Progress says how far long work is.
type Progress struct {
	Doing string // as in "reading rows"
	Done  int
	Of    int // 0 where nobody knows
}

// often is after how many rows progress is told.
const often = 1_000
