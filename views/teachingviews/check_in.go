package teachingviews

import (
	"strconv"
	"strings"
	"time"

	"trellis/app/attendance"
)

// CheckInSeconds is how long the code that is shown still stands, in whole seconds; 0 while none is.
func CheckInSeconds(page attendance.CheckInPage) int {
	if !page.Open {
		return 0
	}
	return int(page.Next.Sub(page.Now)/time.Second) + 1
}

func checkInSeconds(page attendance.CheckInPage) string { return strconv.Itoa(CheckInSeconds(page)) }

// bareAddress is an address as people type it.
func bareAddress(address string) string {
	_, bare, found := strings.Cut(address, "://")
	if !found {
		return address
	}
	return bare
}

// spaced parts a code into two groups, to be read across a room.
func spaced(code string) string { return code[:len(code)/2] + " " + code[len(code)/2:] }

// spelled parts the letters of a code, to be read aloud one by one.
func spelled(code string) string { return strings.Join(strings.Split(code, ""), " ") }
