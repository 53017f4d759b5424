package words

import "trellis/models"

// Waiting is how many assessments wait for an answer, as far as they are counted.
func Waiting(n int) string {
	if n >= models.ManyWaiting {
		return Number(models.ManyWaiting) + " or more"
	}
	return Number(n)
}
