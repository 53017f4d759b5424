package report

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// clock is a date and a time as they stand in a file, before it is known which number is the month.
type clock struct {
	said      bool // something stands there
	ok        bool // and it is a time
	first     int  // of the two numbers of a day that may be either
	second    int
	year      int
	settled   bool // first is the month: the text leaves no doubt
	dotted    bool // 17.04.2023, which nobody means month first
	noon      bool // am or pm is said
	clockOnly bool // without a day
	h, m, s   int
	utc       bool
	offset    int // seconds east
}

var (
	dateNumbers = regexp.MustCompile(`^(\d{1,4})\s?([./-])\s?(\d{1,2})\s?([./-])\s?(\d{1,4})(?:\D|$)`)
	dateNamed   = regexp.MustCompile(`^(?:\p{L}+,? )?(\p{L}{3,})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})`)
	dateDay     = regexp.MustCompile(`^(?:\p{L}+,? )?(\d{1,2})(?:st|nd|rd|th)?[ -](\p{L}{3,})\.?,?[ -](\d{4})`)
	timeNumbers = regexp.MustCompile(`(?:^|[^\d])(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?:\.\d+)?`)
	zoneNumbers = regexp.MustCompile(`(?:\d|UTC|GMT) ?([+-])(\d{2}):?(\d{2})\b`)
)

var monthNames = strings.Fields("jan feb mar apr may jun jul aug sep oct nov dec")

// readClock reads a date with a time, a date, or a time alone.
func readClock(text string) clock {
	text = strings.TrimSpace(strings.Trim(text, `"`))
	if text == "" || strings.Trim(text, "- ") == "" || strings.EqualFold(text, "n/a") || len(text) > 80 {
		return clock{}
	}
	c := clock{said: true}
	rest, dated := c.date(text)
	if !dated {
		c.clockOnly, rest = true, text
	}
	rest = strings.TrimLeft(rest, " ,T|")
	if !c.clock(rest) && c.clockOnly || dated && (c.year < 1990 || c.year > 2200) {
		return clock{said: true}
	}
	c.ok = true
	return c
}

// date takes the day off the beginning.
func (c *clock) date(text string) (rest string, found bool) {
	if m := dateNumbers.FindStringSubmatchIndex(text); m != nil {
		a, b, y := number(text[m[2]:m[3]]), number(text[m[6]:m[7]]), number(text[m[10]:m[11]])
		rest = text[m[11]:]
		c.dotted = text[m[4]:m[5]] == "."
		if m[3]-m[2] == 4 { // 2023-04-17
			c.year, c.first, c.second, c.settled = a, b, y, true
			return rest, true
		}
		if m[3]-m[2] > 2 || m[11]-m[10] == 3 || m[11]-m[10] == 1 {
			return text, false
		}
		if y < 100 {
			y += 2000
		}
		c.first, c.second, c.year = a, b, y
		return rest, true
	}
	for i, shape := range []*regexp.Regexp{dateNamed, dateDay} {
		m := shape.FindStringSubmatch(text)
		if m == nil {
			continue
		}
		month, day := m[1], m[2]
		if i == 1 {
			month, day = day, month
		}
		for n, name := range monthNames {
			if strings.HasPrefix(strings.ToLower(month), name) {
				c.first, c.second, c.year, c.settled = n+1, number(day), number(m[3]), true
				return text[len(m[0]):], true
			}
		}
	}
	return text, false
}

// clock reads the time of day.
func (c *clock) clock(text string) bool {
	m := timeNumbers.FindStringSubmatch(text)
	if m == nil {
		return false
	}
	c.h, c.m, c.s = number(m[1]), number(m[2]), number(m[3])
	low := strings.ToLower(strings.NewReplacer(".", "", " ", "").Replace(text))
	switch {
	case strings.Contains(low, "pm"):
		c.noon = true
		if c.h < 12 {
			c.h += 12
		}
	case strings.Contains(low, "am"):
		c.noon = true
		if c.h == 12 {
			c.h = 0
		}
	}
	c.zone(text)
	return c.h < 24 && c.m < 60 && c.s < 60
}

func (c *clock) zone(text string) {
	if z := zoneNumbers.FindStringSubmatch(text); z != nil {
		c.utc, c.offset = true, number(z[2])*3600+number(z[3])*60
		if z[1] == "-" {
			c.offset = -c.offset
		}
		return
	}
	trimmed := strings.TrimSpace(text)
	c.utc = strings.HasSuffix(trimmed, "Z") || strings.Contains(trimmed, "UTC")
}

func number(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil {
		return 0
	}
	return n
}

// moment is the time, in a zone where it says none; the zero time for none.
func (c clock) moment(dayFirst bool, zone *time.Location) time.Time {
	if !c.ok || c.clockOnly {
		return time.Time{}
	}
	month, day := c.first, c.second
	if dayFirst && !c.settled {
		month, day = day, month
	}
	if month < 1 || month > 12 || day < 1 || day > 31 {
		return time.Time{}
	}
	if c.utc {
		zone = time.UTC
	}
	t := time.Date(c.year, time.Month(month), day, c.h, c.m, c.s, 0, zone)
	if t.Day() != day { // 30 February
		return time.Time{}
	}
	return t.Add(-time.Duration(c.offset) * time.Second)
}

// on is a time alone on the day of another, or on the next where it would be before it.
func (c clock) on(day time.Time) time.Time {
	t := time.Date(day.Year(), day.Month(), day.Day(), c.h, c.m, c.s, 0, day.Location())
	if t.Before(day) {
		t = t.AddDate(0, 0, 1)
	}
	return t
}

// clock reads a time, and remembers it for what it says of the order of day and month.
func (r *reader) clock(text string, inUTC bool) clock {
	c := readClock(text)
	if inUTC {
		c.utc = true
	}
	if c.ok && !c.clockOnly {
		r.clocks = append(r.clocks, c)
	}
	return c
}

func (r *reader) time(c clock) time.Time { return c.moment(r.dayFirst, r.Zone) }

// decideOrder decides for the whole file whether the day stands first: by a number above 12, by dots, by the days on which it may
// have been, by which order brings the days closer together, and else by what the program is known for, which is said then.
func (r *reader) decideOrder() {
	open := slices.DeleteFunc(slices.Clone(r.clocks), func(c clock) bool { return c.settled })
	if len(open) == 0 {
		return
	}
	for _, decide := range []func([]clock) (dayFirst, decided bool){orderByNumbers, r.orderByNear, orderBySpread} {
		if dayFirst, decided := decide(open); decided {
			r.dayFirst = dayFirst
			return
		}
	}
	r.orderByProgram(open)
}

// orderByNumbers decides by which of the two numbers is above 12 more often, and else by dots.
func orderByNumbers(open []clock) (dayFirst, decided bool) {
	day, month, dotted := 0, 0, false
	for _, c := range open {
		if c.first > 12 {
			day++
		}
		if c.second > 12 {
			month++
		}
		dotted = dotted || c.dotted
	}
	if day != month {
		return day > month, true
	}
	return dotted, dotted
}

// orderByNear decides by the days on which the file may have been.
func (r *reader) orderByNear(open []clock) (dayFirst, decided bool) {
	day, month := r.near(open, true), r.near(open, false)
	return day > month, day != month
}

// orderBySpread decides by which order brings the days closer together.
func orderBySpread(open []clock) (dayFirst, decided bool) {
	day, month := spread(open, true), spread(open, false)
	return day < month, day != month
}

// orderByProgram takes the order that the program is known for, and says so where it makes a difference.
func (r *reader) orderByProgram(open []clock) {
	noon := slices.ContainsFunc(open, func(c clock) bool { return c.noon })
	r.dayFirst = !noon && r.kind != TeamsLiveEvent
	for _, c := range open {
		if c.first != c.second {
			r.warn(0, "Days such as %d/%d were read as %s: check that they are right", c.first, c.second, c.moment(r.dayFirst, time.UTC).Format("2 January 2006"))
			return
		}
	}
}

// near counts the times that fall on, or next to, one of the days on which the file may have been.
func (r *reader) near(clocks []clock, dayFirst bool) int {
	n := 0
	for _, c := range clocks {
		t := c.moment(dayFirst, r.Zone)
		for _, day := range r.Near {
			if d := t.Sub(day); !t.IsZero() && d > -36*time.Hour && d < 36*time.Hour {
				n++
				break
			}
		}
	}
	return n
}

// spread is how far the times are apart.
func spread(clocks []clock, dayFirst bool) time.Duration {
	var first, last time.Time
	for _, c := range clocks {
		t := c.moment(dayFirst, time.UTC)
		if first.IsZero() || t.Before(first) {
			first = t
		}
		if t.After(last) {
			last = t
		}
	}
	return last.Sub(first).Round(48 * time.Hour)
}

var (
	lengthParts = regexp.MustCompile(`(\d+(?:[.,]\d+)?)\s*(\p{L}*)\.?`)
	lengthClock = regexp.MustCompile(`^(\d{1,3}):(\d{2})(?::(\d{2}))?$`)
)

// readLength reads how long something took: "1h 13m 22s", "1 Std. 5 Min.", "01:13:22", or a number of the unit given.
func readLength(text string, unit time.Duration) (d time.Duration, ok bool) {
	text = strings.TrimSpace(text)
	if text == "" || len(text) > 60 {
		return 0, false
	}
	if m := lengthClock.FindStringSubmatch(text); m != nil {
		d = time.Duration(number(m[1]))*time.Hour + time.Duration(number(m[2]))*time.Minute + time.Duration(number(m[3]))*time.Second
		return d, d <= longestLength
	}
	rest := lengthParts.ReplaceAllString(text, "")
	parts := lengthParts.FindAllStringSubmatch(text, -1)
	if strings.Trim(rest, " ,") != "" || len(parts) == 0 {
		return 0, false
	}
	for _, p := range parts {
		n, err := strconv.ParseFloat(strings.Replace(p[1], ",", ".", 1), 64)
		of, known := unitOf(p[2], unit)
		if err != nil || !known || n > 1e7 {
			return 0, false
		}
		d += time.Duration(n * float64(of))
	}
	return d, d <= longestLength
}

// longestLength is the longest that somebody can have been there, whatever a file says.
const longestLength = 31 * 24 * time.Hour

// unitOf is the unit that a word begins; hours, minutes and seconds begin alike in most languages.
func unitOf(word string, otherwise time.Duration) (time.Duration, bool) {
	word = strings.ToLower(word)
	switch {
	case word == "":
		return otherwise, true
	case strings.HasPrefix(word, "h"), strings.HasPrefix(word, "st"), strings.HasPrefix(word, "g"), strings.HasPrefix(word, "u"), strings.HasPrefix(word, "o"), strings.HasPrefix(word, "t"):
		return time.Hour, true
	case strings.HasPrefix(word, "m"):
		return time.Minute, true
	case strings.HasPrefix(word, "s"):
		return time.Second, true
	case strings.HasPrefix(word, "d"):
		return 24 * time.Hour, true
	}
	return 0, false
}
