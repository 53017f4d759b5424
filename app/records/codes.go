package records

import (
	"context"
	"crypto/rand"
	"slices"

	"trellis/models"
	"trellis/models/store"
)

// newCodes draws record numbers that no record has.
func newCodes(ctx context.Context, tx *store.Tx, n int) ([]string, error) {
	var codes []string
	for len(codes) < n {
		for len(codes) < n {
			if code := draw(); !slices.Contains(codes, code) {
				codes = append(codes, code)
			}
		}
		used, err := tx.CodesInUse(ctx, codes)
		if err != nil {
			return nil, err
		}
		codes = slices.DeleteFunc(codes, func(code string) bool { return slices.Contains(used, code) })
	}
	return codes, nil
}

func draw() string {
	for {
		var random [10]byte
		_, _ = rand.Read(random[:]) // it never fails: it would end the program
		if code, ok := models.RecordCode(random); ok {
			return code
		}
	}
}
