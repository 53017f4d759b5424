package generate

import (
	"hash/fnv"
	"math/rand/v2"
	"strconv"
)

// chance decides what is not decided otherwise: the same every time for the same seed.
type chance struct{ *rand.Rand }

// chance is a run of chance of its own for the n-th of a matter, so that one thing's luck does not hang on another's.
func (in Options) chance(matter string, n int) chance {
	sum := fnv.New64a()
	_, _ = sum.Write([]byte(matter + " " + strconv.Itoa(n)))   // a hash never fails
	return chance{rand.New(rand.NewPCG(in.Seed, sum.Sum64()))} // the same every time is meant
}

// percent is true in that many of a hundred cases.
func (c chance) percent(n int) bool { return c.IntN(100) < n }

// between is a whole number, both ends included.
func (c chance) between(low, high int) int {
	if high <= low {
		return low
	}
	return low + c.IntN(high-low+1)
}

// among picks one of the list.
func among[T any](c chance, list []T) T { return list[c.IntN(len(list))] }

// weighted picks the place of one of the weights, as often as its weight says.
func weighted(c chance, weights []int) int {
	all := 0
	for _, w := range weights {
		all += w
	}
	at := c.IntN(all)
	for i, w := range weights {
		if at -= w; at < 0 {
			return i
		}
	}
	return len(weights) - 1
}
