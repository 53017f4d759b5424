package models

import "strings"

// Piece is a run of words that two texts share, or that only one of them has.
type Piece struct {
	Text string
	Is   PieceKind
}

// PieceKind tells which of two texts has a piece.
type PieceKind string

// The kinds of piece.
const (
	Kept    PieceKind = "kept"
	Removed PieceKind = "removed" // only the earlier text has it
	Put     PieceKind = "put"     // only the later text has it
)

// mostCompared is how many words of a text are compared one by one. Of a longer pair of texts all goes, and all comes.
const mostCompared = 2000

// Pieces are the differences of two texts, word by word, in the order in which they are read. What goes stands before what
// comes in its place.
func Pieces(earlier, later string) []Piece {
	a, b := strings.Fields(earlier), strings.Fields(later)
	if len(a) > mostCompared || len(b) > mostCompared {
		return joined([]Piece{{strings.Join(a, " "), Removed}, {strings.Join(b, " "), Put}})
	}
	common := commonTail(a, b)
	var pieces []Piece
	i, j := 0, 0
	for i < len(a) && j < len(b) {
		switch {
		case a[i] == b[j]:
			pieces = append(pieces, Piece{a[i], Kept})
			i, j = i+1, j+1
		case common[i+1][j] >= common[i][j+1]:
			pieces = append(pieces, Piece{a[i], Removed})
			i++
		default:
			pieces = append(pieces, Piece{b[j], Put})
			j++
		}
	}
	for ; i < len(a); i++ {
		pieces = append(pieces, Piece{a[i], Removed})
	}
	for ; j < len(b); j++ {
		pieces = append(pieces, Piece{b[j], Put})
	}
	return joined(pieces)
}

// commonTail is how many words the tails of both texts share in their order, by where the tails begin.
func commonTail(a, b []string) [][]int {
	common := make([][]int, len(a)+1)
	for i := range common {
		common[i] = make([]int, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				common[i][j] = common[i+1][j+1] + 1
			} else {
				common[i][j] = max(common[i+1][j], common[i][j+1])
			}
		}
	}
	return common
}

// joined gathers the words between two that are kept: first what goes, then what comes.
func joined(words []Piece) []Piece {
	var pieces []Piece
	var gone, come, kept []string
	flush := func(list *[]string, is PieceKind) {
		if len(*list) > 0 {
			pieces = append(pieces, Piece{strings.Join(*list, " "), is})
			*list = nil
		}
	}
	for _, w := range words {
		if w.Text == "" {
			continue
		}
		if w.Is == Kept {
			flush(&gone, Removed)
			flush(&come, Put)
			kept = append(kept, w.Text)
			continue
		}
		flush(&kept, Kept)
		if w.Is == Removed {
			gone = append(gone, w.Text)
		} else {
			come = append(come, w.Text)
		}
	}
	flush(&gone, Removed)
	flush(&come, Put)
	flush(&kept, Kept)
	return pieces
}
