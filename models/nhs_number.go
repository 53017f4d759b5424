package models

import "strings"

// MentionsNHSNumber tells whether a text holds ten digits, plain or written 3 3 4, whose last is the check digit of an NHS
// number (modulus 11, NHS Data Dictionary). One number in eleven passes by chance, so that people may say it is not one.
func MentionsNHSNumber(text string) bool {
	runes := []rune(text)
	for i := range runes {
		if i > 0 && isDigit(runes[i-1]) {
			continue
		}
		if digits, ok := tenDigits(runes[i:]); ok && isNHSNumber(digits) {
			return true
		}
	}
	return false
}

// tenDigits reads ten digits at the beginning, with at most one separator after the third and the sixth, and none of
// another number after them.
func tenDigits(runes []rune) (digits [10]int, ok bool) {
	next := 0
	for n := range digits {
		if (n == 3 || n == 6) && next < len(runes) && strings.ContainsRune(" -.\u00a0\u2009\u202f\u2011\u2013", runes[next]) {
			next++
		}
		if next >= len(runes) || !isDigit(runes[next]) {
			return digits, false
		}
		digits[n] = int(runes[next] - '0')
		next++
	}
	return digits, next == len(runes) || !isDigit(runes[next])
}

func isNHSNumber(digits [10]int) bool {
	sum := 0
	for i, d := range digits[:9] {
		sum += d * (10 - i)
	}
	return (11-sum%11)%11 == digits[9]
}

func isDigit(r rune) bool { return '0' <= r && r <= '9' }

// NHSNumberProblem is what somebody is told whose text may name a patient.
const NHSNumberProblem = "This text may hold an NHS number. Take it out, or say below that it is not one"
